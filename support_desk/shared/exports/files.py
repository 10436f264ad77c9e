"""Writing rows as CSV text or an XLSX file, one row at a time."""

import csv
import tempfile
from collections.abc import Iterable, Iterator
from itertools import batched
from typing import IO, Any, cast

from django.utils import translation

from support_desk.shared.exports.cells import Cell, cell, harmless, written
from support_desk.shared.exports.tables import Export

BYTE_ORDER_MARK = "\ufeff"  # spreadsheets take the file for UTF-8 by it
KEPT_IN_MEMORY = 2 * 1024 * 1024
WIDEST = 48
ROWS_AT_ONCE = 1_000


class _Echo:
    """A file that hands back what was written into it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(titles: list[str], rows: Iterable[list[Cell]]) -> Iterator[str]:
    """CSV line by line, headings first. Semicolons in Russian, where a comma stands in numbers."""
    yield BYTE_ORDER_MARK
    yield from csv_body([[harmless(title) for title in titles]])
    yield from csv_body(rows)


def csv_body(rows: Iterable[list[Cell]]) -> Iterator[str]:
    """The lines alone, for a part of a file."""
    delimiter = ";" if (translation.get_language() or "").startswith("ru") else ","
    writer = csv.writer(_Echo(), delimiter=delimiter)
    for row in rows:
        yield writer.writerow([written(value) for value in row])


def xlsx_file(title: str, titles: list[str], rows: Iterable[list[Cell]]) -> IO[bytes]:
    """A workbook of one sheet in a temporary file, positioned at its start; memory stays flat."""
    # Imported where it is needed: it would be a sixth of what every command loads.
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=sheet_name(title))
    sheet.freeze_panes = "A2"
    for index, heading in enumerate(titles, 1):
        sheet.column_dimensions[get_column_letter(index)].width = min(WIDEST, max(12, len(heading) + 4))
    sheet.append([_heading(sheet, heading) for heading in titles])
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])
    target = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY))  # noqa: SIM115 - the caller closes it
    book.save(target)
    target.seek(0)
    return target


def rows_of(export: Export, found: Iterable[Any]) -> Iterator[list[Cell]]:
    """Each row's values, made harmless."""
    for rows in batched(found, ROWS_AT_ONCE, strict=False):
        for row in export.enrich(rows) if export.enrich else rows:
            yield [cell(value) for value in export.cells(row)]


def sheet_name(title: str) -> str:
    """At most 31 characters without those a sheet's name may not hold."""
    return "".join(" " if character in r"[]:*?/\'" else character for character in title)[:31].strip() or "1"


def _heading(sheet: Any, text: str) -> Any:
    from openpyxl.styles import Font

    made = _text(sheet, harmless(text))
    made.font = Font(bold=True)
    return made


def _text(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, value=text)
    made.data_type = "s"  # whatever it begins with, it is text
    return made
