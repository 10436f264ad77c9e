"""Lists of clients, tickets and time as files."""

from collections.abc import Mapping

from django.db.models import OuterRef, QuerySet, StringAgg, Subquery, Value
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from support_desk.shared.exports import Column, Export, register
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Project, Ticket, TimeEntry
from tickets.queries.client_list import View, clients_of
from tickets.queries.queue_views import QueueView, tickets_of


def client_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[Client]:
    """The clients that the page lists, with the visible projects and their owners."""
    view = query.get("view", "")
    visible = Project.objects.visible_to(viewer).filter(client=OuterRef("pk"), is_active=True).order_by()
    by_client = visible.values("client_id")
    names = by_client.annotate(all=StringAgg("name", Value(", "), order_by="name")).values("all")
    owners = by_client.annotate(all=StringAgg("owner__name", Value(", "), distinct=True)).values("all")
    text = query.get("q", "").replace("\x00", "")[:100]
    found = clients_of(viewer, view=view if view in View.values else View.ACTIVE, text=text)
    return found.annotate(project_names=Subquery(names), owner_names=Subquery(owners))


def ticket_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[Ticket]:
    """The tickets of a view of the queue."""
    view = query.get("view", "")
    found = tickets_of(QueueView(view) if view in QueueView.values else QueueView.ALL, viewer)
    return found.select_related("client", "project", "assignee").defer("search")


def time_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[TimeEntry]:
    """Visible entries from `from` to `to` (days, inclusive) of `employee`; without them, all."""
    found = TimeEntry.objects.visible_to(viewer).select_related(
        "employee", "ticket__client", "ticket__project", "operation"
    )
    if first := _day(query.get("from", "")):
        found = found.filter(worked_on__gte=first)
    if last := _day(query.get("to", "")):
        found = found.filter(worked_on__lte=last)
    employee = query.get("employee", "")
    if employee.isascii() and employee.isdigit() and len(employee) < 19:
        found = found.filter(employee_id=int(employee))
    return found.defer("ticket__search")


def _day(text: str) -> object:
    try:
        return parse_date(text)
    except ValueError:
        return None


CLIENTS = Export(
    key="clients",
    title=_("Clients"),
    columns=(
        Column(_("Client"), lambda client: client.name),
        Column(_("Active"), lambda client: client.is_active),
        Column(_("Language"), lambda client: client.get_language_display()),
        Column(_("Projects"), lambda client: client.project_names),
        Column(_("Answered by"), lambda client: client.owner_names),
        Column(_("Good to know"), lambda client: client.tone_notes),
    ),
    rows=client_rows,
    order=("name", "id"),
)
TICKETS = Export(
    key="tickets",
    title=_("Tickets"),
    columns=(
        Column(_("Number"), lambda ticket: ticket.number),
        Column(_("Subject"), lambda ticket: ticket.subject),
        Column(_("Client"), lambda ticket: ticket.client.name if ticket.client else ticket.requester_address),
        Column(_("Project"), lambda ticket: ticket.project.name if ticket.project else ""),
        Column(_("Status"), lambda ticket: ticket.get_status_display()),
        Column(_("Priority"), lambda ticket: ticket.get_priority_display()),
        Column(_("Who answers"), lambda ticket: ticket.assignee.name if ticket.assignee else ""),
        Column(_("Waiting since"), lambda ticket: ticket.waiting_since),
        Column(_("Answer promised by"), lambda ticket: ticket.promised_until),
        Column(_("Created"), lambda ticket: ticket.created_at),
        Column(_("Last message"), lambda ticket: ticket.last_message_at),
        Column(_("Tags"), lambda ticket: ", ".join(ticket.tags)),
    ),
    rows=ticket_rows,
    order=("-number",),
)
TIME = Export(
    key="time",
    title=_("Time entries"),
    columns=(
        Column(_("Date"), lambda entry: entry.worked_on),
        Column(_("Employee"), lambda entry: entry.employee.name),
        Column(_("Ticket"), lambda entry: entry.ticket.number),
        Column(_("Client"), lambda entry: entry.ticket.client.name if entry.ticket.client else ""),
        Column(_("Project"), lambda entry: entry.ticket.project.name if entry.ticket.project else ""),
        Column(_("Operation"), lambda entry: entry.operation.name),
        Column(_("Quantity"), lambda entry: entry.quantity),
        Column(_("Actual minutes"), lambda entry: entry.actual_minutes),
        Column(_("Norm minutes"), lambda entry: entry.norm_minutes),
        Column(_("Billable minutes"), lambda entry: entry.billable_minutes),
        Column(_("Line for the client"), lambda entry: entry.client_text),
        Column(_("Reversal of an entry"), lambda entry: entry.reverses_id is not None),
    ),
    rows=time_rows,
    order=("worked_on", "id"),
)


def register_all() -> None:
    """Called from the app's `ready()`."""
    for export in (CLIENTS, TICKETS, TIME):
        register(export)
