"""Files as rows of cells: what is read, and what is refused before anything is (limits, bombs, formulas)."""

import io
import zipfile
from datetime import date, datetime, time

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from support_desk.shared.imports import cells
from support_desk.shared.imports.cells import BadCell, Formula, WholeNumber
from support_desk.shared.imports.csv_files import csv_rows
from support_desk.shared.imports.sheets import Unreadable, bytes_of, kept, read_sheet
from support_desk.shared.imports.xlsx_files import xlsx_rows
from tests.factories.files import csv_bytes, xlsx_bytes

# Spreadsheets know no zones.
instant = datetime.fromisoformat
HEADING, ROW = ("Имя", "День"), ("Анна, Ёлкина", "18.11.2026")


def lines(content: bytes, most_rows: int = 100) -> list[tuple[int, tuple]]:
    sheet = read_sheet(content, most_rows=most_rows)
    return [(line.number, line.cells) for line in (sheet.heading, *sheet.lines)]


@pytest.mark.parametrize(
    ("delimiter", "encoding"), [(";", "utf-8"), (";", "utf-8-sig"), (";", "cp1251"), ("\t", "utf-16"), ("\t", "utf-8")]
)
def test_what_spreadsheets_write_as_csv_is_read(delimiter, encoding):
    found = lines(csv_bytes(HEADING, ROW, delimiter=delimiter, encoding=encoding))
    assert found == [(1, HEADING), (2, ROW)]


def test_rows_keep_the_numbers_of_the_file():
    found = lines(b'\r\nname,day\r\n\r\n"Anna\nOrlova",x\r\n,,\r\nBoris,y\r\n')
    assert found == [(2, ("name", "day")), (4, ("Anna\nOrlova", "x")), (6, ("Boris", "y"))]


def test_a_workbook_gives_its_values_and_never_computes():
    found = lines(xlsx_bytes([HEADING, ["=1+1", date(2026, 11, 18)], [None], [" Anna ", time(9, 30)], [7, 0.5]]))
    assert [number for number, _cells in found] == [1, 2, 4, 5]
    assert isinstance(found[1][1][0], Formula)
    assert found[1][1][1] == instant("2026-11-18")
    assert found[2][1] == ("Anna", time(9, 30))


def zipped(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


BOMB = {"xl/worksheets/sheet1.xml": b" " * (41 * 1024 * 1024)}
ENTITY = {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "There is nothing"),
        (b"\r\n;;\r\n", "There is nothing"),
        (b"a\x00b", "This is no text"),
        (b"\x98\xff", "This is no text"),
        (b"\xff\xfea", "This is no text"),
        (b'name\r\n"' + b"x" * 140_000, "cannot be read as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "XLS file of old"),
        (b"PK\x03\x04 torn", "cannot be read"),
        (zipped({"anything.xml": b"<a></a>"}), "cannot be read"),
        (zipped(BOMB), "too large"),
        (zipped(ENTITY), "cannot be read"),
        (zipped({f"{n}.txt": b"" for n in range(501)}), "too large"),
        (b"x" * (5 * 1024 * 1024 + 1), "5 MB at most"),
        (b"a\r\n" * 102, "More than 100 rows"),
        (b"a," * 50 + b"a", "more than 50 columns"),
        (b"a\r\n" + b"x" * 2_001, "more than 2,000 characters"),
    ],
)
def test_what_cannot_be_read_says_why(content, said):
    with pytest.raises(Unreadable, match=said):
        lines(content)


