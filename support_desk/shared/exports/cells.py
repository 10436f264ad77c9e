"""Values as a spreadsheet may receive them: no formula, no control character, no zone."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

LONGEST_CELL = 32_000
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")

Cell = str | int | float | Decimal | date | datetime | None


def cell(value: object) -> Cell:
    """`value` for a cell. Text that a spreadsheet would compute gets an apostrophe in front (OWASP, CSV injection)."""
    if value is None or isinstance(value, bool | int | float | Decimal):
        return int(value) if isinstance(value, bool) else value
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return value
    return harmless(str(value))


def harmless(text: str) -> str:
    """Text without control characters that no spreadsheet takes for a formula."""
    clean = CONTROL.sub("", text)[:LONGEST_CELL]
    return f"'{clean}" if clean.lstrip(" \u00a0").startswith(STARTS_A_FORMULA) else clean


def written(value: Cell) -> str:
    """A cell as CSV text: dates as ISO 8601, numbers with a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
