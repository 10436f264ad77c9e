"""CSV as spreadsheets write it: UTF-8 with or without its mark, UTF-16, or Windows-1251; `;`, `,` or tab."""

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from support_desk.shared.imports.cells import Cell
from support_desk.shared.imports.sheets import Unreadable

DELIMITERS = ";,\t"
# What becomes of UTF-8 with a broken byte (Р or С before a sign), of CP866 (signs within words) and of KOI8-R (a small
# letter before capitals) when it is read as Windows-1251. One of them may be meant, several are not.
GIBBERISH: Final = re.compile(r"[РС][\u0080-\u00bf\u2010-\u2122]|[\u00ad€®][^\W\d_]|\b[а-яё][А-ЯЁЈ]{2,}")
FEW: Final = 2


def csv_rows(content: bytes) -> Iterator[list[Cell]]:
    """Each record; a line break inside quotes makes no new one, as in a spreadsheet. Unreadable when it is no text."""
    text = decoded(content)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    try:
        for record in records:
            yield [cell.strip() for cell in record]
    except csv.Error as fault:
        raise Unreadable(_("Line %(line)d cannot be read as CSV.") % {"line": records.line_num}) from fault


def decoded(content: bytes) -> str:
    """The text. Whatever is no UTF-8 was written by a Russian Windows, unless it reads as gibberish."""
    encoding = _encoding(content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(_("This is no text. Save the file as CSV in UTF-8, or as XLSX.")) from None
    if "\x00" in text:
        raise Unreadable(_("This is no text. Save the file as CSV in UTF-8, or as XLSX."))
    if encoding == "cp1251" and len(GIBBERISH.findall(text)) >= FEW:
        raise Unreadable(_("The letters of this file are not those of Windows-1251. Save it in UTF-8, or as XLSX."))
    return text


def _encoding(content: bytes) -> str:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8-sig"


def delimiter_of(text: str) -> str:
    """That which divides the heading into most parts; a semicolon where none does."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda sign: _parts(heading, sign))


def _parts(heading: str, sign: str) -> int:
    try:
        return len(next(csv.reader([heading], delimiter=sign)))
    except (csv.Error, StopIteration):
        return 0
