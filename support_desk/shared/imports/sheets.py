"""Files as rows of cells: which kind of file it is, and the limits that hold for every kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.imports.cells import Cell, is_empty

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_COLUMNS: Final = 50
LONGEST_CELL: Final = 2_000
MOST_BLANK_ROWS: Final = 10_000
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class Unreadable(Refused):
    """The file as a whole cannot be read."""

    code = "unreadable_file"

    def __init__(self, message: object) -> None:
        super().__init__(message, field="file")


class Brought(Protocol):
    """A file that somebody sends."""

    size: int | None

    def read(self) -> bytes: ...


def bytes_of(file: Brought) -> bytes:
    """What is in it. Refused before it is read when it is too large."""
    if (file.size or 0) > MOST_BYTES:
        raise Unreadable(_("A file may have 5 MB at most. Divide it into several."))
    return file.read()


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file under the number that a spreadsheet shows for it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The heading and all rows that are not blank."""

    heading: Line
    lines: Sequence[Line]


def read_sheet(content: bytes, *, most_rows: int) -> Sheet:
    """The rows of a CSV or XLSX file. Unreadable, with what to do, when it is neither, too large or holds nothing."""
    from support_desk.shared.imports.csv_files import csv_rows
    from support_desk.shared.imports.xlsx_files import xlsx_rows

    if len(content) > MOST_BYTES:
        raise Unreadable(_("A file may have 5 MB at most. Divide it into several."))
    if content.startswith(OLD_EXCEL):
        raise Unreadable(_("This is an XLS file of old. Save it as XLSX or CSV."))
    rows = xlsx_rows(content) if content.startswith(ZIP) else csv_rows(content)
    lines = kept(rows, most_rows=most_rows)
    if not lines:
        raise Unreadable(_("There is nothing in this file."))
    return Sheet(lines[0], lines[1:])


def kept(rows: Iterable[Sequence[Cell]], *, most_rows: int) -> list[Line]:
    """Rows that are not blank, with their numbers. Unreadable when there are too many or one is too wide."""
    found: list[Line] = []
    blank = 0
    for number, row in enumerate(rows, 1):
        cells = _trimmed(row)
        blank_before, blank = blank, 0 if cells else blank + 1
        if not cells:
            continue
        if blank_before > MOST_BLANK_ROWS:
            raise Unreadable(_("There is a gap of more than 10,000 blank rows in this file. Close it up first."))
        _check_size(cells)
        if len(found) > most_rows:
            raise Unreadable(
                _("More than %(number)d rows are too many at once. Divide the file.") % {"number": most_rows}
            )
        found.append(Line(number, cells))
    return found


def _trimmed(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """Without the empty cells at the end."""
    last = len(row)
    while last and is_empty(row[last - 1]):
        last -= 1
    return tuple(row[:last])


def _check_size(cells: Sequence[Cell]) -> None:
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(_("There are more than 50 columns in this file."))
    if any(isinstance(cell, str) and len(cell) > LONGEST_CELL for cell in cells):
        raise Unreadable(_("A cell of this file has more than 2,000 characters."))
