"""Reads the parts of a JSON case strictly: every refusal names the path of the part, as its author would write it."""

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from fractions import Fraction
from typing import Any, Final

from support_desk.shared.instants import parse_instant
from workload.domain.refusals import BadInput

BAD_INSTANT: Final = "%(value)s is not an instant with its offset, write it as 2026-11-20T17:40:00+03:00."
BAD_DECIMAL: Final = '%(value)s is not a decimal, write it as a text such as "0.35".'
BAD_MONEY: Final = '%(value)s is not an amount in rubles and whole kopecks, write it as a text such as "25800.00".'
NEGATIVE: Final = "%(value)s is less than nothing."
BAD_WHOLE: Final = "%(value)s is not a whole number."
TOO_FAR: Final = "%(value)s is not a number from %(least)s to %(most)s."

DECIMAL: Final = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)


def inside(path: str, key: str) -> str:
    """The path of a key of the object at `path`; "" is the case itself."""
    return f"{path}.{key}" if path else key


@contextmanager
def under(path: str) -> Iterator[None]:
    """Whatever is refused inside, is refused with the path of the object that was being built."""
    try:
        yield
    except BadInput as error:
        raise type(error)(inside(path, error.field), error.template, **error.params) from None


def check_keys(
    case: Mapping[str, Any], *, required: Collection[str], optional: Collection[str] = (), path: str = ""
) -> None:
    """BadInput naming the first key that is unknown or missing."""
    for key in case:
        if key not in required and key not in optional:
            known = ", ".join([*required, *optional])
            raise BadInput(inside(path, key), "This is unknown here, write %(known)s.", known=known)
    for key in required:
        if key not in case:
            raise BadInput(inside(path, key), "This is missing.")


def an_object(
    value: object, path: str, *, required: Collection[str], optional: Collection[str] = ()
) -> Mapping[str, Any]:
    """A JSON object with these keys and no others."""
    if not isinstance(value, Mapping):
        raise BadInput(path, "This is not an object.")
    check_keys(value, required=required, optional=optional, path=path)
    return value


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
        raise BadInput(field, BAD_WHOLE, value=repr(value))
    return value


def number_between(value: object, field: str, *, least: int, most: int) -> int:
    """A whole number within these bounds, both inclusive."""
    number = whole_number(value, field)
    if not least <= number <= most:
        raise BadInput(field, TOO_FAR, value=number, least=least, most=most)
    return number


def decimal(value: object, field: str, *, is_signed: bool = False) -> Fraction:
    """A decimal written as a text, exactly; below zero only where it may be signed."""
    if not isinstance(value, str) or not DECIMAL.fullmatch(value):
        raise BadInput(field, BAD_DECIMAL, value=repr(value))
    number = Fraction(value)
    if number < 0 and not is_signed:
        raise BadInput(field, NEGATIVE, value=value)
    return number


def kopecks(value: object, field: str, *, is_signed: bool = False) -> int:
    """Rubles written as a text with at most two places, in kopecks."""
    amount = decimal(value, field, is_signed=is_signed) * 100
    if amount.denominator != 1:
        raise BadInput(field, BAD_MONEY, value=repr(value))
    return amount.numerator


def flag(value: object, field: str) -> bool:
    """true or false."""
    if not isinstance(value, bool):
        raise BadInput(field, "%(value)s is neither true nor false.", value=repr(value))
    return value


def one_of(value: object, field: str, known: Collection[str]) -> str:
    """One of the known words."""
    if not isinstance(value, str) or value not in known:
        raise BadInput(field, "%(value)s is unknown here, write %(known)s.", value=repr(value), known=", ".join(known))
    return value


def a_text(value: object, field: str) -> str:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise BadInput(field, "%(value)s is not a text.", value=repr(value))
    return value


def each(value: object, field: str) -> Iterator[tuple[Any, str]]:
    """The members of a list with their paths."""
    if not isinstance(value, list):
        raise BadInput(field, "This is not a list.")
    return ((member, f"{field}[{place}]") for place, member in enumerate(value))


def pairs(value: object, field: str) -> list[tuple[Any, Any, str]]:
    """A list of pairs as (first, second, path); null is an empty list."""
    if value is None:
        return []
    read = list(each(value, field))
    for pair, path in read:
        if not isinstance(pair, list) or len(pair) != 2:
            raise BadInput(path, "This is not a pair.")
    return [(first, second, path) for (first, second), path in read]
