"""What measures of pay are called, and what each of them counts, in a sentence (Y2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """`target`: what the plan may set for it; "" where the target is counted."""

    name: str | Promise
    counts: str | Promise
    target: str | Promise = ""


WORDS: Final[Mapping[str, MeasureWords]] = {
    "output": MeasureWords(
        pgettext_lazy("measure", "Output"),
        _("Norm-hours done for the hours worked; somebody new is expected less in the first months."),
        _("norm-hours expected of 100 worked hours"),
    ),
    "receivables": MeasureWords(
        pgettext_lazy("measure", "Receivables"), _("What was collected in time, of what fell due.")
    ),
    "quality": MeasureWords(
        pgettext_lazy("measure", "Quality"),
        _("1, less for each confirmed complaint, finding of a review and returned result."),
    ),
    "upsales": MeasureWords(
        pgettext_lazy("measure", "Upsales"),
        _("Offer points of accepted offers, of those the plan sets for a full month."),
        _("offer points in a full month"),
    ),
    "deadlines": MeasureWords(
        pgettext_lazy("measure", "Deadlines"), _("Clocks met, of those that fell due on whoever answered then.")
    ),
}
NONE: Final = MeasureWords("", "")


def measure_name(code: str) -> str:
    """The name of a measure; its code where nobody counts it any more."""
    return str(WORDS[code].name) if code in WORDS else code
