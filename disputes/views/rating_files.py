"""The race of a month as CSV or XLSX (M5)."""

from collections.abc import Iterator

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from disputes.queries.rating import Rating, rated_departments
from disputes.views.rating import asked_rating
from support_desk.shared.exports.cells import Cell, harmless
from support_desk.shared.exports.files import csv_lines, xlsx_file
from support_desk.shared.exports.results import TYPES
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer, streamed_answer


@require_safe
@employees_only
def rating_file(request: DeskRequest, file_format: str) -> HttpResponseBase:
    """The race as CSV or XLSX."""
    if file_format not in TYPES:
        raise Http404
    found = asked_rating(request, rated_departments(request.viewer))
    name = f"rating-{found.month:%Y-%m}.{file_format}"
    if file_format == "xlsx":
        return file_answer(xlsx_file(_("Rating"), titles(), cells(found)), name=name, content_type=TYPES["xlsx"])
    return streamed_answer(csv_lines(titles(), cells(found)), name=name, content_type=TYPES["csv"])


def titles() -> list[str]:
    return [
        pgettext("rating", "Place"), _("Employee"), _("Department"), _("Points"), _("Won"), _("Lost"),
        _("Points a week ago"),
    ]  # fmt: skip


def cells(found: Rating) -> Iterator[list[Cell]]:
    """One row after another; other departments as one line each, without names."""
    for row in found.rows:
        score = row.runner.score
        yield [
            row.runner.place, harmless(row.name), harmless(found.department.name), score.net, score.won, score.lost,
            score.before,
        ]  # fmt: skip
    for other in found.others:
        yield [None, _("All"), harmless(other.name), other.won - other.lost, other.won, other.lost, None]
