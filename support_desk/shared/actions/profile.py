"""A person's own choices of how the desk looks and speaks."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer


class Choices(TypedDict, total=False):
    """`language`: "", en, ru; `theme`: "", light, dark; `density`: "", compact. "" follows browser or system."""

    language: str
    theme: str
    density: str
    keyboard_enabled: bool
    notice_mail_enabled: bool


@transaction.atomic
def change_profile(*, user: User, by: Viewer, at: datetime, **new: Unpack[Choices]) -> User:
    """Saves what changed, and only one's own. Nothing changed: nothing is written."""
    if by.user_id != user.pk:
        raise NotAllowed
    locked = User.objects.select_for_update().get(pk=user.pk)
    before, after = audit.changes(locked, **new)
    if after:
        for name, value in after.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(after))
        audit.record(action="profile.change", target=locked, by=by, at=at, before=before, after=after)
    return locked
