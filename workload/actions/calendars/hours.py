"""Working hours as people enter them, checked in words and by place."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from workload.domain.calendar_spec import DAY_MINUTES, minutes_from
from workload.domain.calendars import split_over_midnight
from workload.domain.refusals import BadInput
from workload.domain.working_rules import WEEKDAYS

type Hours = Sequence[Sequence[str]]
"""[("09:00", "13:00"), ("14:00", "18:00")]; in a week "22:00" to "06:00" runs into the next day."""

type WeekHours = Mapping[str, Hours]
"""Hours by "mon" … "sun"; a weekday left out is closed."""

type Span = tuple[int, int]
MOST_INTERVALS = 24


def spans_of_week(week: WeekHours) -> dict[int, list[Span]]:
    """Minutes after midnight by weekday, Monday 0, in order. Refused, naming `week.mon` or the like."""
    for name in week:
        if name not in WEEKDAYS:
            message = _("“%(name)s” is no day of the week. Write mon, tue, wed, thu, fri, sat or sun.")
            raise Refused(message % {"name": str(name)[:40]}, field="week")
    spans: dict[int, list[Span]] = {}
    for name, hours in week.items():
        for start, end in pairs(hours, f"week.{name}"):
            for weekday, span in _over_midnight(name, start, end):
                spans.setdefault(weekday, []).append(span)
    if not spans:
        raise Refused(_("The week has no working hours at all."), field="week")
    return {weekday: in_order(spans[weekday], f"week.{WEEKDAYS[weekday]}") for weekday in sorted(spans)}


def spans_of_day(hours: Hours, field: str = "hours") -> list[Span]:
    """Minutes after midnight of one date, which ends at 24:00. Refused, naming `field`."""
    spans = []
    for start, end in pairs(hours, field):
        opens, closes = minute(start, field), minute(end, field)
        if opens >= closes:
            message = _("%(start)s–%(end)s ends before it begins. A date ends at 24:00.")
            raise Refused(message % {"start": start, "end": end}, field=field)
        spans.append((opens, closes))
    if not spans:
        raise Refused(_("A day made working needs its hours."), field=field)
    return in_order(spans, field)


def pairs(hours: Any, field: str) -> list[tuple[str, str]]:
    """The intervals, each from one time to another. Refused, naming `field`."""
    if not isinstance(hours, list | tuple) or any(not _is_pair(pair) for pair in hours):
        raise Refused(_("Write intervals from one time to another, as in 09:00–18:00."), field=field)
    if len(hours) > MOST_INTERVALS:
        raise Refused(_("At most 24 intervals a day."), field=field)
    return [(pair[0], pair[1]) for pair in hours]


def minute(text: str, field: str) -> int:
    """Minutes after midnight. Refused, naming `field`."""
    try:
        return minutes_from(text, field)
    except BadInput:
        message = _("“%(time)s” is not a time of day. Write it from 00:00 to 24:00.")
        raise Refused(message % {"time": text[:20]}, field=field) from None


def in_order(spans: list[Span], field: str) -> list[Span]:
    """By their beginning. Refused, naming `field`, when two overlap."""
    ordered = sorted(spans)
    for (_opens, closes), (later, later_end) in pairwise(ordered):
        if later < closes:
            message = _("%(interval)s overlaps another interval of the same day.")
            raise Refused(message % {"interval": written((later, later_end))}, field=field)
    return ordered


def written(span: Span) -> str:
    """ "09:00–18:00"."""
    return "–".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in span)


def _over_midnight(name: str, start: str, end: str) -> list[tuple[int, Span]]:
    field = f"week.{name}"
    opens, closes = minute(start, field), minute(end, field)
    if opens in (closes, DAY_MINUTES):
        message = _("%(start)s–%(end)s holds no time. For the whole day write 00:00–24:00.")
        raise Refused(message % {"start": start, "end": end}, field=field)
    parts = split_over_midnight(name, start, end)
    return [(WEEKDAYS.index(day), (minute(first, field), minute(last, field))) for day, (first, last) in parts]


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list | tuple) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
