"""Where a month of a department is looked at."""

from datetime import date

from django.urls import reverse


def roster_address(month: date, department_id: int) -> str:
    """The path of the page."""
    return f"{reverse('roster-month', args=[month])}?department={department_id}"
