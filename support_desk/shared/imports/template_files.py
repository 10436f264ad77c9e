"""The file to begin with: the headings of a list and one row that shows how each cell is written."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO

from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.imports.kinds import Importer

FORMATS = ("xlsx", "csv")


def template_file(importer: Importer, file_format: str) -> IO[bytes]:
    """The file in the active language, positioned at its start."""
    titles = list(importer.titles().values())
    example = [column.example for column in importer.columns]
    if file_format == "xlsx":
        return xlsx_file(str(importer.title), titles, [list(example)])
    return _csv(csv_lines(titles, [list(example)]))


def _csv(lines: Iterable[str]) -> IO[bytes]:
    return BytesIO("".join(lines).encode())
