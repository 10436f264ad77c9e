"""The form T-13 as a workbook: its heading, four lines a person, halves, month, absences by code (L5).

The words of the form are those of the law (Goskomstat, 5 January 2004, No. 1), whatever the reader's language.
"""

import tempfile
from collections.abc import Iterator, Sequence
from typing import IO, Any, Final, cast

from django.conf import settings

from support_desk.shared.exports.cells import harmless
from workload.domain.timesheet_totals import Sum
from workload.queries.timesheets.late import LateCorrection
from workload.queries.timesheets.t13 import DAYS_A_LINE, FIRST_HALF, T13, T13Person

KEPT_IN_MEMORY = 2 * 1024 * 1024
LINES_A_PERSON: Final = 4
# Columns by their number in the sheet: №, name, number, days, half, month, then pairs of code and days (hours).
NUMBER, NAME, TABEL, FIRST_DAY = 1, 2, 3, 4
HALF, MONTH = FIRST_DAY + DAYS_A_LINE, FIRST_DAY + DAYS_A_LINE + 1
ABSENCE = MONTH + 1
PAIRS: Final = 2
LAST = ABSENCE + 2 * PAIRS - 1
HEAD_ROW: Final = 9
BODY_ROW: Final = HEAD_ROW + 4
MINUTES_AN_HOUR: Final = 60


def t13_file(form: T13) -> IO[bytes]:
    """The workbook in a temporary file, positioned at its start."""
    # Imported where it is needed: it would be a sixth of what every command loads.
    from openpyxl import Workbook

    book = Workbook()
    sheet: Any = book.active
    sheet.title = f"Т-13 {form.first:%Y-%m}"
    _heading(sheet, form)
    _table_head(sheet)
    for index, person in enumerate(form.people):
        _person(sheet, BODY_ROW + index * LINES_A_PERSON, person)
    last = BODY_ROW + len(form.people) * LINES_A_PERSON
    _signatures(sheet, _late(sheet, last + 1, form.late))
    _layout(sheet)
    target = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    book.save(target)
    target.seek(0)
    return target


def _heading(sheet: Any, form: T13) -> None:
    _put(sheet, 1, 1, "Унифицированная форма № Т-13. Утверждена Постановлением Госкомстата России от 05.01.2004 № 1")
    _put(sheet, 2, 1, getattr(settings, "COMPANY_NAME", "") or "Организация")
    _put(sheet, 2, HALF, "Форма по ОКУД 0301008")
    _put(sheet, 3, 1, f"Структурное подразделение: {form.department}")
    _put(sheet, 5, NAME, "ТАБЕЛЬ учета рабочего времени")
    _put(sheet, 5, FIRST_DAY + 6, f"Дата составления {form.drawn_on:%d.%m.%Y}")
    _put(sheet, 6, FIRST_DAY + 6, f"Отчетный период с {form.first:%d.%m.%Y} по {form.last:%d.%m.%Y}")


def _table_head(sheet: Any) -> None:
    rows = (HEAD_ROW, HEAD_ROW + 1, HEAD_ROW + 2)
    for column, words in (
        (NUMBER, "Номер по порядку"),
        (NAME, "Фамилия, инициалы, профессия (должность)"),
        (TABEL, "Табельный номер"),
    ):
        _merged(sheet, rows[0], column, rows[2], column, words)
    _merged(sheet, rows[0], FIRST_DAY, rows[0], HALF - 1, "Отметки о явках и неявках на работу по числам месяца")
    for offset in range(DAYS_A_LINE):
        day = offset + 1 if offset < FIRST_HALF else "X"
        _put(sheet, rows[1], FIRST_DAY + offset, day)
        _put(sheet, rows[2], FIRST_DAY + offset, FIRST_HALF + 1 + offset)
    _merged(sheet, rows[0], HALF, rows[0], MONTH, "Отработано за")
    _merged(sheet, rows[1], HALF, rows[2], HALF, "половину месяца (I, II), дни/часы")
    _merged(sheet, rows[1], MONTH, rows[2], MONTH, "месяц, дни/часы")
    _merged(sheet, rows[0], ABSENCE, rows[0], LAST, "Неявки по причинам")
    for pair in range(PAIRS):
        _merged(sheet, rows[1], ABSENCE + 2 * pair, rows[2], ABSENCE + 2 * pair, "код")
        _merged(sheet, rows[1], ABSENCE + 2 * pair + 1, rows[2], ABSENCE + 2 * pair + 1, "дни (часы)")
    for column in range(1, LAST + 1):
        _put(sheet, HEAD_ROW + 3, column, column)


