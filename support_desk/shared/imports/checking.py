"""From the bytes of a file to rows and problems, and all rows tried or loaded as one change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.imports.cells import BadCell, Cell, check_no_formula, is_empty, letters, shown
from support_desk.shared.imports.headings import matched
from support_desk.shared.imports.kinds import Column, Importer, Problem, Row
from support_desk.shared.imports.sheets import Line, Sheet, read_sheet
from support_desk.shared.viewer import Viewer

PREVIEWED = 20


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: rows that can be read, `broken` ones with a bad cell, problems in the order of the file, and
    the first rows as they stand there (number, {column key: text})."""

    rows: list[Row] = field(default_factory=list)
    broken: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    count: int = 0
    preview: list[tuple[int, dict[str, str]]] = field(default_factory=list)


def read(importer: Importer, content: bytes) -> Reading:
    """Reads without writing anything. Wrong headings are told alone: no row is read under them."""
    try:
        sheet = read_sheet(content, most_rows=importer.most_rows)
    except Refused as unreadable:
        return Reading(problems=[Problem(0, "", "", str(unreadable))])
    places, problems = matched(importer, sheet.heading)
    if problems:
        return Reading(problems=problems, count=len(sheet.lines))
    if not sheet.lines:
        return Reading(problems=[Problem(0, "", "", _("There are headings in this file, but no row below them."))])
    return _rows(importer, places, sheet)


def _rows(importer: Importer, places: Mapping[int, Column], sheet: Sheet) -> Reading:
    found = Reading(count=len(sheet.lines))
    for line in sheet.lines:
        values, problems = _row(importer, places, line)
        found.problems.extend(problems)
        (found.broken if problems else found.rows).append(Row(line.number, values))
    for line in sheet.lines[:PREVIEWED]:
        cells = {column.key: shown(_cell(line, place)) for place, column in places.items()}
        found.preview.append((line.number, cells))
    return found


def _row(importer: Importer, places: Mapping[int, Column], line: Line) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {column.key: column.empty for column in importer.columns}
    problems = []
    for place, column in places.items():
        cell = _cell(line, place)
        try:
            if is_empty(cell):
                _check_may_be_empty(column)
            else:
                check_no_formula(cell)
                values[column.key] = column.parse(cell)
        except BadCell as bad:
            problems.append(Problem(line.number, column.key, shown(cell), str(bad)))
    for place, cell in enumerate(line.cells):
        if place not in places and not is_empty(cell):
            problems.append(
                Problem(line.number, letters(place), shown(cell), _("There is no heading above this cell."))
            )
    return values, problems


def _check_may_be_empty(column: Column) -> None:
    if column.required:
        raise BadCell(_("This cell must not be empty."))


def _cell(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else None


class _TakenBack(Exception):
    """Ends a transaction whose rows are not to stay."""


def attempt(importer: Importer, rows: Sequence[Row], *, by: Viewer, at: datetime, stays: bool) -> list[Problem]:
    """Writes all rows, or none when anything is wrong with one of them or `stays` is False; what is wrong."""
    problems: list[Problem] = []
    try:
        with transaction.atomic(), audit.gathered():
            problems = importer.load(rows, by, at)
            if problems or not stays:
                raise _TakenBack
    except _TakenBack:
        pass
    except Refused as refused:
        problems = [Problem(0, "", "", str(refused))]
    return sorted(problems, key=lambda problem: problem.row)
