"""Months in addresses: "2026-12" is the first day of that month."""

from datetime import date


class MonthConverter:
    """For `path("roster/<month:month>/", …)`."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"
