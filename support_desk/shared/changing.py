"""Writing one row of a catalogue: validated, saved and audited together; used by the actions of every app."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Conflict, Refused
from support_desk.shared.viewer import Viewer


def create_row[RowT: models.Model](
    row: RowT,
    *,
    action: str,
    by: Viewer,
    at: datetime,
    after: Mapping[str, Any] | None = None,
    scope: str = "",
    department_id: int | None = None,
) -> RowT:
    """Saves a new row and records it; `after` defaults to nothing. `department_id`: whose trail it is where the row has
    no department of its own. Refused, naming the field, when it is not valid."""
    save_valid(row)
    audit.record(
        action=action,
        target=row,
        by=by,
        at=at,
        after=after,
        scope=scope or scope_of(row),
        department_id=department_id,
    )
    return row


def change_row[RowT: models.Model](
    row: RowT,
    *,
    action: str,
    by: Viewer,
    at: datetime,
    new: Mapping[str, Any],
    scope: str = "",
    department_id: int | None = None,
) -> RowT:
    """Puts `new` on a locked row and records what really changed; saying the same again changes and records nothing.
    `department_id` as with a new row."""
    before, after = audit.changes(row, **new)
    if not after:
        return row
    for name, value in after.items():
        setattr(row, name, value)
    save_valid(row)
    audit.record(
        action=action,
        target=row,
        by=by,
        at=at,
        before=before,
        after=after,
        scope=scope or scope_of(row),
        department_id=department_id,
    )
    return row


def check_named(new: Mapping[str, Any], allowed: frozenset[str]) -> None:
    """Fields are named, never assigned in a mass: TypeError on one that is not in `allowed`."""
    unknown = new.keys() - allowed
    if unknown:
        raise TypeError(f"not changed by this action: {', '.join(sorted(unknown))}")


def save_valid(row: models.Model) -> None:
    """Saves when the model's own rules hold. Conflict when somebody else took the same place at this moment."""
    try:
        row.full_clean()
    except ValidationError as invalid:
        raise refusal(invalid) from invalid
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Conflict(_("Somebody saved the same at this moment. Look at it and try again.")) from taken


def refusal(invalid: ValidationError) -> Refused:
    """The first complaint of a validation, with its field."""
    field, messages = next(iter(invalid.message_dict.items()))
    return Refused(messages[0], field=None if field == NON_FIELD_ERRORS else field)


def scope_of(row: models.Model) -> str:
    """The trail of a row: its own, unless it belongs to a larger thing."""
    return getattr(row, "scope", "") or f"{row._meta.model_name}:{row.pk}"
