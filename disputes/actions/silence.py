"""Silence decides for the initiator when the term ends: by itself, on time, exactly once (D4, D9)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from disputes.actions.held import BESIDE, scope_of
from disputes.actions.posting import rows_of_outcome
from disputes.domain.workflow import DisputeEvent, DisputeState
from disputes.models import Dispute, DisputeStep, Posting
from disputes.notifications.disputes import tell_silence
from disputes.notifications.telling import last_day
from disputes.queries.places import departments_on
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from workload.domain.zones import zone_named

CHUNK = 200


def decide_by_silence(*, at: datetime) -> int:
    """Ends whatever was not answered by `at`; how many. Any number may run at once, a chunk is there whole or not at
    all, and what somebody answers at this moment is left to the next run."""
    done = 0
    while count := silence_chunk(at=at):
        done += count
    return done


@transaction.atomic
def silence_chunk(*, at: datetime) -> int:
    """The oldest, with steps, points, trail and notices; how many."""
    due = Dispute.objects.silent_by(at).select_related(*BESIDE).order_by("respond_by", "id")
    disputes = list(due.select_for_update(of=("self",), skip_locked=True)[:CHUNK])
    if disputes:
        time_out(disputes, at=at)
    return len(disputes)


def time_out(disputes: Sequence[Dispute], *, at: datetime) -> None:
    """Ends locked open disputes whose term is over by `at`. The decision is dated at the end of the term, not when it
    was noticed: so is its month (D10). A few statements, however many."""
    for dispute in disputes:
        dispute.state, dispute.decided_at = DisputeState.DEFAULTED.value, dispute.respond_by
    mine = Dispute.objects.filter(pk__in=[dispute.pk for dispute in disputes])
    mine.update(state=DisputeState.DEFAULTED.value, decided_at=F("respond_by"), respond_by=None)
    steps = DisputeStep.objects.bulk_create(_step(dispute) for dispute in disputes)
    places = _places(disputes)
    Posting.objects.bulk_create(
        row
        for dispute, step in zip(disputes, steps, strict=True)
        for row in rows_of_outcome(dispute, step, places[_day(dispute)], posted_at=at)
    )
    _record(disputes, at=at)
    tell_silence({dispute: _last_day(dispute) for dispute in disputes}, at=at)
    for dispute in disputes:
        dispute.respond_by = None


def _step(dispute: Dispute) -> DisputeStep:
    assert dispute.respond_by is not None, "what is open has a term"
    return DisputeStep(
        dispute=dispute,
        event=DisputeEvent.TIME_OUT.value,
        before=DisputeState.OPEN.value,
        after=DisputeState.DEFAULTED.value,
        at=dispute.respond_by,
    )


def _places(disputes: Sequence[Dispute]) -> Mapping[date, Mapping[int, int]]:
    """{day of the decision: {employee: department then}}. A statement a day, and terms end at midnight."""
    people: dict[date, set[int]] = defaultdict(set)
    for dispute in disputes:
        people[_day(dispute)] |= {dispute.initiator_id, dispute.respondent_id}
    return {day: departments_on(sides, day) for day, sides in people.items()}


def _day(dispute: Dispute) -> date:
    assert dispute.decided_at is not None, "it was decided by the end of the term"
    return dispute.decided_at.astimezone(zone_named(dispute.department.timezone)).date()


def _last_day(dispute: Dispute) -> date:
    day = last_day(dispute.respond_by, dispute.timezone)
    assert day is not None, "the term that is over had an end"
    return day


def _record(disputes: Sequence[Dispute], *, at: datetime) -> None:
    with audit.gathered():
        for dispute in disputes:
            audit.record(
                action=f"dispute.{DisputeEvent.TIME_OUT}",
                target=dispute,
                by=Viewer.system(at),
                at=at,
                before={"state": DisputeState.OPEN.value, "respond_by": dispute.respond_by, "decided_at": None},
                after={
                    "state": DisputeState.DEFAULTED.value,
                    "respond_by": None,
                    "decided_at": dispute.decided_at,
                },
                scope=scope_of(dispute),
            )
