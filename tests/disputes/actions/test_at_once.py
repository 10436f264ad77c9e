"""D9: whatever happens at the same moment on real connections, there is one outcome, posted once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from disputes.actions import silence
from disputes.actions.absences import count_terms_anew
from disputes.actions.answering import accept_dispute, contest_dispute, withdraw_dispute
from disputes.actions.deciding import decide_dispute
from disputes.actions.opening import open_dispute
from disputes.actions.pressing import press_arbiters
from disputes.actions.replacing import replace_arbiters
from disputes.actions.silence import decide_by_silence
from disputes.domain.workflow import DisputeState
from disputes.models import Dispute, Posting, RevisionRequest
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.models import Notice
from tests import factories as make
from tests.at_once import another_connection, run_at_once
from tests.disputes.court import Court, a_court, check_lawful
from tests.factories import NOW

pytestmark = pytest.mark.django_db(transaction=True)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def taken(outcomes: list[Any]) -> int:
    """How many were not refused; whatever else was raised is a fault."""
    assert all(not isinstance(one, Exception) or isinstance(one, Refused) for one in outcomes), outcomes
    return sum(not isinstance(one, Exception) for one in outcomes)


def accepting(court: Court) -> Callable[[], Any]:
    at = court.dispute.respond_by - SECOND
    by = court.by("respondent", at)
    return lambda: accept_dispute(dispute=court.dispute, by=by, at=at)


def contesting(court: Court) -> Callable[[], Any]:
    by = court.by("respondent")
    return lambda: contest_dispute(dispute=court.dispute, explanation="No.", by=by, at=NOW)


def withdrawing(court: Court) -> Callable[[], Any]:
    by = court.by("initiator")
    return lambda: withdraw_dispute(dispute=court.dispute, by=by, at=NOW)


@pytest.mark.parametrize(
    "rivals",
    [(accepting, accepting), (accepting, withdrawing), (accepting, contesting), (contesting, contesting, withdrawing)],
)
def test_of_two_answers_at_once_one_counts(rivals: tuple[Callable[[Court], Callable[[], Any]], ...]):
    court = a_court()
    outcomes = run_at_once(*[rival(court) for rival in rivals])
    assert taken(outcomes) == 1
    assert all(isinstance(one, IllegalTransition) for one in outcomes if isinstance(one, Exception))
    assert court.dispute.steps.count() == 1
    check_lawful(court.dispute)


def test_accepting_at_the_moment_of_the_end_is_either_and_posted_once():
    court = a_court()
    until = court.dispute.respond_by
    accepted, *sweeps = run_at_once(accepting(court), *[lambda: decide_by_silence(at=until)] * 2)
    taken([accepted, *sweeps])
    decide_by_silence(at=until)
    state = Dispute.objects.get().state
    assert state == ("accepted" if not isinstance(accepted, Exception) else "defaulted")
    assert Posting.objects.count() == 2
    check_lawful(court.dispute)


def test_sweeps_at_once_share_the_work_and_tell_once(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(silence, "CHUNK", 2)
    courts = [a_court() for _one in range(6)]
    until = courts[0].dispute.respond_by
    swept = run_at_once(*[lambda: decide_by_silence(at=until)] * 3)
    assert sum(swept) + decide_by_silence(at=until) == 6
    assert (Posting.objects.count(), Notice.objects.filter(kind="dispute.silence").count()) == (12, 12)
    for court in courts:
        check_lawful(court.dispute)


def test_an_absence_is_given_back_once():
    court = a_court()
    until = court.dispute.respond_by
    make.an_absence(court.respondent, date(2026, 11, 24), 2)
    at = until + 36 * timedelta(hours=1)
    run_at_once(*[lambda: count_terms_anew(at=at)] * 2, lambda: decide_by_silence(at=at))
    count_terms_anew(at=at)
    assert [step.event for step in court.dispute.steps.order_by("id")] == ["time_out", "give_days_back"]
    assert Posting.objects.count() == 4
    check_lawful(court.dispute)


def test_two_verdicts_at_once_are_one():
    court = a_court()
    contesting(court)()
    by = court.by("head")
    verdicts = (DisputeState.INITIATOR_RIGHT, DisputeState.BOTH_WRONG)
    deeds = [
        lambda verdict=verdict: decide_dispute(dispute=court.dispute, verdict=verdict, reasons="So.", by=by, at=NOW)
        for verdict in verdicts
    ]
    assert taken(run_at_once(*deeds, *deeds)) == 1
    unclear = Dispute.objects.get().state == "both_wrong"
    assert (Posting.objects.count(), RevisionRequest.objects.count()) == ((0, 1) if unclear else (2, 0))
    check_lawful(court.dispute)


@pytest.mark.parametrize("others", [((0, 1), (2, 1)), ((1, 0), (1, 0))])
def test_openings_about_the_same_event_are_one(others: tuple[tuple[int, int], ...]):
    place = make.a_department()
    head = make.an_employee("head", department=place)
    people = [make.an_employee("manager", department=place) for _one in range(3)]
    version = make.a_version(make.a_regulation(place, owner=head))
    make.acknowledged(version, *people)

    def opening(initiator: int, respondent: int) -> Callable[[], Any]:
        by = make.viewer(people[initiator])
        return lambda: open_dispute(
            respondent=people[respondent],
            regulation=version.regulation,
            happened_at=NOW - DAY,
            title="Late",
            claim="Late.",
            by=by,
            at=NOW,
        )

    deeds = [opening(*sides) for sides in ((0, 1), *others)]
    assert taken(run_at_once(*deeds)) == Dispute.objects.count() == 1


def test_the_next_level_is_told_once():
    court = a_court()
    contesting(court)()
    done = run_at_once(*[lambda: press_arbiters(at=NOW + 8 * DAY)] * 3)
    assert sum(done) == 1
    assert Notice.objects.filter(kind__in=["dispute.late", "dispute.judge_late"]).count() == 2


def test_what_somebody_works_on_is_left_to_the_next_run():
    court = a_court()
    contesting(court)()
    make.an_absence(court.head, NOW.date(), 30)
    with another_connection() as other:
        other.cursor().execute("SELECT id FROM disputes_dispute WHERE id = %s FOR UPDATE", [court.dispute.pk])
        assert (press_arbiters(at=NOW + 8 * DAY), replace_arbiters(at=NOW + 8 * DAY)) == (0, 0)
    assert replace_arbiters(at=NOW + 8 * DAY) == 1
