"""The last months of somebody's pay as columns, each with the way to its payslip."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from payroll.models import Payslip
from support_desk.shared.ui.figures import money, number

HEIGHT: Final = 56
WIDTH: Final = 40
STEP: Final = 52
THOUSAND: Final = 1000
HALF_A_YEAR: Final = 6


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A column of base and rest; places as texts. `thousands`: the total as people say it."""

    slip: Payslip
    name: str
    thousands: str
    is_shown: bool
    x: str
    base_y: str
    base_height: str
    rest_y: str
    rest_height: str


def month_bars(slips: Sequence[Payslip], shown: Payslip) -> list[MonthBar]:
    """Oldest first, up to the one that is shown."""
    known = [slip for slip in slips if slip.month <= shown.month]
    top = max((slip.total for slip in known), default=Decimal(0)) or Decimal(1)
    return [_bar(slip, index, top, slip == shown) for index, slip in enumerate(known)]


def width_of(bars: Sequence[MonthBar]) -> str:
    """There is always room for half a year."""
    return str(max(len(bars), HALF_A_YEAR) * STEP)


def finding(slips: Sequence[Payslip], shown: Payslip) -> str:
    """How the month stands beside the one before; "" without one."""
    before = [slip for slip in slips if slip.month < shown.month]
    if not before:
        return ""
    difference = shown.total - before[-1].total
    said = {"amount": money(abs(difference))}
    if difference > 0:
        return _("%(amount)s more than the payslip before") % said
    if difference < 0:
        return _("%(amount)s less than the payslip before") % said
    return _("As much as the payslip before")


def _bar(slip: Payslip, index: int, top: Decimal, is_shown: bool) -> MonthBar:
    base = _height(min(slip.base, slip.total), top)
    rest = _height(max(slip.total - slip.base, Decimal(0)), top)
    return MonthBar(
        slip=slip,
        name=date_format(slip.month, "M"),
        thousands=number(slip.total / THOUSAND, 0),
        is_shown=is_shown,
        x=str(index * STEP),
        base_y=str(HEIGHT - base),
        base_height=str(base),
        rest_y=str(HEIGHT - base - rest),
        rest_height=str(rest),
    )


def _height(amount: Decimal, top: Decimal) -> int:
    return max(round(amount / top * HEIGHT), 0) if top > 0 else 0
