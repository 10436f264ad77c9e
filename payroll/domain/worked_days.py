"""The days of a timesheet that fall into a span, as pay counts them (Y1, L9)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from payroll.domain.spans import Span, Worked
from workload.domain.planned import share_of
from workload.domain.ramp import month_of_service, ramp_percent
from workload.domain.timesheet_days import DayValue

ONE_DAY: Final = timedelta(days=1)


def worked(
    span: Span,
    norms: Sequence[int],
    days: Mapping[date, DayValue],
    planned: Mapping[date, int],
    absent: Collection[date],
    ramp: Sequence[int],
    sheet_ids: Iterable[int],
) -> Worked:
    """`norms`: full-time minutes of every day of the month by the calendar; `days`: all of the sheets `sheet_ids`;
    `planned`: minutes of the person's plan by day, of all departments; `absent`: days of theirs that are an absence."""
    within = {day: value.minutes for day, value in days.items() if span.first <= day <= span.last and value.is_worked}
    return Worked(
        norm_minutes=share_of(sum(norms), span.share_percent),
        norm_days=_norm_days(span, norms, planned, absent),
        paid_minutes=sum(within.values()),
        paid_days=len(within),
        target_minutes=_ramped(within, span.hired_on, ramp),
        sheet_ids=tuple(sheet_ids),
    )


def _norm_days(span: Span, norms: Sequence[int], planned: Mapping[date, int], absent: Collection[date]) -> int:
    """Days on which the person was to work by their plan, shifts and part-time weeks as they are; by the calendar on
    days before they came and after they left, and where nothing at all was planned. What the calendar asks of an
    absence for which no shift was planned counts in days as long as theirs are."""
    month = span.first.replace(day=1)
    by_calendar = {month + timedelta(days=place): minutes for place, minutes in enumerate(norms)}
    if not any(planned.values()):
        return sum(minutes > 0 for minutes in by_calendar.values())
    beside = set(_unplanned(planned, absent))
    own = {day: minutes for day, minutes in {**by_calendar, **planned}.items() if day not in beside}
    missed = share_of(sum(by_calendar.get(day, 0) for day in beside), span.share_percent)
    return sum(minutes > 0 for minutes in own.values()) + _as_days(missed, planned.values())


def _as_days(minutes: int, planned: Iterable[int]) -> int:
    """How many days of the usual length these minutes are, half up."""
    lengths = [length for length in planned if length > 0]
    return (2 * minutes * len(lengths) + sum(lengths)) // (2 * sum(lengths))


def _unplanned(planned: Mapping[date, int], absent: Collection[date]) -> Iterator[date]:
    """Days of absences under which nothing was planned: nobody plans shifts on a vacation. Of one that took shifts
    from the plan, the free days between them stay free."""
    stretch: list[date] = []
    for day in sorted(absent):
        if stretch and day - stretch[-1] > ONE_DAY:
            yield from _free(stretch, planned)
            stretch = []
        stretch.append(day)
    yield from _free(stretch, planned)


def _free(stretch: Sequence[date], planned: Mapping[date, int]) -> Sequence[date]:
    return () if any(planned.get(day) for day in stretch) else tuple(stretch)


def _ramped(minutes: Mapping[date, int], hired_on: date, ramp: Sequence[int]) -> int:
    """Each day by its month of service, rounded once a share."""
    by_percent: dict[int, int] = defaultdict(int)
    for day, worked_minutes in minutes.items():
        by_percent[ramp_percent(ramp, month_of_service(hired_on, day))] += worked_minutes
    return sum(share_of(total, percent) for percent, total in by_percent.items())
