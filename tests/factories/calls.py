"""Missed calls."""

from datetime import datetime, timedelta
from typing import Any

from tests.factories.people import NOW, a_department, serial
from tickets.models import MissedCall
from workload.models import Department


def a_missed_call(department: Department | None = None, called_at: datetime | None = None, **over: Any) -> MissedCall:
    """A call that nobody has dealt with, an hour old."""
    fields = {"number": f"+7495{next(serial):07d}", "called_at": called_at or NOW - timedelta(hours=1)}
    return MissedCall.objects.create(department=department or a_department(), **{**fields, **over})
