"""What keeps a month from being closed, a sentence each with the page where it is mended (L5, Y5)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from workload.domain.timesheet_totals import unresolved_days
from workload.models import Timesheet
from workload.notifications.leave_slips import days_words
from workload.queries.timesheets.days import SheetDay, values_of
from workload.queries.timesheets.months import MonthFacts
from workload.queries.timesheets.words import HINTS

READY = frozenset({Timesheet.State.APPROVED, Timesheet.State.CLOSED})


@dataclass(frozen=True, slots=True)
class Block:
    """Why the month stays open. `url`: where it is mended, "" where only time helps."""

    sentence: str
    url: str = ""


def blocks_of(facts: MonthFacts, sheets: Iterable[Timesheet], days: Mapping[int, Sequence[SheetDay]]) -> list[Block]:
    """Nothing for a month that may be closed. No statement."""
    found = list(_of_the_month(facts))
    for sheet in sheets:
        found += _of_a_sheet(sheet, days.get(sheet.pk, ()))
    return found


def hints_of(sheets: Iterable[Timesheet], days: Mapping[int, Sequence[SheetDay]]) -> list[Block]:
    """What wants a look before the month is closed and keeps nothing open, a line a person and kind. No statement."""
    found = []
    for sheet in sheets:
        by_hint: dict[str, list[date]] = defaultdict(list)
        for day in days.get(sheet.pk, ()):
            if day.hint:
                by_hint[day.hint.value].append(day.day)
        found += [_hint(sheet, hint, told) for hint, told in by_hint.items()]
    return found


def _hint(sheet: Timesheet, hint: str, days: Sequence[date]) -> Block:
    told = {"name": sheet.employee.name, "hint": HINTS[hint], "days": ", ".join(format_date(day, "j") for day in days)}
    url = f"{reverse('timesheet', args=[sheet.pk])}?day={days[0].isoformat()}#correct"
    return Block(_("%(name)s, %(days)s: %(hint)s.") % told, url)


def month_words(month: date) -> str:
    """ "November 2026", in the reader's language."""
    return format_date(month, "F Y")


def _of_the_month(facts: MonthFacts) -> Iterator[Block]:
    if not facts.is_over:
        yield Block(_("%(month)s is not over.") % {"month": month_words(facts.month)})
    if facts.calendar_id is None:
        words = _("The department “%(name)s” has no working calendar.")
        yield Block(words % {"name": facts.department_name}, reverse("calendars"))
    elif facts.year_approved_at is None:
        words = _("The year %(year)d of the calendar “%(calendar)s” is not approved.")
        yield Block(words % {"year": facts.month.year, "calendar": facts.calendar_name}, reverse("calendars"))
    for name in facts.missing:
        yield Block(_("%(name)s has no timesheet: fill the month.") % {"name": name})
    yield from map(_undecided, facts.undecided)


def _undecided(absence: Mapping[str, Any]) -> Block:
    words = _("An absence of %(name)s is not decided: %(days)s.")
    days = days_words(absence)
    return Block(words % {"name": absence["name"], "days": days}, reverse("absence", args=[absence["id"]]))


def _of_a_sheet(sheet: Timesheet, days: Sequence[SheetDay]) -> Iterator[Block]:
    url = reverse("timesheet", args=[sheet.pk])
    unresolved = unresolved_days(values_of(days))
    if unresolved:
        told = ", ".join(format_date(day, "j") for day in unresolved)
        words = _("%(name)s: nobody knows why they were absent (НН) on %(days)s.")
        yield Block(words % {"name": sheet.employee.name, "days": told}, url)
    if sheet.state not in READY:
        words = _("The timesheet of %(name)s is not approved: it is “%(state)s”.")
        yield Block(words % {"name": sheet.employee.name, "state": sheet.get_state_display()}, url)
