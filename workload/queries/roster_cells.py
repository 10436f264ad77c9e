"""Rows of the grid as markup: thousands of cells, so one string each and no template (L1)."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.utils.dates import WEEKDAYS_ABBR
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.icons import icon
from support_desk.shared.ui.marks import escape
from workload.domain.absence_types import meaning_of
from workload.domain.planned import Away, PlannedDay, share_of
from workload.domain.roster_text import written
from workload.domain.stretches import Stretches
from workload.models import Absence, RosterSubmission
from workload.queries.roster_month import DayHead, RosterPage, RosterRow

STATE_ICONS = {"draft": "pencil", "submitted": "hourglass", "returned": "undo-2", "approved": "check"}


def grid_row(page: RosterPage, row: RosterRow) -> SafeString:
    """A person: name with the state of their roster, a cell a day, hours against the norm."""
    name, editable = escape(row.employee.name), ' data-editable=""' if row.is_editable else ""
    cells = "".join(_cell(row, head) for head in page.days)
    total = f'<td title="{escape(_norm_words(row))}"{_off_norm(row)}>{escape(_short(row.free))}</td>'
    return SafeString(
        f'<tr id="r{row.employee.pk}" data-employee="{row.employee.pk}"{editable}><th scope="row">'
        f'<span class="clip" title="{name}">{name}</span>{_state(row.submission)}</th>{cells}{total}</tr>'
    )  # every part is escaped


def foot_row(page: RosterPage) -> SafeString:
    """How many work on each day; too few stand out by a sign as well as by colour."""
    cells = "".join(_foot(count, is_gap, head) for (count, is_gap), head in zip(page.on_shift, page.days, strict=True))
    title = escape(_("On shift"))
    return SafeString(f'<tr id="on-shift"><th scope="row">{title}</th>{cells}<td></td></tr>')  # counts and our words


@lru_cache(maxsize=512)
def hours_of(minutes: int) -> str:
    """Hours of a cell: "8", "7:30"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}:{rest:02d}" if rest else str(hours)


@lru_cache(maxsize=4096)
def text_of(stretches: Stretches) -> str:
    """What is typed for a day, kept: most days of a department are alike."""
    return written(stretches)


def _cell(row: RosterRow, head: DayHead) -> str:
    planned = row.days.get(head.day)
    today = " data-today" if head.is_today else ""
    if planned is None:
        return f'<td data-d="out"{today}></td>'
    text = text_of(row.hours.get(head.day, ()))
    if planned.aways and (planned.planned_minutes or not head.is_off):
        return _away_cell(row, planned, text, today)
    title = f' title="{text}"' if text else ""
    if not planned.planned_minutes:
        return f'<td data-d="off"{title}{today}></td>'
    short = ' data-d="short"' if _is_short(planned) else ""
    return f"<td{short}{title}{today}>{hours_of(planned.planned_minutes)}</td>"


def _is_short(planned: PlannedDay) -> bool:
    """Less than the calendar's day at this share of full time."""
    return planned.planned_minutes < share_of(planned.calendar_minutes, planned.share_percent)


def _away_cell(row: RosterRow, planned: PlannedDay, text: str, today: str) -> str:
    away = planned.aways[0]
    words, code = _away_words(row, away)
    title = f' title="{escape(words)}" data-hours="{text}"'
    if planned.free_minutes:
        return f'<td data-d="part"{title}{today}>{hours_of(planned.free_minutes)}</td>'
    return f'<td data-d="abs"{title}{today}>{code}</td>'


def _away_words(row: RosterRow, away: Away) -> tuple[str, str]:
    """(words, code): the type for whom may know it, else only that somebody is not there (P2)."""
    if away.absence_id not in row.known_aways:
        return pgettext("of a person", "Absent"), "–"
    return str(Absence.Type(away.type).label), meaning_of(away.type).code


def _state(submission: RosterSubmission | None) -> str:
    if submission is None:
        return ""
    words = submission.get_state_display()
    if submission.is_late:
        words = _("%(state)s, late") % {"state": words}
    late = ' data-tone="soon"' if submission.is_late else ""
    drawn = icon(STATE_ICONS[submission.state], "s", words)
    return f'<span class="roster-state" title="{escape(words)}"{late}>{drawn}</span>'


def _foot(count: int, is_gap: bool, head: DayHead) -> str:
    today = " data-today" if head.is_today else ""
    if is_gap:
        return f'<td data-d="gap"{today}>{count}!</td>'
    return f'<td data-d="off"{today}></td>' if head.is_off and not count else f"<td{today}>{count}</td>"


def _norm_words(row: RosterRow) -> str:
    words = {"planned": duration(row.planned), "norm": duration(row.norm)}
    return _("Planned %(planned)s, norm %(norm)s") % words


def _off_norm(row: RosterRow) -> str:
    if row.planned == row.norm:
        return ""
    return ' data-d="over"' if row.planned > row.norm else ' data-d="under"'


def _short(minutes: int) -> str:
    return _("%(hours)s h") % {"hours": hours_of(minutes)}


def rows_markup(page: RosterPage, rows: Iterable[RosterRow]) -> SafeString:
    """All rows, one after the other."""
    return SafeString("\n".join(grid_row(page, row) for row in rows))  # each is safe


def day_name(day: date) -> str:
    """The first letters of its weekday, for the head of a column."""
    return str(WEEKDAYS_ABBR[day.weekday()])
