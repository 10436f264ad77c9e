"""The lines of a report with their story, as somebody may read them (W8, P2)."""

from collections.abc import Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Value, When

from support_desk.shared.viewer import Viewer
from tickets.models import ClientReport, LineQuestion, ReportLine
from tickets.report_permissions import hidden_lines

STORY = ("ticket", "task", "project", "approval__contact", "approval__recorded_by", "approval__message")
UNREAD = ("ticket__search", "approval__words", "approval__message__body_text", "approval__message__body_html")


def lines_of(viewer: Viewer, report: ClientReport) -> QuerySet[ReportLine]:
    """Readable lines, each with its ticket and approval and with `is_whole`: 0 while something is missing in it."""
    readable = report.lines.exclude(pk__in=hidden_lines(viewer).filter(report=report).values("pk"))
    whole = Case(When(hole="", then=Value(1)), default=Value(0), output_field=IntegerField())
    told = readable.select_related(*STORY).defer(*UNREAD).annotate(is_whole=whole)
    return told.order_by("is_whole", "worked_on", "pk")


def zones_of_reports() -> ArraySubquery:
    """For a list of reports: the time zones of the departments that serve the tickets of their lines."""
    lines = ReportLine.objects.filter(report=OuterRef("pk")).order_by()
    return ArraySubquery(lines.values("ticket__department__timezone").distinct())


def report_export_rows(viewer: Viewer, query: Mapping[str, str]) -> QuerySet[ReportLine]:
    """The lines of the report of the address, for a file; none without one."""
    wanted = query.get("report", "")
    is_id = wanted.isascii() and wanted.isdigit() and len(wanted) < 19
    report = ClientReport.objects.visible_to(viewer).filter(pk=int(wanted)).first() if is_id else None
    if report is None:
        return ReportLine.objects.none()
    return lines_of(viewer, report).select_related(*STORY, "report__client")


def questions_of(lines: list[ReportLine]) -> dict[int, list[LineQuestion]]:
    """{line: its questions, oldest first}. One statement."""
    asked: dict[int, list[LineQuestion]] = {}
    found = LineQuestion.objects.filter(line__in=lines).select_related("contact", "message__ticket")
    for question in found.defer("message__ticket__search").order_by("asked_at", "pk"):
        asked.setdefault(question.line_id, []).append(question)
    return asked
