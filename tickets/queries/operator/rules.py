"""Why something stands on the operator's page (S4): each reason as a condition, so that list, tiles and rail agree."""

from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from tickets.models import Clock, CoverSpan, MissedCall, Project, RawMail, SlaPolicy, Ticket
from tickets.models.ticket import LIVE
from tickets.queries.operator.desk import Desk

# A promise that is warned of earlier than this before its time is still far away for the operator.
PROMISE_HORIZON = timedelta(days=2)


class Why(StrEnum):
    """The tiles of the page, and what they narrow it to."""

    ALL = ""
    LATE = "late"
    AWAY = "away"
    LEADS = "leads"
    CALLS = "calls"
    PROMISES = "promises"
    MAIL = "mail"


def tickets_seen(desk: Desk) -> QuerySet[Ticket]:
    """Live tickets of the desk's departments, machines' letters left out."""
    seen = Ticket.objects.visible_to(desk.viewer).filter(LIVE, is_automatic=False)
    return seen if desk.department_ids is None else seen.filter(department_id__in=desk.department_ids)


def calls_seen(desk: Desk) -> QuerySet[MissedCall]:
    return MissedCall.objects.visible_to(desk.viewer).open()


def mail_seen(desk: Desk) -> QuerySet[RawMail]:
    return RawMail.objects.visible_to(desk.viewer).quarantined()


def is_late(at: datetime) -> Q:
    """Past the threshold of its policy, turned into an instant when the client wrote; without a policy at once."""
    return Q(operator_at__lte=at)


def is_lead() -> Q:
    """From nobody we know, flagged, or with nobody who would answer (T2, T3)."""
    return Q(is_lead=True) | ~Q(flag="") | Q(assignee__isnull=True, project__isnull=True)


def is_of_somebody_away(desk: Desk) -> Q:
    """The normal answerer is not here: the assignee, else the owner of the project."""
    away = desk.away_ids
    owned = Project.objects.filter(owner_id__in=away).values("pk")
    gone = Q(assignee_id__in=away) | Q(assignee__isnull=True, project_id__in=owned)
    return gone & ~waits_for_cover(desk.at)


def waits_for_cover(at: datetime) -> Q:
    """The policy keeps it off the page until the threshold while a named cover is present."""
    named = CoverSpan.objects.holding(at).filter(level=CoverSpan.Level.NAMED)
    hiding = SlaPolicy.objects.filter(hides_covered=True).values("pk")
    by_project, by_ticket = named.filter(project=OuterRef("project_id")), named.filter(ticket=OuterRef("pk"))
    return Q(sla_policy_id__in=hiding) & (Q(Exists(by_project)) | Q(Exists(by_ticket)))


def is_promise_due(at: datetime) -> Q:
    """Overdue, or within the time for which its clock warns. The range of `next_due_at` finds them by index: the
    nearest due time of a ticket is never later than its promise."""
    warned = Clock.objects.filter(
        ticket=OuterRef("pk"), kind=Clock.Kind.PROMISE, state=Clock.State.RUNNING, plan__0__lte=at
    )
    near = Q(next_due_at__lte=at + PROMISE_HORIZON, promised_until__lte=at + PROMISE_HORIZON)
    return near & (Q(promised_until__lte=at) | Q(Exists(warned)))


def waiting_for_operator(desk: Desk, why: Why = Why.ALL) -> Q:
    """Of tickets in which a client waits, those that are the operator's for the reason of a tile."""
    conditions = {
        Why.LATE: is_late(desk.at),
        Why.AWAY: is_of_somebody_away(desk),
        Why.LEADS: is_lead(),
        Why.PROMISES: is_promise_due(desk.at),
    }
    if why is not Why.ALL:
        return conditions[why]
    everything = Q()
    for condition in conditions.values():
        everything |= condition
    return everything
