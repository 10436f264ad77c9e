"""Writing the ledger: what an outcome posts, and what takes it back (D5, D6, D10, I1)."""

from collections.abc import Mapping
from datetime import datetime

from disputes.domain.ledger import Parties, month_of, postings_of
from disputes.domain.workflow import DisputeState
from disputes.models import Dispute, DisputeStep, Posting
from disputes.queries.places import departments_on
from workload.domain.zones import zone_named


def post_outcome(dispute: Dispute, step: DisputeStep, *, posted_at: datetime) -> list[Posting]:
    """Both sides of what the state of a locked dispute says, in the month of its decision; nothing where nothing moves.
    Needs `department` and `policy` joined."""
    assert dispute.decided_at is not None, "only outcomes are posted"
    day = dispute.decided_at.astimezone(zone_named(dispute.department.timezone)).date()
    places = departments_on([dispute.initiator_id, dispute.respondent_id], day)
    return Posting.objects.bulk_create(rows_of_outcome(dispute, step, places, posted_at=posted_at))


def rows_of_outcome(
    dispute: Dispute, step: DisputeStep, places: Mapping[int, int], *, posted_at: datetime
) -> list[Posting]:
    """The same, not saved yet. `places`: {employee: department on the day of the decision}, whoever was where when it
    was opened: whose policy pays also says whether it is between two departments (M3)."""
    assert dispute.decided_at is not None, "only outcomes are posted"
    month = month_of(dispute.decided_at, zone_named(dispute.department.timezone))
    is_cross = places[dispute.initiator_id] != places[dispute.respondent_id]
    parties = Parties(dispute.initiator_id, dispute.respondent_id, is_cross)
    return [
        Posting(
            employee_id=posting.employee,
            department_id=places[posting.employee],
            month=month,
            points=posting.points,
            cause=posting.cause.value,
            dispute=dispute,
            step=step,
            initiator_id=posting.initiator,
            is_cross=posting.is_cross,
            posted_at=posted_at,
        )
        for posting in postings_of(DisputeState(dispute.state), parties, dispute.rules.stakes())
    ]


def take_back(dispute: Dispute, step: DisputeStep, *, at: datetime) -> list[Posting]:
    """Mirrors whatever a locked dispute has posted and nothing has taken back, in the month of `at`. Needs `department`
    joined."""
    month = month_of(at, zone_named(dispute.department.timezone))
    standing = Posting.objects.filter(dispute=dispute, mirrors__isnull=True, mirrored_by__isnull=True)
    return Posting.objects.bulk_create(
        Posting(
            employee_id=one.employee_id,
            department_id=one.department_id,
            month=month,
            points=-one.points,
            cause=one.cause,
            dispute=dispute,
            step=step,
            initiator_id=one.initiator_id,
            is_cross=one.is_cross,
            mirrors=one,
            posted_at=at,
        )
        for one in standing.exclude(cause=Posting.Cause.CORRECTION).order_by("id")
    )
