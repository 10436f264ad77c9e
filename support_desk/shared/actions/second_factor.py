"""Losing a second factor: by one's own wish, or by an administrator when the phone is gone."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.actions.sessions import end_sessions
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer


def can_reset_second_factor(viewer: Viewer) -> bool:
    """The administrator, who knows whom they have on the telephone."""
    return viewer.is_system or viewer.has("administrator")


@transaction.atomic
def reset_second_factor(*, user: User, by: Viewer, at: datetime) -> None:
    """Takes factor and recovery codes from somebody who lost them and logs them out everywhere.

    Refused to all but an administrator, for oneself (P4), and where there is none.
    """
    if not can_reset_second_factor(by):
        raise NotAllowed(_("An administrator does this."))
    if user.pk == by.user_id:
        raise NotAllowed(_("Nobody decides on their own case. Ask another administrator or the director."))
    locked = User.objects.select_for_update().get(pk=user.pk)
    taken, _rows = Authenticator.objects.filter(user_id=locked.pk).delete()
    if not taken:
        raise Refused(_("%(name)s has no second factor.") % {"name": locked})
    end_sessions(user=locked)
    audit.record(action="second_factor.reset", target=locked, by=by, at=at)


@transaction.atomic
def note_removed_factor(*, user: User, by: Viewer, at: datetime) -> None:
    """Ends every session that began with the factor which its owner has just removed."""
    end_sessions(user=user)
    audit.record(action="second_factor.remove", target=user, by=by, at=at)
