"""Taking one ticket for the length of an absence, handing it to somebody, giving it back (S4)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.cover.reroute import reroute
from tickets.actions.cover.spans import Wanted, close_spans, lock_covers, open_spans
from tickets.actions.locks import lock_ticket
from tickets.models import CoverSpan, Ticket
from tickets.permissions import can_triage, check_can_triage, check_can_work_on
from workload.models import Employee
from workload.queries.employees import employee_behind
from workload.queries.presence import presence_of


@transaction.atomic
def take_ticket(*, ticket: Ticket, by: Viewer, at: datetime) -> CoverSpan:
    """The operator answers for this ticket until its normal answerer is back. Taking it twice is once."""
    return _cover(ticket, employee_behind(by), CoverSpan.Level.TAKEN, by=by, at=at)


@transaction.atomic
def hand_over_ticket(*, ticket: Ticket, to: Employee, by: Viewer, at: datetime) -> CoverSpan:
    """`to` answers for this ticket until its normal answerer is back. Refused, naming `to`, for somebody who is not
    here themselves."""
    return _cover(ticket, to, CoverSpan.Level.HANDED, by=by, at=at)


@transaction.atomic
def give_back(*, ticket: Ticket, by: Viewer, at: datetime) -> bool:
    """Ends what was taken or handed over: cover goes by the rule again. False when there was nothing to end."""
    lock_covers()
    locked = lock_ticket(ticket, by=by)
    span = decided_cover(locked)
    if span is None:
        return False
    if span.cover_id != by.employee_id and not can_triage(by):
        raise NotAllowed(_("The one who covers, the operator or the head gives a ticket back."))
    close_spans([span], at=at)
    audit.record(action="ticket.give_back", target=locked, by=by, at=at, before={"cover": span.cover})
    reroute(at=at)
    return True


def decided_cover(ticket: Ticket) -> CoverSpan | None:
    """The open span that a person has decided on."""
    levels = [CoverSpan.Level.TAKEN, CoverSpan.Level.HANDED]
    spans = CoverSpan.objects.filter(ticket=ticket, ends_at__isnull=True, level__in=levels)
    return spans.select_related("cover").first()


def check_can_cover(ticket: Ticket, to: Employee, *, at: datetime) -> int:
    """The normal answerer, who is not here while `to` is. Refused otherwise, with the field."""
    normal = ticket.assignee_id or (ticket.project.owner_id if ticket.project else None)
    if normal is None:
        raise Refused(_("This ticket is nobody’s. Assign it instead."))
    if to.pk == normal:
        raise Refused(_("This is the normal answerer. Choose somebody else."), field="to")
    people = presence_of([normal, to.pk], at)
    if people[normal].is_here:
        raise Refused(_("%(name)s is here. Assign the ticket instead.") % {"name": people[normal].name})
    if not people[to.pk].is_here:
        raise Refused(_("%(name)s is not here now. Choose a colleague who is.") % {"name": to.name}, field="to")
    return normal


def _cover(ticket: Ticket, to: Employee, level: CoverSpan.Level, *, by: Viewer, at: datetime) -> CoverSpan:
    lock_covers()
    locked = lock_ticket(ticket, by=by)
    check_can_work_on(by, locked)
    check_can_triage(by)
    normal = check_can_cover(locked, to, at=at)
    standing = CoverSpan.objects.filter(ticket=locked, ends_at__isnull=True).first()
    if standing is not None and (standing.cover_id, standing.level) == (to.pk, level):
        return standing
    if standing is not None:
        close_spans([standing], at=at)
    open_spans([(("ticket", locked.pk), Wanted(normal, to.pk, level))], at=at)
    before = {"cover": standing.cover if standing else None}
    audit.record(action=f"ticket.{level}", target=locked, by=by, at=at, before=before, after={"cover": to})
    return CoverSpan.objects.get(ticket=locked, ends_at__isnull=True)
