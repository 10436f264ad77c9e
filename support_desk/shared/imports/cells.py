"""Cells as a file holds them, and the values they stand for. Every refusal says what to write instead."""

import re
from datetime import date, datetime, time
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from support_desk.shared.instants import EARLIEST, LATEST

Cell = str | int | float | bool | date | time | None
LONGEST_SHOWN: Final = 80
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
CLOCK = re.compile(r"([0-2]?\d):([0-5]\d)(?::00)?")
LAST_MONTH: Final = 12
SEPARATORS = re.compile(r"[,;|\n]")


class BadCell(ValueError):
    """What stands in a cell cannot be its value; the text is a sentence for who wrote it."""


class Formula(str):
    """A cell whose text is a formula: kept to be shown, never computed and never taken for a value."""

    __slots__ = ()


def is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def letters(place: int) -> str:
    """What a spreadsheet calls the column at `place`, counted from 0, of the first 702."""
    first, last = divmod(place, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + last)


def shown(cell: Cell) -> str:
    """The cell as a person reads it, at most 80 characters."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes")
    if isinstance(cell, time):
        return cell.isoformat(timespec="minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def check_no_formula(cell: Cell) -> None:
    """Formulas are never computed here: what they would come to is not known."""
    if isinstance(cell, Formula) or (isinstance(cell, str) and cell.lstrip().startswith("=")):
        raise BadCell(_("This is a formula. Write the value that it comes to."))


def words(longest: int) -> "TextParser":
    """A parser of a line of text of at most `longest` characters."""
    return TextParser(longest)


class TextParser:
    """One line of text."""

    def __init__(self, longest: int) -> None:
        self.longest = longest

    def __call__(self, cell: Cell) -> str:
        text = " ".join(str(cell).split())
        if len(text) > self.longest:
            raise BadCell(_("At most %(number)d characters.") % {"number": self.longest})
        if not text.isprintable():
            raise BadCell(_("There are characters in it that cannot be printed."))
        return text


def email(cell: Cell) -> str:
    """An e-mail address in lower case."""
    text = str(cell).strip().lower()
    try:
        validate_email(text)
    except ValidationError:
        raise BadCell(_("This is no e-mail address.")) from None
    return text


def names(cell: Cell) -> tuple[str, ...]:
    """Several words of one cell, divided by a comma, a semicolon, a bar or a new line; each once."""
    parts = (" ".join(part.split()) for part in SEPARATORS.split(str(cell)))
    return tuple(dict.fromkeys(part for part in parts if part))


def day(cell: Cell) -> date:
    """A day: 2026-11-18, 18.11.2026, 18/11/2026, or a date of the spreadsheet. 03/04/2026 could be two days and is
    refused with both ways to write it."""
    if isinstance(cell, date):  # a datetime too
        return _plausible(cell.year, cell.month, cell.day)
    text = str(cell).strip()
    if found := ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := POINTS.fullmatch(text):
        number, month, year = map(int, found.groups())
    elif found := SLASHES.fullmatch(text):
        year, month, number = _slashed(*map(int, found.groups()))
    else:
        raise BadCell(_("This is no date. Write it like 2026-11-18 or 18.11.2026, the year with four digits."))
    return _plausible(year, month, number)


def _slashed(first: int, second: int, year: int) -> tuple[int, int, int]:
    """(year, month, day) where only one order is a date."""
    if first == second or second > LAST_MONTH:
        return year, min(first, second), max(first, second)
    if first > LAST_MONTH:
        return year, second, first
    raise BadCell(
        _("This could be two days. Write %(one)s or %(other)s.")
        % {"one": f"{year:04}-{second:02}-{first:02}", "other": f"{year:04}-{first:02}-{second:02}"}
    )


def _plausible(year: int, month: int, number: int) -> date:
    try:
        found = date(year, month, number)
    except ValueError:
        raise BadCell(_("There is no such day.")) from None
    if not EARLIEST.date() <= found < LATEST.date():
        raise BadCell(_("This day is too far away."))
    return found


def clock_time(cell: Cell) -> time:
    """A time of day: 9:00, 09:00, or a time of the spreadsheet."""
    if isinstance(cell, datetime):
        cell = cell.time()
    if isinstance(cell, time):
        if cell.second or cell.microsecond:
            raise BadCell(_("Write whole minutes, like 09:00."))
        return cell.replace(tzinfo=None)
    found = CLOCK.fullmatch(str(cell).strip())
    if not found:
        raise BadCell(_("This is no time of day. Write it like 09:00."))
    hour, minute = int(found[1]), int(found[2])
    try:
        return time(hour, minute)
    except ValueError:
        raise BadCell(_("This is no time of day. Write it like 09:00.")) from None


def closing_time(cell: Cell) -> time:
    """A time of day at which something ends; 24:00 is the midnight that follows."""
    return time(0, 0) if str(cell).strip() == "24:00" else clock_time(cell)


class WholeNumber:
    """A whole number from `least` to `most`; with `unit` "%" the sign may stand behind it."""

    def __init__(self, least: int, most: int, unit: str = "") -> None:
        self.least, self.most, self.unit = least, most, unit

    def __call__(self, cell: Cell) -> int:
        number = self._number(cell)
        if number is None or not self.least <= number <= self.most:
            limits = {"least": self.least, "most": self.most}
            raise BadCell(_("Write a whole number from %(least)d to %(most)d.") % limits)
        return number

    def _number(self, cell: Cell) -> int | None:
        if isinstance(cell, float):
            return int(cell) if cell.is_integer() else None
        text = str(cell).strip().removesuffix(self.unit).strip()
        return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(self.most)) else None
