"""Reads the parts of a JSON case strictly: every refusal names the key."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from support_desk.shared.instants import parse_instant
from workload.domain.refusals import BadInput

BAD_INSTANT: Final = "%(value)s is not an instant with its offset, write it as 2026-11-20T17:40:00+03:00."


def check_keys(case: Mapping[str, Any], *, required: Collection[str], optional: Collection[str] = ()) -> None:
    """BadInput naming the first key that is unknown or missing."""
    for key in case:
        if key not in required and key not in optional:
            raise BadInput(key, "This is unknown here, write %(known)s.", known=", ".join([*required, *optional]))
    for key in required:
        if key not in case:
            raise BadInput(key, "This is missing.")


def instant(value: object, field: str) -> datetime:
    """ISO 8601 with its offset, in UTC."""
    try:
        if isinstance(value, str):
            return parse_instant(value)
    except ValueError:
        pass
    raise BadInput(field, BAD_INSTANT, value=repr(value))


def whole_number(value: object, field: str) -> int:
    """A JSON number without a fraction; a text that looks like one is refused."""
    if type(value) is not int:
        raise BadInput(field, "%(value)s is not a whole number.", value=repr(value))
    return value


def pairs(value: object, field: str) -> list[tuple[Any, Any, str]]:
    """A list of pairs as (first, second, path); null is an empty list."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise BadInput(field, "This is not a list.")
    for place, pair in enumerate(value):
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadInput(f"{field}[{place}]", "This is not a pair.")
    return [(first, second, f"{field}[{place}]") for place, (first, second) in enumerate(value)]
