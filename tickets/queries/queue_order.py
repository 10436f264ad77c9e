"""Sorting the queue and walking it by keyset: page 40 costs what page 1 costs."""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """The only orders there are; anything else in the address is the first of them."""

    WAITING = "waiting", _("Longest wait first")
    RECENT = "recent", _("Newest message first")
    OLDEST = "oldest", _("Oldest message first")
    PRIORITY = "priority", _("Highest priority first")
    NUMBER = "number", _("Newest ticket first")
    DUE = "due", _("Due first")


# (field, descending); what is missing comes last. Together unique, the first three as the index stores them.
KEYS: dict[Sort, tuple[tuple[str, bool], ...]] = {
    Sort.WAITING: (("waiting_since", False), ("last_message_at", True), ("id", True)),
    Sort.RECENT: (("last_message_at", True), ("id", True)),
    Sort.OLDEST: (("last_message_at", False), ("id", False)),
    Sort.PRIORITY: (("priority", True), ("last_message_at", True), ("id", True)),
    Sort.NUMBER: (("id", True),),
    Sort.DUE: (("next_due_at", False), ("id", False)),
}
INSTANTS = {"waiting_since", "last_message_at", "next_due_at"}
MAY_BE_MISSING = {"waiting_since", "next_due_at"}
LONGEST_CURSOR = 300


def ordering(sort: Sort) -> list[OrderBy | str]:
    """`order_by` of a sort. PostgreSQL puts missing values last when ascending, as the index does."""
    return [F(name).desc() if descending else F(name).asc() for name, descending in KEYS[sort]]


def after(sort: Sort, place: Mapping[str, Any]) -> Q:
    """What comes after the row with the values of `place`."""
    condition, same = Q(), Q()
    for name, descending in KEYS[sort]:
        value = place[name]
        if value is not None:
            beyond = Q(**{f"{name}__{'lt' if descending else 'gt'}": value})
            if name in MAY_BE_MISSING:
                beyond |= Q(**{f"{name}__isnull": True})
            condition |= same & beyond
        same &= Q(**{name: value}) if value is not None else Q(**{f"{name}__isnull": True})
    return condition


def write_cursor(sort: Sort, row: Mapping[str, Any]) -> str:
    """The place of `row` as the address carries it."""
    values = [row[name] for name, _descending in KEYS[sort]]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read_cursor(sort: Sort, text: str) -> dict[str, Any] | None:
    """The place a cursor names; None for the first page and for anything that is not ours."""
    names = [name for name, _descending in KEYS[sort]]
    try:
        padded = text[:LONGEST_CURSOR] + "=" * (-len(text) % 4)
        values = json.loads(base64.urlsafe_b64decode(padded))
        return {name: _value(name, value) for name, value in zip(names, values, strict=True)} if text else None
    except (ValueError, TypeError, OverflowError):
        return None


def _value(name: str, value: Any) -> Any:
    if value is None and name in MAY_BE_MISSING:
        return None
    if name not in INSTANTS:
        if not isinstance(value, int) or abs(value) >= 2**63:
            raise ValueError(name)
        return value
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError(name)
    return instant
