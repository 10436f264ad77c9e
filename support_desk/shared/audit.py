"""Writing and checking the audit trail (P5). Rows carry their own digest; a job seals them into a chain."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer

ENCODER = DjangoJSONEncoder()
_gathering: ContextVar[list[AuditEntry] | None] = ContextVar("gathering", default=None)


def record(
    *,
    action: str,
    target: models.Model,
    by: Viewer,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    scope: str = "",
    department_id: int | None = None,
) -> AuditEntry:
    """Writes one row in the caller's transaction. `before` and `after` hold plain values that JSON can carry."""
    entry = AuditEntry(
        at=at,
        actor_id=by.user_id,
        actor_name=by.name or "system",
        action=action,
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        object_label=str(target)[:200],
        scope=scope or getattr(target, "scope", ""),
        department_id=department_id or getattr(target, "department_id", None),
        before=plain(before),
        after=plain(after),
    )
    kept = _gathering.get()
    if kept is None:
        entry.save()
    else:
        kept.append(entry)
    return entry


@contextmanager
def gathered() -> Iterator[None]:
    """What is recorded inside is written in one statement at the end, in its order; nothing when the deed fails.

    For a deed of one transaction that has several parts; inside another one it is the outer that writes, but for what
    the inner one recorded before it failed.
    """
    outer = _gathering.get()
    if outer is not None:
        yield from _part_of(outer)
        return
    entries: list[AuditEntry] = []
    token = _gathering.set(entries)
    try:
        yield
    finally:
        _gathering.reset(token)
    AuditEntry.objects.bulk_create(entries)


def _part_of(entries: list[AuditEntry]) -> Iterator[None]:
    known = len(entries)
    try:
        yield
    except BaseException:
        del entries[known:]
        raise


def plain(values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Values as JSON will hold them: keys of rows, decimals and instants as text."""
    return {name: _plain(value) for name, value in (values or {}).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return {"id": value.pk, "label": str(value)}
    if isinstance(value, str | int | bool | float | type(None) | list | dict):
        return value
    return ENCODER.default(value)


def changes(target: models.Model, **new: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """(before, after) of the fields in `new` that really change on `target`."""
    changed = {name: value for name, value in new.items() if getattr(target, name) != value}
    return {name: getattr(target, name) for name in changed}, changed
