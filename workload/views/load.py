"""`/load/`: the load board, what makes up a cell, and who has time (L7, L8)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.views.doors import employees_only
from workload.queries.load.board import Board
from workload.queries.load.cell import load_cell
from workload.queries.load.idle import idle_people
from workload.queries.load.markup import board_rows
from workload.queries.load.page import LoadPage, asked_board, load_page, weeks_asked
from workload.queries.load.words import finding, week_name, why

# Who has most time; the rest can be seen on the board.
MOST_IDLE = 12


@require_safe
@employees_only
def load(request: DeskRequest) -> HttpResponse:
    """The board, with the moves that would help."""
    page = asked_page(request)
    times = TimeWords(at=request.at)
    context = {
        "page": page,
        "finding": finding(page.board),
        "rows": board_rows(page.board),
        "weeks": [week_name(monday) for monday in page.board.weeks[: page.board.shown]],
        "proposals": [(proposal, why(proposal, times)) for proposal in page.proposals],
        "moved": page.former.moved_lately(page.board.work),
        "chips": department_chips(page),
    }
    return private(render(request, "load/page.html", context))


@require_safe
@employees_only
def load_hints(request: DeskRequest) -> HttpResponse:
    """Who has time, and what they could do; a part of the board that comes after it."""
    people = idle_people(board_of(request), request.viewer, most=MOST_IDLE)
    return private(render(request, "load/hints.html", {"people": people}))


@require_safe
@employees_only
def load_of(request: DeskRequest, employee_id: int, week: str) -> HttpResponse:
    """What makes up somebody's week: in a dialog on the board, as a page of its own by its address."""
    monday = day_from(week)
    department_id, _weeks = asked_of(request)
    cell = load_cell(request.viewer, employee_id, monday, department_id) if monday else None
    if cell is None:
        raise Http404
    context = {"cell": cell, "week_name": week_name(cell.week.starts_on)}
    return private(render(request, "load/cell.html" if request.htmx else "load/cell_page.html", context))


def asked_page(request: DeskRequest) -> LoadPage:
    """404 for a department whose board the viewer may not see."""
    page = load_page(request.viewer, *asked_of(request))
    if page is None:
        raise Http404
    return page


def board_of(request: DeskRequest) -> Board:
    """The board alone; 404 as above."""
    board = asked_board(request.viewer, *asked_of(request))
    if board is None:
        raise Http404
    return board


def asked_of(request: DeskRequest) -> tuple[int | None, int]:
    """(department, weeks) as the address names them."""
    text = request.GET.get("department", "")
    department_id = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
    return department_id, weeks_asked(request.GET.get("weeks", ""))


def department_chips(page: LoadPage) -> list[dict[str, object]]:
    """One a department, where there is a choice."""
    if len(page.departments) < 2:
        return []
    chosen = page.board.department.id
    return [
        {"label": one.name, "url": f"?department={one.id}", "current": one.id == chosen} for one in page.departments
    ]


def day_from(text: str) -> date | None:
    """A day as addresses write it, None for what is none."""
    try:
        return parse_date(text)
    except ValueError:
        return None


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody else, and not mistaken for the part of it that htmx asks for."""
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response