def _person(sheet: Any, row: int, person: T13Person) -> None:
    """Codes of the first half, their hours, codes of the second, their hours."""
    last = row + LINES_A_PERSON - 1
    _merged(sheet, row, NUMBER, last, NUMBER, person.number)
    _merged(sheet, row, NAME, last, NAME, f"{person.name}, {person.position}" if person.position else person.name)
    _merged(sheet, row, TABEL, last, TABEL, person.employee_number)
    halves = (
        (row, [*person.cells[:FIRST_HALF], ("X", "X")], person.first),
        (row + 2, person.cells[FIRST_HALF:], person.second),
    )
    for line, cells, half in halves:
        for offset, (letters, hours) in enumerate(cells):
            _put(sheet, line, FIRST_DAY + offset, letters)
            _put(sheet, line + 1, FIRST_DAY + offset, _figure(hours))
        _put(sheet, line, HALF, half.days)
        _put(sheet, line + 1, HALF, _hours(half.minutes))
    _merged(sheet, row, MONTH, row + 1, MONTH, person.month.days)
    _merged(sheet, row + 2, MONTH, last, MONTH, _hours(person.month.minutes))
    for place, (code, missed) in enumerate(_shown(person.absences)):
        line, pair = row + place // PAIRS, ABSENCE + 2 * (place % PAIRS)
        _put(sheet, line, pair, code)
        _put(sheet, line, pair + 1, missed)


def _shown(absences: Sequence[tuple[str, Sum]]) -> Iterator[tuple[str, str]]:
    """(code, "days (hours)"): as many as the four lines hold."""
    for code, missed in absences[: LINES_A_PERSON * PAIRS]:
        yield code, f"{missed.days} ({_hours(missed.minutes)})"


def _late(sheet: Any, row: int, late: Sequence[LateCorrection]) -> int:
    """What was corrected after the closing, a line each; the next free line."""
    if not late:
        return row
    _put(sheet, row, NAME, "Исправлено после закрытия табеля:")
    for line, one in enumerate(late, row + 1):
        was, now = (" ".join(part for part in told if part) for told in (one.was, one.now))
        _put(sheet, line, NAME, one.name)
        _put(sheet, line, FIRST_DAY, f"{one.day:%d.%m.%Y}: {was} → {now}. {one.reason} ({one.by})")
    return row + len(late) + 2


def _signatures(sheet: Any, row: int) -> None:
    for offset, words in enumerate(
        ("Ответственное лицо", "Руководитель структурного подразделения", "Работник кадровой службы")
    ):
        _put(sheet, row + 1 + offset, NAME, f"{words} ____________________ / ____________________ /")


def _layout(sheet: Any) -> None:
    from openpyxl.utils import get_column_letter

    for column, width in ((NUMBER, 6), (NAME, 34), (TABEL, 10), (HALF, 12), (MONTH, 12)):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for offset in range(DAYS_A_LINE):
        sheet.column_dimensions[get_column_letter(FIRST_DAY + offset)].width = 6
    sheet.freeze_panes = sheet.cell(BODY_ROW, FIRST_DAY)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW + 3}"


def _figure(hours: str) -> float | int | str:
    """Hours of one part as a figure, of several as they are written."""
    whole, _colon, minutes = hours.partition(":")
    if not whole.isdigit() or (minutes and not minutes.isdigit()):
        return hours
    return _hours(int(whole) * MINUTES_AN_HOUR + int(minutes or 0))


def _hours(minutes: int) -> float | int:
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    return round(minutes / MINUTES_AN_HOUR, 2) if rest else hours


def _merged(sheet: Any, top: int, left: int, bottom: int, right: int, value: object) -> None:
    _put(sheet, top, left, value)
    sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)


def _put(sheet: Any, row: int, column: int, value: object) -> None:
    """A figure as a figure, text as text whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = harmless(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"