def test_a_workbook_with_a_password_is_refused():
    package = bytearray(zipped({"xl/workbook.xml": b"<a></a>"}))
    place = package.index(b"PK\x01\x02")
    package[place + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        lines(bytes(package))


@settings(max_examples=60)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_file_whatever_brings_the_reader_down(content):
    try:
        lines(content)
    except Unreadable as refused:
        assert str(refused)


class TestWhatIsRefusedWhole:
    def test_a_row_of_countless_empty_cells_is_not_opened(self):
        with pytest.raises(Unreadable, match="too many cells"):
            list(xlsx_rows(workbook_of("<row>" + "<c/>" * 1_001 + "</row>")))

    def test_as_many_rows_of_ordinary_width_are_read(self):
        assert len(list(xlsx_rows(workbook_of("<row><c/><c/></row>" * 1_200)))) == 1_200

    @pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
    def test_another_russian_encoding_is_named_and_not_loaded_as_gibberish(self, encoding):
        with pytest.raises(Unreadable, match="UTF-8"):
            list(csv_rows("email;name\na@desk.test;Иванов Пётр\n".encode(encoding)))

    def test_one_broken_byte_of_a_utf_8_file_does_not_make_it_another(self):
        with pytest.raises(Unreadable, match="UTF-8"):
            list(csv_rows("email;name\na@desk.test;Иванов Пётр".encode() + b"\xff\n"))

    def test_a_russian_windows_is_read_with_its_names(self):
        rows = list(csv_rows("email;name\na@desk.test;СтройМонтаж «Рассвет» №2\n".encode("cp1251")))
        assert rows[1][1] == "СтройМонтаж «Рассвет» №2"

    def test_rows_after_a_long_gap_are_not_left_out_in_silence(self):
        with pytest.raises(Unreadable, match="blank rows"):
            kept([["a"], *([""] for _ in range(10_001)), ["b"]], most_rows=9)

    def test_a_file_that_is_too_large_is_not_read(self):
        with pytest.raises(Unreadable, match="5 MB"):
            bytes_of(ContentFile(b"x" * (5 * 1024 * 1024 + 1)))


def workbook_of(rows: str) -> bytes:
    """A workbook whose only sheet holds these rows as they are."""
    book, target, made = Workbook(), io.BytesIO(), io.BytesIO()
    book.save(target)
    empty, filled = b"<sheetData></sheetData>", f"<sheetData>{rows}</sheetData>".encode()
    with zipfile.ZipFile(target) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for part in source.infolist():
            content = source.read(part)
            if part.filename.endswith("sheet1.xml"):
                assert empty in content
                content = content.replace(empty, filled)
            package.writestr(part.filename, content)
    return made.getvalue()


class TestCells:
    @pytest.mark.parametrize(
        "cell", ["2026-11-08", "08.11.2026", "8.11.2026", date(2026, 11, 8), instant("2026-11-08T09:00")]
    )
    def test_a_day_in_each_form(self, cell):
        assert cells.day(cell) == date(2026, 11, 8)

    @pytest.mark.parametrize(("cell", "meant"), [("18/11/2026", 18), ("11/18/2026", 18), ("11/11/2026", 11)])
    def test_slashes_where_only_one_order_is_a_day(self, cell, meant):
        assert cells.day(cell) == date(2026, 11, meant)

    @pytest.mark.parametrize(
        ("cell", "said"),
        [
            ("03/04/2026", "Write 2026-04-03 or 2026-03-04"),
            ("18.11.26", "four digits"),
            ("31.02.2026", "no such day"),
            ("13/13/2026", "no such day"),
            (46_000, "no date"),
            ("1900-01-01", "too far away"),
            ("soon", "no date"),
        ],
    )
    def test_a_day_that_is_none_says_how_to_write_it(self, cell, said):
        with pytest.raises(BadCell, match=said):
            cells.day(cell)

    @pytest.mark.parametrize(("cell", "hour"), [("9:00", 9), ("09:00:00", 9), (time(9), 9)])
    def test_a_time_of_day(self, cell, hour):
        assert cells.clock_time(cell) == time(hour)
        assert cells.clock_time(instant("2026-01-01T09:00")) == time(9)

    @pytest.mark.parametrize("cell", ["9", "25:00", "9:60", "24:01", time(9, 0, 1), 0.375])
    def test_no_time_of_day(self, cell):
        with pytest.raises(BadCell):
            cells.clock_time(cell)

    def test_only_an_end_may_be_midnight(self):
        assert [cells.closing_time(cell) for cell in ("24:00", "9:00")] == [time(0), time(9)]
        with pytest.raises(BadCell):
            cells.clock_time("24:00")

    def test_whole_numbers_and_percents(self):
        share = WholeNumber(1, 100, "%")
        assert [share(cell) for cell in ("50", "50 %", 50, 50.0, "100%")] == [50, 50, 50, 50, 100]
        for cell in ("0", "101", 0.5, "half", "-1", True and "1e1"):
            with pytest.raises(BadCell, match="from 1 to 100"):
                share(cell)

    def test_words_and_addresses(self):
        assert cells.words(10)("  a \n b ") == "a b"
        assert cells.names("a, b;c|a\nd ") == ("a", "b", "c", "d")
        assert cells.email(" Anna@Desk.test ") == "anna@desk.test"
        for parse, cell in ((cells.words(3), "long"), (cells.words(9), "a\u202eb"), (cells.email, "anna")):
            with pytest.raises(BadCell):
                parse(cell)

    def test_what_is_shown_is_short(self):
        assert cells.shown("x" * 99).endswith("…") and len(cells.shown("x" * 99)) == 80
        assert [cells.shown(cell) for cell in (None, 2.0, time(9), date(2026, 1, 2), instant("2026-01-02T03:00"))] == [
            "", "2", "09:00", "2026-01-02", "2026-01-02 03:00",
        ]  # fmt: skip
        assert [cells.letters(place) for place in (0, 25, 26, 51)] == ["A", "Z", "AA", "AZ"]
