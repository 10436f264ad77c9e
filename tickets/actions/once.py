"""A form that is sent twice acts once."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction

from support_desk.shared.models import IdempotencyKey
from support_desk.shared.viewer import Viewer

LONGEST_KEY = 100


@transaction.atomic
def once[ResultT](*, key: str, by: Viewer, at: datetime, deed: Callable[[], ResultT]) -> ResultT | None:
    """Does `deed` and keeps the form's key in its transaction; None when `by` has sent this key before.

    A refused deed keeps no key: the mended form may be sent again. Of two at once the second waits for the first.
    """
    if key:
        try:
            with transaction.atomic():
                IdempotencyKey.objects.create(caller_id=by.user_id or 0, key=_stored(key), created_at=at)
        except IntegrityError:
            return None
    return deed()


def _stored(key: str) -> str:
    """Keys of forms and of the API never meet."""
    return f"form:{key[:LONGEST_KEY]}".replace("\x00", "")
