"""What a month of somebody would be by their pattern and calendar, and whose department it is (L1)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from workload.domain.planned import Term
from workload.domain.roster_dates import last_day_of
from workload.domain.roster_months import filled
from workload.domain.stretches import Stretches
from workload.models import RosterEntry, ShiftPattern
from workload.queries.terms import terms_of

type Days = dict[date, Stretches]


def filled_months(employee_ids: Collection[int], month: date) -> dict[int, Days]:
    """{employee: {day: stretches}} from pattern and calendar. Three statements, and one more for calendars this process
    has not read yet."""
    ids = list(employee_ids)
    terms, patterns = terms_of(ids, month, last_day_of(month)), patterns_of(ids, month)
    return {one: filled_month(terms.get(one, ()), patterns.get(one, ()), month) for one in ids}


def filled_month(terms: Sequence[Term], patterns: Sequence[ShiftPattern], month: date) -> Days:
    """By each pattern from its own day on; by the calendar before the first. `patterns`: with their lines, in order."""
    last, days = last_day_of(month), dict[date, Stretches]()
    starts = [max(pattern.starts_on, month) for pattern in patterns]
    if not starts or starts[0] > month:
        days |= filled(terms, None, month, last)
    for pattern, first in zip(patterns, starts, strict=True):
        shifts = [line.shift() for line in pattern.lines.all()]
        days = {day: found for day, found in days.items() if day < first}
        days |= filled(terms, shifts, first, last, by_calendar=pattern.is_by_calendar)
    return days


def patterns_of(employee_ids: Collection[int], month: date) -> Mapping[int, list[ShiftPattern]]:
    """{employee: the pattern in force on the first day and those that start in the month}. Two statements."""
    rows = ShiftPattern.objects.filter(employee__in=employee_ids, starts_on__lte=last_day_of(month))
    found: dict[int, list[ShiftPattern]] = {}
    for pattern in rows.order_by("starts_on").prefetch_related("lines"):
        kept = found.setdefault(pattern.employee_id, [])
        if pattern.starts_on <= month:
            kept.clear()
        kept.append(pattern)
    return found


def entries_of(submission_ids: Collection[int]) -> dict[int, Days]:
    """{submission: {day: stretches}}. One statement."""
    found: dict[int, Days] = {one: {} for one in submission_ids}
    for entry in RosterEntry.objects.filter(submission__in=submission_ids).order_by("day", "starts"):
        days = found[entry.submission_id]
        days[entry.day] = (*days.get(entry.day, ()), entry.stretch())
    return found
