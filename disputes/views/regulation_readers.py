"""`/regulations/readers/`: who has read which rule, as a page and as a file (D2)."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from disputes.queries.reader_matrix import Cell, ReaderMatrix, reader_matrix
from disputes.views.regulations import number_of
from support_desk.shared.exports.cells import Cell as FileCell
from support_desk.shared.exports.cells import cell as file_cell
from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer

# A row holds a cell for every rule; the figures above and below are of everybody.
PEOPLE_SHOWN = 50


@require_safe
@employees_only
def regulation_readers(request: DeskRequest) -> HttpResponse:
    """The matrix of a department; `?department=all` of everybody. Fifty people a `?page=`."""
    matrix, place = asked(request), number_of(request, "page") or 1
    first = PEOPLE_SHOWN * (place - 1)
    shown = matrix.rows[first : first + PEOPLE_SHOWN]
    if place > 1 and not shown:
        raise Http404
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "matrix": matrix,
        "rows": shown,
        "query": query.urlencode(),
        "newer_url": page_address(query, place - 1) if place > 1 else "",
        "older_url": page_address(query, place + 1) if first + PEOPLE_SHOWN < len(matrix.rows) else "",
    }
    return render(request, "regulations/readers.html", context)


def page_address(query: QueryDict, place: int) -> str:
    """The same people, so many pages on."""
    return f"?{urlencode([*query.items(), ('page', place)])}"


@require_safe
@employees_only
def regulation_readers_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """A row a person, a column a version: the day on which it was read."""
    if file_format not in TYPES:
        raise Http404
    matrix = asked(request)
    titles = [_("Employee"), _("Department"), *(str(version.regulation.code) for version in matrix.versions)]
    name = f"regulation-readers-{request.at:%Y-%m-%d}.{file_format}"
    if file_format == "xlsx":
        return file_answer(
            xlsx_file(_("Who has read what"), titles, cells(matrix)), name=name, content_type=TYPES["xlsx"]
        )
    return streamed_answer(csv_lines(titles, cells(matrix)), name=name, content_type=TYPES["csv"])


def asked(request: DeskRequest) -> ReaderMatrix:
    """404 for a department that is not there."""
    is_whole = request.GET.get("department") == "all"
    matrix = reader_matrix(request.viewer, None if is_whole else number_of(request, "department"), is_whole=is_whole)
    if matrix is None:
        raise Http404
    return matrix


def cells(matrix: ReaderMatrix) -> Iterator[list[FileCell]]:
    """One person after another."""
    for row in matrix.rows:
        values = (row.employee.name, row.department.name, *(said(cell) for cell in row.cells))
        yield [file_cell(value) for value in values]


def said(cell: Cell) -> object:
    """The instant, or in words that there is none."""
    if cell.read_at is not None:
        return cell.read_at
    return _("not yet") if cell.is_asked else _("not asked")
