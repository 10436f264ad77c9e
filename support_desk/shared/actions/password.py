"""Setting one's own password."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer


@transaction.atomic
def set_password(*, user: User, password: str, by: Viewer, at: datetime, current: str = "") -> User:
    """A first password, or a new one for who says the present one; every other session ends with it.

    Refused, naming `current` or `password`, when the present one is wrong or the new one too weak.
    """
    if by.user_id != user.pk:
        raise NotAllowed
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.has_usable_password() and not locked.check_password(current):
        raise Refused(_("This is not your present password."), field="current")
    try:
        validate_password(password, user=locked)
    except ValidationError as weak:
        raise Refused(" ".join(weak.messages), field="password") from weak
    locked.set_password(password)
    locked.save(update_fields=["password"])
    audit.record(action="profile.password", target=locked, by=by, at=at)
    return locked
