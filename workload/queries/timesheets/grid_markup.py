"""The grid's rows as markup: thousands of cells, each written once, which a template takes ten times as long for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from support_desk.shared.ui.marks import badge
from workload.domain.months import last_day_of
from workload.domain.planned import days_between
from workload.domain.timesheet_codes import Code
from workload.queries.timesheets.days import SheetDay
from workload.queries.timesheets.month_page import GridRow
from workload.queries.timesheets.words import (
    HINTS,
    NAMES,
    STATE_ICONS,
    STATE_TONES,
    cell_words,
    hours_words,
    signed_hours,
)

WEEKEND = 5


def grid_body(rows: Iterable[GridRow], month: date) -> SafeString:
    """One `<tr>` a person: name and state, days, sums of halves and month, norm, difference."""
    days, words = list(days_between(month, last_day_of(month))), GridWords()
    return mark_safe("".join(_row(row, days, words) for row in rows))  # noqa: S308 - every value is escaped or a figure


def grid_head(month: date) -> list[tuple[date, bool]]:
    """(day, whether it is on a weekend) of the heading."""
    return [(day, day.weekday() >= WEEKEND) for day in days_between(month, last_day_of(month))]


class GridWords:
    """What cells say, put into the reader's language once a page."""

    def __init__(self) -> None:
        self.hints = {code: escape(name) for code, name in HINTS.items()}
        self.corrected, self.late = escape(_("Corrected")), escape(_("Corrected after the month was closed"))
        self.halves = _("1–15"), _("16–"), _("Month")
        self.norm, self.difference = _("Norm"), _("Difference")

    def told(self, day: SheetDay) -> str:
        """What is to be known of a day; "" for nothing."""
        if day.hint:
            return self.hints[day.hint.value]
        if day.is_late:
            return self.late
        return self.corrected if day.is_corrected else ""


def _row(row: GridRow, days: Sequence[date], words: GridWords) -> str:
    sheet = row.sheet
    known = {day.day: day for day in row.days}
    name = escape(sheet.employee.name)
    url = reverse("timesheet", args=[sheet.pk])
    state = badge(sheet.get_state_display(), tone=STATE_TONES[sheet.state], icon=STATE_ICONS[sheet.state])
    first = f'<tr data-row id="sheet-{sheet.pk}"><th scope="row"><a data-open href="{url}">{name}</a> {state}</th>'
    return "".join([first, *(_cell(known.get(day), words) for day in days), *_sums(row, words)])


def _cell(day: SheetDay | None, words: GridWords) -> str:
    if day is None:
        return "<td>"
    letters, hours = cell_words(day.value, day.planned_minutes)
    told = words.told(day)
    title = f' title="{told}"' if told else ""
    mark = f"<u>{'!' if day.hint else '*'}</u>" if told else ""
    tone = _tone(day)
    coloured = f' data-d="{tone}"' if tone else ""
    return f"<td{coloured}{title}><b>{letters}</b>{hours}{mark}"


def _tone(day: SheetDay) -> str:
    """What the colour of a cell says; its letters say it as well. A day at work has none."""
    if day.value.is_unresolved:
        return "bad"
    if day.value.code is Code.FREE:
        return "off"
    return "" if day.value.is_worked else "away"


def _sums(row: GridRow, words: GridWords) -> Iterator[str]:
    """Days and hours of the halves and the month, then norm and difference."""
    totals, sheet = row.totals, row.sheet
    for label, sum_ in zip(words.halves, (totals.first, totals.second, totals.month), strict=True):
        yield f'<td class="num" data-label="{label}">{sum_.days}<small>{hours_words(sum_.minutes)}</small>'
    yield f'<td class="num" data-label="{words.norm}">{hours_words(sheet.norm_minutes)}'
    tone = ' data-tone="soon"' if row.difference < 0 else ""
    yield f'<td class="num" data-label="{words.difference}"{tone}>{signed_hours(row.difference)}</tr>'


def legend(rows: Iterable[GridRow]) -> list[tuple[str, object]]:
    """(letters, name) of what stands in the grid."""
    used = {code for row in rows for day in row.days for code in (day.value.code, day.value.away_code) if code}
    named: list[tuple[str, object]] = [
        (code.value, NAMES[code.value]) for code in Code if code in used and code.value in NAMES
    ]
    nights = any(day.value.night_minutes for row in rows for day in row.days)
    return [*named, (Code.NIGHT.value, _("At night"))] if nights else named
