"""Opening a ticket, whatever the channel."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.sla.choosing import choose_terms
from tickets.models import Channel, Client, Contact, Priority, Project, Ticket
from tickets.permissions import check_can_open_tickets
from workload.models import Department, Employee


@transaction.atomic
def open_ticket(
    *,
    subject: str,
    by: Viewer,
    at: datetime,
    channel: Channel,
    client: Client | None = None,
    project: Project | None = None,
    requester: Contact | None = None,
    requester_name: str = "",
    requester_address: str = "",
    department: Department | None = None,
    assignee: Employee | None = None,
    priority: Priority = Priority.NORMAL,
    is_automatic: bool = False,
    flag: str = "",
    linked_to: Ticket | None = None,
) -> Ticket:
    """A new ticket without messages yet. Its department and assignee follow the project's; without a client it is a
    lead of `department` (T3). Refused when project, client and requester do not belong together."""
    if not by.is_client:
        check_can_open_tickets(by)
    client = client or (project.client if project else None) or (requester.client if requester else None)
    check_belongs_together(client=client, project=project, requester=requester)
    department = department or (project.department if project else None)
    if department is None:
        raise Refused(_("Choose the project or the department."), field="project")
    ticket = Ticket(
        subject=subject.strip()[:300] or str(_("(no subject)")),
        client=client,
        project=project,
        requester=requester,
        requester_name=requester_name or (requester.name if requester else ""),
        requester_address=requester_address,
        department=department,
        assignee=assignee or (project.owner if project else None),
        channel=channel,
        priority=priority,
        is_lead=client is None and not is_automatic,
        is_automatic=is_automatic,
        flag=flag,
        linked_to=linked_to,
        created_at=at,
        last_message_at=at,
    )
    choose_terms(ticket, at=at)
    ticket.save()
    audit.record(action="ticket.open", target=ticket, by=by, at=at, after={"subject": ticket.subject, "client": client})
    return ticket


def check_belongs_together(*, client: Client | None, project: Project | None, requester: Contact | None) -> None:
    """Project and requester are the client's own."""
    if project is not None and project.client_id != getattr(client, "pk", None):
        raise Refused(_("This project belongs to another client."), field="project")
    if requester is not None and requester.client_id != getattr(client, "pk", None):
        raise Refused(_("This contact belongs to another client."), field="requester")
