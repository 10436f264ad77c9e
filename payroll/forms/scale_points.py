"""Shares as people write them: percents, and the points of a scale on one line."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from payroll.domain.figures import number

MOST_POINTS: Final = 20
POINT: Final = re.compile(r"(\d{1,4}(?:[.,]\d{1,3})?)\s*[:=→]\s*(\d{1,4}(?:[.,]\d{1,3})?)", re.ASCII)


def percent_of(share: Decimal | str) -> Decimal:
    """ "0.15" is 15."""
    return decimal_of(Fraction(share) * 100)


def decimal_of(exact: Fraction) -> Decimal:
    """To six places, as lines of payslips show it."""
    return Decimal(number(exact))


def share_of(percent: Decimal | str) -> Fraction:
    """15 is 3/20."""
    return Fraction(percent) / 100


class PointsField(forms.CharField):
    """ "80 : 50; 100 : 100", attainment and score in percent, as [["0.8", "0.5"], ["1", "1"]]; empty: None."""

    default_error_messages = {
        "points": _("Write points as 80 : 50; 100 : 100, attained and paid in percent."),
        "many": _("A scale has at most 20 points."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 400, **options})

    def prepare_value(self, value: Any) -> Any:
        """A table as the line that a person edits."""
        if not isinstance(value, list):
            return value
        return "; ".join(f"{percent_of(attained)} : {percent_of(score)}" for attained, score in value)

    def clean(self, value: Any) -> list[list[str]] | None:
        """The table as `calculate pay` reads it."""
        text = super().clean(self.prepare_value(value)).strip().strip(";")
        if not text:
            return None
        parts = [POINT.fullmatch(part.strip()) for part in text.split(";")]
        if len(parts) > MOST_POINTS:
            raise forms.ValidationError(self.error_messages["many"], code="many")
        if None in parts:
            raise forms.ValidationError(self.error_messages["points"], code="points")
        return [[number(share_of(one.replace(",", "."))) for one in part.groups()] for part in parts if part]
