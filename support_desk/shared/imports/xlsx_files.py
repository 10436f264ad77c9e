"""The first sheet of a workbook, read row by row; a workbook that would blow up in memory is not opened."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.parsers import expat

from django.utils.translation import gettext_lazy as _

from support_desk.shared.imports.cells import Cell, Formula
from support_desk.shared.imports.sheets import MOST_COLUMNS, Unreadable

MOST_PARTS: Final = 500
MOST_UNPACKED: Final = 40 * 1024 * 1024
# Cells without content are a few bytes in the file and a few hundred in memory, and a whole row is read before it is
# looked at.
CELL, ROW, TEXT = "c", "row", "si"
MOST_CELLS_A_ROW: Final = 1_000
MOST_CELLS: Final = 1_000_000
CHUNK: Final = 64 * 1024
ENCRYPTED: Final = 0x1


def xlsx_rows(content: bytes) -> Iterator[list[Cell]]:
    """Each row of the first sheet. Unreadable when it is no workbook, or one that is not safe to open."""
    check_package(content)
    # Imported where it is needed: it would be a sixth of what every command loads.
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of decorations that are left out
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a sheet says of its own size may be wrong
            for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1):
                yield [value_of(cell) for cell in row]
    except Exception as fault:  # a broken part shows in openpyxl as any of a dozen exceptions
        if isinstance(fault, Unreadable):
            raise
        raise Unreadable(_("This workbook cannot be read. Save it again as XLSX, or as CSV.")) from fault


def value_of(cell: Any) -> Cell:
    """What stands in a cell: a formula as its text, a share as the percent one sees, an error as its name."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return value
    if cell.data_type == "f":
        return Formula(value if isinstance(value, str) else "=")
    if isinstance(value, int | float):
        return f"{value * 100:g}%" if "%" in (cell.number_format or "") else value
    return value.strip() if isinstance(value, str) else _plain(value)


def _plain(value: Any) -> Cell:
    """Dates and times; a duration, which spreadsheets write for times of 24 hours and more, as its text."""
    from datetime import date, time

    return value if isinstance(value, date | time) else str(value)


def check_package(content: bytes) -> None:
    """Few parts, of a bearable size when unpacked, none encrypted and none that declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise Unreadable(_("Unpacked, this workbook is too large. Save the sheet alone, or as CSV."))
            if any(part.flag_bits & ENCRYPTED for part in parts):
                raise Unreadable(_("This workbook has a password. Save it without one."))
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_part(package, part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, RuntimeError, expat.ExpatError) as fault:
        raise Unreadable(_("This workbook cannot be read. Save it again as XLSX, or as CSV.")) from fault


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Entities are what makes a small file a large one, or reads others; no spreadsheet declares any."""

    def refuse(*_told: object) -> None:
        raise Unreadable(_("This workbook cannot be read. Save it again as XLSX, or as CSV."))

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = Elements().seen
    with package.open(part) as source:
        while chunk := source.read(CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)


class Elements:
    """Counts what a sheet holds. Unreadable for more than a spreadsheet that people write would have."""

    def __init__(self) -> None:
        self.cells = self.in_row = 0

    def seen(self, name: str, _attributes: object) -> None:
        """Called for each element of a part, whatever prefix it is written with."""
        kind = name.rpartition(":")[2]
        if kind == ROW:
            self.in_row = 0
        elif kind in (CELL, TEXT):
            self.cells += 1
            self.in_row += kind == CELL
        if self.cells > MOST_CELLS or self.in_row > MOST_CELLS_A_ROW:
            raise Unreadable(_("This sheet has too many cells. Copy the list alone into a new file."))
