"""Lists of clients, their people, tickets, time and quarantined mail as files."""

from collections.abc import Mapping

from django.db.models import OuterRef, QuerySet, StringAgg, Subquery, Value
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from support_desk.shared.exports import Column, Export, register
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Contact, Project, RawMail, Ticket, TimeEntry
from tickets.queries.client_list import View, clients_of
from tickets.queries.client_page import contacts_with_addresses
from tickets.queries.quarantine import quarantine_row, quarantined_mail
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


def contact_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[Contact]:
    """The active people whom the viewer sees, at one `client` where it is given."""
    found = contacts_with_addresses(viewer).filter(is_active=True).select_related("client")
    client_id = _id(query.get("client", ""))
    return found.filter(client_id=client_id) if client_id else found


def quarantine_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[RawMail]:
    """The letters that the quarantine page lists."""
    return quarantined_mail(viewer)


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
    if employee_id := _id(query.get("employee", "")):
        found = found.filter(employee_id=employee_id)
    return found.defer("ticket__search")


def _id(text: str) -> int | None:
    """A row's number, None for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


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
CONTACTS = Export(
    key="contacts",
    title=_("Contacts"),
    columns=(
        Column(_("Contact"), lambda contact: contact.name),
        Column(_("Client"), lambda contact: contact.client.name),
        Column(_("Position"), lambda contact: contact.position),
        Column(_("E-mail"), lambda contact: ", ".join(contact.addresses)),
        Column(_("Phone"), lambda contact: ", ".join(contact.numbers)),
    ),
    rows=contact_rows,
    order=("name", "id"),
)
QUARANTINE = Export(
    key="quarantine",
    title=_("Quarantine"),
    columns=(
        Column(_("Received"), lambda mail: mail.received_at),
        Column(_("Mailbox"), lambda mail: mail.mailbox.address),
        Column(_("Sender"), lambda mail: quarantine_row(mail).sender),
        Column(_("Subject"), lambda mail: quarantine_row(mail).subject),
        Column(_("Why it is here"), lambda mail: quarantine_row(mail).reason),
        Column(_("Size in bytes"), lambda mail: mail.size),
    ),
    rows=quarantine_rows,
    order=("-received_at", "-id"),
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
    for export in (CLIENTS, CONTACTS, TICKETS, TIME, QUARANTINE):
        register(export)
