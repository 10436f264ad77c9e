"""`/exports/<list>/<format>/`: a short list at once, a long one as a job."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.http import require_http_methods

from support_desk.shared.actions.jobs import start_job
from support_desk.shared.exports import Export, find
from support_desk.shared.exports.files import csv_lines, rows_of, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.exports.steps import KIND
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer

AT_ONCE = 5_000


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def export(request: DeskRequest, key: str, file_format: str) -> HttpResponseBase:
    """Streams up to 5,000 rows; above that the page offers a job, and a POST starts it."""
    wanted = find(key)
    if wanted is None or file_format not in TYPES:
        raise Http404
    query = request.GET.dict()
    rows = wanted.rows(request.viewer, query)
    count = rows.order_by()[: AT_ONCE + 1].count()
    if count <= AT_ONCE:
        return stream(wanted, rows, file_format, day=f"{request.at:%Y-%m-%d}")
    if request.method != "POST":
        return render(request, "jobs/long_export.html", {"export": wanted, "file_format": file_format})
    asked = {"export": key, "format": file_format, "query": query, "language": translation.get_language()}
    total = rows.order_by().count()
    job = start_job(kind=KIND, title=str(wanted.title), params=asked, total=total, by=request.viewer, at=request.at)
    return redirect("job", job.pk)


def stream(wanted: Export, rows: QuerySet[Any], file_format: str, *, day: str) -> HttpResponseBase:
    """All rows in one answer."""
    cells = rows_of(wanted, rows.order_by(*wanted.order).iterator(chunk_size=1_000))
    name = f"{wanted.key}-{day}.{file_format}"
    if file_format == "xlsx":
        return file_answer(xlsx_file(str(wanted.title), wanted.titles(), cells), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(wanted.titles(), cells), name=name, content_type=TYPES["csv"])
