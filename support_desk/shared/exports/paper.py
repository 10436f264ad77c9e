"""Sheets of paper with lines and tables. Everything is plain text: the writer fetches, embeds and runs nothing."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import font_source_sans_pro

from support_desk.shared.exports.cells import CONTROL

if TYPE_CHECKING:
    from fpdf import FPDF

# The writer is loaded with the first sheet: with all it knows of fonts it takes a fifth of the time of any process.
type Paper = FPDF

FONTS = Path(font_source_sans_pro.__file__).parent / "files"
FONT, SIZE, SMALL, TITLE = "SourceSansPro", 9, 8, 16
RIGHT, LEFT = "RIGHT", "LEFT"
GREY, RULE, HAIR = (105, 108, 115), (205, 207, 212), 0.15


def new_paper(title: str, *, made_at: datetime) -> Paper:
    """An empty page of A4; the same content made at the same instant gives the same bytes."""
    from fpdf import FPDF

    paper = FPDF(format="A4")
    paper.set_creation_date(made_at)
    paper.set_title(plain(title))
    paper.set_auto_page_break(True, margin=14)
    paper.set_margins(12, 14)
    paper.add_font(FONT, "", FONTS / "SourceSansPro-Regular.ttf")
    paper.add_font(FONT, "B", FONTS / "SourceSansPro-Bold.ttf")
    paper.set_draw_color(*RULE)
    paper.set_line_width(HAIR)
    paper.add_page()
    return paper


def write_line(paper: Paper, text: str, height: int = 6, *, size: int = SIZE, is_bold: bool = False) -> None:
    """A paragraph of its own."""
    from fpdf.enums import XPos, YPos

    paper.set_font(FONT, "B" if is_bold else "", size)
    paper.multi_cell(0, height, plain(text), new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def write_table(
    paper: Paper,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    sides: Sequence[str],
    *,
    has_total: bool = False,
) -> None:
    """A table with its headings; nothing where there are no rows. A row of one cell is the title of those below it;
    `has_total`: the last row is what the others come to."""
    if not rows:
        return
    from fpdf.enums import TableBordersLayout
    from fpdf.fonts import FontFace

    paper.set_font(FONT, "", SMALL)
    heading = FontFace(emphasis="BOLD", color=GREY)
    with paper.table(
        col_widths=tuple(widths),
        text_align=tuple(sides),
        headings_style=heading,
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        line_height=4.5,
        padding=(1, 1),
    ) as table:
        table.row(titles)
        for place, cells in enumerate(rows, 1):
            row = table.row(style=FontFace(emphasis="BOLD") if has_total and place == len(rows) else None)
            for text in cells:
                row.cell(
                    text, colspan=len(titles) if len(cells) == 1 else 1, style=heading if len(cells) == 1 else None
                )
    paper.ln(5)


def bytes_of(paper: Paper) -> bytes:
    """The file."""
    target = BytesIO()
    paper.output(target)
    return target.getvalue()


def plain(text: str) -> str:
    """One line without control characters."""
    return " ".join(CONTROL.sub("", text).split())
