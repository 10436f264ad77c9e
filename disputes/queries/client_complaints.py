"""A client's complaints on the page from which a stranger takes over (C1, S6)."""

from collections.abc import Sequence

from disputes.models import Complaint
from support_desk.shared.viewer import Viewer
from tickets.models import Client

MOST_SHOWN = 5


def complaints_of(viewer: Viewer, client: Client) -> Sequence[Complaint]:
    """The newest that the viewer sees, rejected ones too. One statement."""
    rows = Complaint.objects.visible_to(viewer).filter(client=client).select_related("message")
    return list(rows.order_by("-happened_on", "-id")[:MOST_SHOWN])
