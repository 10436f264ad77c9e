"""Finding the project and the person of a new ticket while one types."""

from django.db.models import Q

from support_desk.shared.viewer import Viewer
from tickets.models import Contact, Project

MOST_SHOWN = 12
MOST_PEOPLE = 100


def projects_like(viewer: Viewer, text: str) -> list[Project]:
    """Visible active projects whose own name or client's holds every word; the viewer's own when nothing is typed."""
    found = Project.objects.visible_to(viewer).filter(is_active=True).select_related("client", "owner")
    for word in text.replace("\x00", "").split()[:6]:
        found = found.filter(Q(name__icontains=word) | Q(client__name__icontains=word))
    if not text.strip():
        found = found.filter(owner_id=viewer.employee_id)
    return list(found.order_by("client__name", "name", "id")[:MOST_SHOWN])


def people_of(viewer: Viewer, project: Project) -> list[Contact]:
    """Active contacts of the project's client."""
    found = Contact.objects.visible_to(viewer).filter(client_id=project.client_id, is_active=True)
    return list(found.order_by("name", "id")[:MOST_PEOPLE])
