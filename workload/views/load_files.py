"""The load board as CSV or XLSX (L7)."""

from collections.abc import Iterator

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from support_desk.shared.exports.cells import Cell
from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer
from workload.queries.load.board import Board
from workload.queries.load.people import nobody
from workload.views.load import board_of


@require_safe
@employees_only
def load_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """A row a person and week, in minutes."""
    if file_format not in TYPES:
        raise Http404
    board = board_of(request)
    name = f"load-{request.at:%Y-%m-%d}.{file_format}"
    if file_format == "xlsx":
        return file_answer(xlsx_file(_("Load"), titles(), cells(board)), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(titles(), cells(board)), name=name, content_type=TYPES["csv"])


def titles() -> list[str]:
    return [
        _("Employee"), _("Position"), _("Week from"), _("Capacity, minutes"), _("Tasks, minutes"),
        _("Usual inflow, minutes"), _("Does not fit, minutes"), _("Load, %"),
    ]  # fmt: skip


def cells(board: Board) -> Iterator[list[Cell]]:
    """One row after another."""
    for person in [*board.people, *([nobody()] if board.nobody else [])]:
        for week in board.weeks_of(person.id):
            yield [
                person.name, person.position, week.starts_on, week.capacity, week.tasks, week.inflow, week.late,
                week.percent,
            ]  # fmt: skip
