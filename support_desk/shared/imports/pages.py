"""What the pages of imports show (reading only)."""

from collections.abc import Mapping
from dataclasses import dataclass

from support_desk.shared.imports.headings import expected
from support_desk.shared.imports.kinds import Importer, find, offered_to
from support_desk.shared.models import ImportRun
from support_desk.shared.viewer import Viewer

SHOWN_RUNS = 20


@dataclass(frozen=True, slots=True)
class RunRow:
    """One import with the name of its list."""

    run: ImportRun
    title: str


@dataclass(frozen=True, slots=True)
class ImportsPage:
    """Lists that the viewer may load, and their last files, newest first."""

    importers: list[Importer]
    runs: list[RunRow]


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """What stands in a cell, and what is wrong with it ("" for nothing)."""

    title: str
    text: str
    wrong: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One of the first rows; `wrong`: what is wrong with the row as a whole."""

    number: int
    cells: list[PreviewCell]
    wrong: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A problem as it is said: the row ("" for the file as a whole), the heading, the value, a sentence."""

    row: str
    column: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class RunPage:
    """One import. `expected`: the headings of its list, told where they are what is wrong."""

    run: ImportRun
    importer: Importer
    titles: list[str]
    rows: list[PreviewRow]
    problems: list[Wrong]
    expected: str


def imports_page(viewer: Viewer) -> ImportsPage:
    """One statement."""
    runs = ImportRun.objects.visible_to(viewer).select_related("file")[:SHOWN_RUNS]
    titles = {importer.key: str(importer.title) for importer in offered_to(viewer)}
    rows = [RunRow(run, titles.get(run.kind, run.kind)) for run in runs]
    return ImportsPage(offered_to(viewer), rows)


def run_page(run: ImportRun) -> RunPage | None:
    """What was found in the file; None for a list that there is no more."""
    importer = find(run.kind)
    if importer is None:
        return None
    titles = importer.titles()
    keys = [key for key in titles if run.preview and key in run.preview[0][1]]
    wrong = {(error["row"], error["column"]): error["sentence"] for error in run.errors}
    return RunPage(
        run=run,
        importer=importer,
        titles=[titles[key] for key in keys],
        rows=[_preview(number, cells, keys, titles, wrong) for number, cells in run.preview],
        problems=[
            Wrong(str(error["row"] or ""), titles.get(error["column"], error["column"]), error["value"],
                  error["sentence"])
            for error in run.errors
        ],
        expected="" if run.preview else expected(importer),
    )  # fmt: skip


def _preview(
    number: int,
    cells: Mapping[str, str],
    keys: list[str],
    titles: Mapping[str, str],
    wrong: Mapping[tuple[int, str], str],
) -> PreviewRow:
    shown = [PreviewCell(titles[key], cells[key], wrong.get((number, key), "")) for key in keys]
    return PreviewRow(number, shown, wrong.get((number, ""), ""))
