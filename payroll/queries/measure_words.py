"""What measures of pay are called, and what each of them counts, in a sentence (Y2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payroll.queries.measures.registry import MEASURES


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """`target`: what the plan may set for it; "" where the target is counted."""

    counts: str | Promise
    target: str | Promise = ""


WORDS: Final[Mapping[str, MeasureWords]] = {
    "output": MeasureWords(
        _("Norm-hours done for the hours worked; somebody new is expected less in the first months."),
        _("norm-hours expected of 100 worked hours"),
    ),
    "receivables": MeasureWords(_("What was collected in time, of what fell due.")),
    "quality": MeasureWords(_("1, less for each confirmed complaint, finding of a review and returned result.")),
    "upsales": MeasureWords(
        _("Offer points of accepted offers, of those the plan sets for a full month."),
        _("offer points in a full month"),
    ),
    "deadlines": MeasureWords(_("Clocks met, of those that fell due on whoever answered then.")),
}
NONE: Final = MeasureWords("")


def measure_name(code: str) -> str:
    """The name of a measure; its code where nobody counts it any more."""
    return str(MEASURES[code].name) if code in MEASURES else code
