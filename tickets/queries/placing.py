"""Where a lead may belong: projects by what somebody types, and the people of a project's client."""

from django.db.models import Q

from support_desk.shared.viewer import Viewer
from tickets.models import Contact, Project, Ticket

MOST_FOUND = 12
LONGEST = 100


def projects_like(text: str, *, ticket: Ticket, viewer: Viewer) -> list[Project]:
    """Active projects whose client or name holds `text`; without a text those of the ticket's client. One statement."""
    seen = Project.objects.visible_to(viewer).filter(is_active=True).select_related("client", "owner")
    words = text.replace("\x00", "").strip()[:LONGEST]
    if words:
        seen = seen.filter(Q(client__name__icontains=words) | Q(name__icontains=words))
    elif ticket.client_id is not None:
        seen = seen.filter(client_id=ticket.client_id)
    else:
        return []
    return list(seen.order_by("client__name", "name")[:MOST_FOUND])


def contacts_of_project(pk: int, *, viewer: Viewer) -> list[Contact]:
    """Active people of the client whose project this is; nobody's for a project out of sight. One statement."""
    project = Project.objects.visible_to(viewer).filter(pk=pk)
    people = Contact.objects.visible_to(viewer).filter(client__in=project.values("client_id"), is_active=True)
    return list(people.order_by("name")[:50])
