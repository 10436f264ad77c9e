"""Who an account is: one of ours, else a client's contact (P2)."""

from datetime import datetime

from support_desk.shared.models import User
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from tickets.models import Contact
from workload.queries.viewers import viewer_for as employee_viewer


def viewer_for(user: User, at: datetime) -> Viewer:
    """The viewer behind `user` at `at`: one statement for an employee, a second for a contact; nobody for who left."""
    employee = employee_viewer(user, at)
    if employee.is_employee:
        return employee
    contact = Contact.objects.served().filter(user=user).first()
    return viewer_of_contact(contact, at) if contact else employee


def viewer_of_contact(contact: Contact, at: datetime) -> Viewer:
    """A client's person, who sees the portal of their own organisation and nothing else."""
    return Viewer(
        at=at,
        user_id=contact.user_id,
        contact_id=contact.pk,
        client_id=contact.client_id,
        name=contact.name,
        roles=frozenset({Role.CLIENT_CONTACT}),
    )
