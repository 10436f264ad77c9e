"""Pages by cursor: they neither count nor skip, and a row that appears meanwhile moves nothing."""

import base64
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 50
LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Page[RowT]:
    """Rows of one page; `newer` and `older` are the cursors of its neighbours, "" where there is none."""

    rows: list[RowT]
    newer: str = ""
    older: str = ""


def keyset_page[RowT: Model](
    rows: QuerySet[RowT], *, order: tuple[str, ...], cursor: str = "", size: int = PAGE_SIZE
) -> Page[RowT]:
    """One page of `rows` in `order` (field names, "-" for descending; together unique). One statement.

    A cursor that was not ours shows the first page.
    """
    place = decode(cursor, len(order))
    backwards = place is not None and place[0] == "before"
    walked = tuple(_turned(name) for name in order) if backwards else order
    if place is not None:
        try:
            rows = rows.filter(beyond(walked, place[1]))
        except (ValidationError, ValueError, TypeError):
            return keyset_page(rows, order=order, size=size)
    found = list(rows.order_by(*walked)[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    first, last = (encode("before", found[0], order), encode("after", found[-1], order)) if found else ("", "")
    has_older, has_newer = (bool(found), has_more) if backwards else (has_more, place is not None)
    return Page(found, newer=first if has_newer else "", older=last if has_older else "")


def beyond(order: tuple[str, ...], values: list[Any]) -> Q:
    """Rows that come after `values` in `order`."""
    condition = Q()
    for index, name in enumerate(order):
        comparison = "lt" if name.startswith("-") else "gt"
        same = {earlier.lstrip("-"): value for earlier, value in zip(order[:index], values, strict=False)}
        condition |= Q(**same, **{f"{name.lstrip('-')}__{comparison}": values[index]})
    return condition


def encode(side: str, row: Model, order: tuple[str, ...]) -> str:
    """The place just `side` ("before" or "after") of `row`."""
    values = [_plain(getattr(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps([side, values]).encode()).decode().rstrip("=")


def decode(cursor: str, length: int) -> tuple[str, list[Any]] | None:
    """(side, values) of a cursor of ours; None for anything else."""
    if not cursor or len(cursor) > LONGEST:
        return None
    try:
        side, values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):
        return None
    is_ours = side in ("before", "after") and isinstance(values, list) and len(values) == length
    is_clean = is_ours and all(_is_clean(value) for value in values)
    return (side, values) if is_clean else None


def _is_clean(value: object) -> bool:
    if isinstance(value, str):
        return "\x00" not in value
    return isinstance(value, int) and abs(value) < 2**63


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"
