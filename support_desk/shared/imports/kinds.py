"""What can be imported: columns, who may, and how all rows of a file become one change."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from support_desk.shared.imports.cells import Cell
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Column:
    """One heading. `parse` turns a cell that is not empty into a value, or raises BadCell with a sentence.

    `title` is translated, and a file may name the column by its key, by its title in any language of the desk, or by
    one of `aliases`. `empty` is the value of an empty cell, which a `required` column does not have.
    """

    key: str
    title: Any
    parse: Callable[[Cell], Any]
    example: str
    words: Any = ""
    aliases: tuple[str, ...] = ()
    required: bool = False
    empty: Any = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read: its number as a spreadsheet shows it, and a value for each column."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong: the row as in the file, the column's key ("" for the row as a whole), what stands there, and a
    sentence."""

    row: int
    column: str
    value: str
    sentence: str


Load = Callable[[Sequence[Row], Viewer, datetime], list[Problem]]
Look = Callable[[Sequence[Row], Sequence[Row], Viewer], list[Problem]]


def nothing_to_look_up(broken: Sequence[Row], others: Sequence[Row], viewer: Viewer) -> list[Problem]:
    """For lists whose rows name nothing else."""
    return []


@dataclass(frozen=True, slots=True)
class Importer:
    """A list by name.

    `load(rows, by, at)` writes all rows by the actions of its app, inside the caller's transaction, and returns what
    cannot be; the caller takes everything back when anything is returned, and also where it only wanted to know.
    `look(broken, others, viewer)` names what rows with bad cells, which cannot be tried, speak of and is not there: in
    them a bad cell has the value of an empty one; `others` are the rows of the file without any.
    More than `at_once` rows are checked and loaded by a job; `most_rows` are what one step of it still does.
    `done_url_name` names the page on which the result is seen.
    """

    key: str
    title: Any
    words: Any
    columns: tuple[Column, ...]
    may: Callable[[Viewer], bool]
    load: Load
    look: Look = nothing_to_look_up
    at_once: int = 100
    most_rows: int = 500
    icon: str = "file-spreadsheet"
    done_url_name: str = ""

    def titles(self) -> dict[str, str]:
        """{key: heading in the active language}."""
        return {column.key: str(column.title) for column in self.columns}


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    """Called from an app's `ready()`."""
    _importers[importer.key] = importer


def find(key: str) -> Importer | None:
    """The importer of that name."""
    return _importers.get(key)


def offered_to(viewer: Viewer) -> list[Importer]:
    """Those that the viewer may use, in the order in which they were registered."""
    return [importer for importer in _importers.values() if importer.may(viewer)]
