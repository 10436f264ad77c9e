"""What the director has kept of what was tried out (Y7)."""

from payroll.models import PayScenario
from support_desk.shared.viewer import Viewer

MOST_SHOWN = 30


def saved_scenarios(viewer: Viewer) -> list[PayScenario]:
    """The latest first, each with its department."""
    return list(PayScenario.objects.visible_to(viewer).select_related("department")[:MOST_SHOWN])
