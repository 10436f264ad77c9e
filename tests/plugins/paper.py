"""What stands in files that people take away: a PDF of ours, a workbook."""

import re
import zlib
from io import BytesIO

from openpyxl import load_workbook

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
SHOWN = re.compile(rb"\(((?:\\.|[^\\)])*)\) Tj", re.DOTALL)
GLYPH = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]{4})>$", re.MULTILINE)
ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
ENDS = {b"r": b"\r", b"n": b"\n"}


def words_of_pdf(content: bytes) -> str:
    """All text of a PDF whose fonts have two-byte glyphs. Each piece is read by each font's table, so that some of it
    is nonsense and no word is missing."""
    streams = [
        # A stream may end with what looks like the end of a line: the regex then leaves its last bytes out.
        zlib.decompressobj().decompress(found[1]) if found[1].startswith(b"x") else found[1]
        for found in STREAM.finditer(content)
    ]
    fonts = [dict(GLYPH.findall(each)) for each in streams if b"beginbfchar" in each]
    pieces = [piece for each in streams if b" Tf " in each for piece in SHOWN.findall(each)]
    plain = [ESCAPED.sub(lambda found: ENDS.get(found[1], found[1]), piece) for piece in pieces]
    return "\n".join(_read(piece, font) for font in fonts for piece in plain)


def _read(piece: bytes, font: dict[bytes, bytes]) -> str:
    glyphs = [f"{piece[at]:02X}{piece[at + 1]:02X}".encode() for at in range(0, len(piece) - 1, 2)]
    return "".join(chr(int(font.get(glyph, b"003F"), 16)) for glyph in glyphs)


def words_of_xlsx(content: bytes) -> str:
    """All cells of all sheets."""
    book = load_workbook(BytesIO(content))
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(values_only=True)]
    return "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)


def words_of(content: bytes, content_type: str) -> str:
    """The text of an answer of any kind."""
    if content_type == "application/pdf":
        return words_of_pdf(content)
    return words_of_xlsx(content) if "spreadsheet" in content_type else content.decode()
