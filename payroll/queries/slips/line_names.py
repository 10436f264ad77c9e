"""What lines of payslips are called (Y3)."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from payroll.domain.plans import BASE, OFFERS, OVERTIME, SETTLEMENT
from payroll.queries.plans.measure_words import measure_name

NAMES: Final[Mapping[str, str | Promise]] = {
    BASE: pgettext_lazy("line of a payslip", "Base"),
    OFFERS: pgettext_lazy("line of a payslip", "Accepted offers"),
    OVERTIME: pgettext_lazy("line of a payslip", "Hours beyond the norm"),
    SETTLEMENT: pgettext_lazy("line of a payslip", "Settlement of points"),
    "addition": pgettext_lazy("line of a payslip", "Addition"),
    "correction": pgettext_lazy("line of a payslip", "Correction"),
}


def line_name(code: str) -> str:
    """The name of a line: its own, else that of its measure."""
    return str(NAMES[code]) if code in NAMES else measure_name(code)
