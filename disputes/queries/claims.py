"""What was disputed before between two people, and how much by one of them (D1)."""

from collections.abc import Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from disputes.domain.events import Claim
from disputes.domain.limits import Opened
from disputes.domain.workflow import DROPPED
from disputes.models import Dispute
from disputes.models.dispute import UNDECIDED


def claims_between(claim: Claim) -> Sequence[Claim]:
    """Earlier claims against the same respondent, and of theirs against the initiator, that may be about the same
    event; withdrawn and lapsed ones too, marked as dropped. One statement."""
    people = Q(respondent=claim.respondent) | Q(initiator=claim.respondent, respondent=claim.initiator)
    event = Q(version__regulation=claim.regulation, happened_on=claim.happened_on)
    if claim.message is not None:
        event |= Q(message=claim.message)
    if claim.ticket is not None:
        event |= Q(ticket=claim.ticket)
    rows = (
        Dispute.objects.filter(people, event)
        .annotate(is_dropped=Q(state__in=DROPPED))
        .values_list(
            "initiator_id",
            "respondent_id",
            "version__regulation_id",
            "happened_on",
            "message_id",
            "ticket_id",
            "is_dropped",
        )
    )
    return [Claim(*row) for row in rows]


def opened_by(initiator_id: int, *, zone: ZoneInfo, at: datetime) -> Opened:
    """How many wait for a decision, and how many were opened since the first of the month there; what came of a review
    (S5) is no matter of the initiator's own and is not counted. One statement."""
    first = datetime.combine(at.astimezone(zone).date().replace(day=1), time.min, zone)
    counted = Dispute.objects.filter(initiator=initiator_id, finding__isnull=True).aggregate(
        open_now=Count("pk", filter=Q(state__in=UNDECIDED)), this_month=Count("pk", filter=Q(opened_at__gte=first))
    )
    return Opened(counted["open_now"], counted["this_month"])
