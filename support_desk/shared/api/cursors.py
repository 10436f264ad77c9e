"""Opaque positions in a list. What comes back from outside is checked like any other input."""

import base64
import binascii
import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

LONGEST = 500
LARGEST = 2**63 - 1


def write_cursor(kind: str, *values: Any) -> str:
    """URL-safe text that holds `values`; `kind` says which order they belong to."""
    plain = [kind, *(value.isoformat() if isinstance(value, datetime) else value for value in values)]
    return base64.urlsafe_b64encode(json.dumps(plain, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(text: str, kind: str, *types: type) -> list[Any]:
    """The values of a cursor of `kind`. ValidationError naming `cursor` when it is not one of ours."""
    try:
        found, *values = json.loads(base64.urlsafe_b64decode(text[:LONGEST] + "=" * (-len(text) % 4)))
        if found != kind or len(values) != len(types):
            raise ValueError(kind)
        return [typed(value, wanted) for value, wanted in zip(values, types, strict=True)]
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        message = _("This cursor does not belong to this list. Start from its first page.")
        raise ValidationError({"cursor": message}) from error


def typed(value: Any, wanted: type[Any]) -> Any:
    """One value of a cursor, of its type and within what the database can compare."""
    if wanted is datetime:
        instant = datetime.fromisoformat(value)
        if instant.tzinfo is None:
            raise ValueError(value)
        return instant
    if type(value) is not wanted:
        raise ValueError(value)
    if (isinstance(value, int) and abs(value) > LARGEST) or (isinstance(value, str) and "\x00" in value):
        raise ValueError(value)
    return value
