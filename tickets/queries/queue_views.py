"""Which tickets a view of the queue holds (ux.md); automatic mail stands only under "all visible" (T2)."""

from datetime import datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket, TicketStatus
from tickets.models.ticket import TicketQuerySet


class QueueView(models.TextChoices):
    """The views a person chooses from, in the order of the rail."""

    MINE = "mine", _("My queue")
    COVERING = "covering", _("Covering")
    UNANSWERED = "unanswered", _("Unanswered")
    DUE_TODAY = "due_today", _("Due today")
    WAITING_CLIENT = "waiting_client", _("Waiting for client")
    WAITING_SPECIALIST = "waiting_specialist", _("Waiting for specialist")
    LEADS = "leads", _("Leads and flagged")
    SNOOZED = "snoozed", _("Snoozed")
    ALL = "all", _("All open")
    CLOSED = "closed", _("Closed")


ICONS = {
    QueueView.MINE: "inbox",
    QueueView.COVERING: "user-round-check",
    QueueView.UNANSWERED: "triangle-alert",
    QueueView.DUE_TODAY: "calendar-clock",
    QueueView.WAITING_CLIENT: "message-circle-reply",
    QueueView.WAITING_SPECIALIST: "wrench",
    QueueView.LEADS: "mail-question-mark",
    QueueView.SNOOZED: "alarm-clock-off",
    QueueView.ALL: "layers",
    QueueView.CLOSED: "archive",
}
LEAD_OR_FLAGGED = Q(is_lead=True) | ~Q(flag="")


def views_for(viewer: Viewer) -> list[QueueView]:
    """The views that can hold anything for `viewer`: leads and flags are the operator's and the head's."""
    hidden = set() if viewer.has("operator", "head", "director") else {QueueView.LEADS}
    if not viewer.has("manager", "specialist", "head", "operator"):
        hidden |= {QueueView.MINE, QueueView.COVERING}
    return [view for view in QueueView if view not in hidden]


def first_view(viewer: Viewer) -> QueueView:
    """Where somebody's queue opens: one's own work, or what waits in the department."""
    return QueueView.MINE if viewer.has("manager", "specialist") else QueueView.UNANSWERED


def tickets_of(view: QueueView, viewer: Viewer) -> TicketQuerySet:
    """The tickets of `view` that `viewer` may see (P2), unordered."""
    return of_view(Ticket.objects.visible_to(viewer), view, viewer)


def of_view(seen: TicketQuerySet, view: QueueView, viewer: Viewer) -> TicketQuerySet:
    """Those of `seen` that `view` holds."""
    if view is QueueView.CLOSED:
        return seen.filter(status=TicketStatus.CLOSED)
    live = seen.live()
    if view is QueueView.ALL:
        return live
    return _narrowed(live.filter(is_automatic=False), view, viewer)


def _narrowed(live: TicketQuerySet, view: QueueView, viewer: Viewer) -> TicketQuerySet:
    """What is snoozed is out of sight, but not out of its promises (T7)."""
    if view is QueueView.DUE_TODAY:
        return live.filter(next_due_at__lt=end_of_day(viewer.at))
    if view is QueueView.SNOOZED:
        return live.filter(snoozed_until__isnull=False)
    live = live.filter(snoozed_until__isnull=True)
    match view:
        case QueueView.MINE:
            return live.filter(assignee_id=viewer.employee_id or 0)
        case QueueView.COVERING:
            return live.covered_by(viewer)
        case QueueView.UNANSWERED:
            return live.filter(waiting_since__isnull=False)
        case QueueView.WAITING_CLIENT:
            return live.filter(status=TicketStatus.WAITING_CLIENT)
        case QueueView.WAITING_SPECIALIST:
            return live.filter(status=TicketStatus.WAITING_SPECIALIST)
        case _:
            return live.filter(LEAD_OR_FLAGGED)


def end_of_day(at: datetime) -> datetime:
    """The midnight that ends the reader's day; what was due before and is not done is due today as well."""
    tomorrow = timezone.localtime(at).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time()))
