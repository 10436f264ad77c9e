"""Who tries pay out (Y7): the director alone."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer


def can_try_pay_out(viewer: Viewer) -> bool:
    """What everybody is paid stands beside what they would be."""
    return viewer.has("director")


def check_can_try_pay_out(viewer: Viewer) -> None:
    """NotAllowed for everybody else."""
    if not can_try_pay_out(viewer):
        raise NotAllowed(_("Only the director tries pay out."))
