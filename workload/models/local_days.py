"""Which day it is for somebody: by their own time zone, else that of their department, else the desk's (P1)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Func, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, NullIf


class WallClock(Func):
    """`timezone(zone, instant)`: what the clock on the wall shows."""

    function = "timezone"
    output_field = models.DateTimeField()


class DayAfter(Func):
    """The latest day that it is anywhere: nowhere is it more than a day later than in UTC."""

    template = "(timezone('UTC', %(expressions)s)::date + 1)"
    output_field = models.DateField()


def local_day(at: datetime, employments: "models.QuerySet[Any]", *, person: str = "") -> Cast:
    """The day of `at` for an employee, as an expression over them or over rows that point to them by `person`.

    A department that somebody comes to counts from its own midnight.
    """
    path = f"{person}__" if person else ""
    places = employments.filter(employee=OuterRef(f"{path}pk"), starts_on__lte=DayAfter(Value(at)))
    latest = Subquery(places.order_by("-starts_on").values("department__timezone")[:1])
    zone = Coalesce(NullIf(F(f"{path}timezone"), Value("")), latest, Value(settings.TIME_ZONE))
    return Cast(WallClock(zone, Value(at)), models.DateField())
