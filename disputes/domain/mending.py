"""When whoever has to mend a rule is reminded of it (D6)."""

from datetime import date
from typing import Final

SOON: Final = "soon"
WEEK = 7


def telling(due_on: date, today: date) -> str | None:
    """ "soon" on the day before and the day itself, "late1", "late2" … in each week that begins once it is over."""
    days_over = (today - due_on).days
    if days_over < -1:
        return None
    return SOON if days_over <= 0 else f"late{(days_over - 1) // WEEK + 1}"
