"""Months in addresses: "2026-12" is given to the view as the first day of that month."""

import re
from datetime import date
from typing import Final

from django.urls import register_converter

MONTH: Final = "<month:month>"


class MonthPath:
    """Behind `MONTH`."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date | str) -> str:
        """A day of the month, or its text."""
        text = value if isinstance(value, str) else f"{value:%Y-%m}"
        if not re.fullmatch(self.regex, text):
            raise ValueError(text)
        return text


register_converter(MonthPath, "month")
