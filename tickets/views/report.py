"""`/reports/<id>/`: one report, its lines mended, its file, its way to the client (W8)."""

from io import BytesIO

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from support_desk.shared.views.downloads import file_answer
from tickets.actions.reports.building import build_reports
from tickets.actions.reports.lines import set_line_text
from tickets.actions.reports.sending import send_report
from tickets.domain.months import is_over
from tickets.models import ClientReport, ReportLine
from tickets.notifications.report_pdf import report_pdf
from tickets.queries.report_lines import lines_of, zones_of_reports
from tickets.queries.report_page import openable_tickets, report_page, row_of
from tickets.queries.report_words import month_name
from tickets.report_permissions import can_build_reports, seen_wholly
from tickets.views.reports import list_address, sent_words


def found_report(request: DeskRequest, report_id: int) -> ClientReport:
    """The report with `is_whole` and `zones`; 404 when the viewer may not see it. One statement."""
    visible = ClientReport.objects.visible_to(request.viewer).select_related("client", "sent_by", "built_by")
    told = visible.annotate(is_whole=seen_wholly(request.viewer), zones=zones_of_reports())
    return get_object_or_404(told, pk=report_id)


@require_safe
@employees_only
def report(request: DeskRequest, report_id: int) -> HttpResponse:
    """The lines with holes on top, each with its story; the sums of the contracts to who sees all lines."""
    found = found_report(request, report_id)
    page = report_page(request.viewer, found, cursor=request.GET.get("cursor", ""))
    context = {
        "page": page,
        "report": found,
        "month_name": month_name(found.month),
        "list_url": list_address(found.month),
        "may_send": page.is_whole and can_build_reports(request.viewer),
        "is_over": is_over(found.month, request.at, found.zones),  # type: ignore[attr-defined]  # annotated above
        "export_query": urlencode({"report": found.pk}),
        "newer_url": page.newer and address_with(request, cursor=page.newer),
        "older_url": page.older and address_with(request, cursor=page.older),
    }
    return render(request, "reports/report.html", context)


@require_safe
@employees_only
def report_file(request: DeskRequest, report_id: int) -> HttpResponseBase:
    """The report on paper, for who may read all of it."""
    found = found_report(request, report_id)
    if not found.is_whole:  # type: ignore[attr-defined]  # annotated above
        raise Http404
    contracts = list(found.contracts.select_related("contract__project").order_by("pk"))
    content = report_pdf(found, list(lines_of(request.viewer, found)), contracts)
    name = f"{found.client.name} {found.month:%Y-%m}.pdf"
    return file_answer(BytesIO(content), name=name, content_type="application/pdf")


@require_POST
@employees_only
def report_send(request: DeskRequest, report_id: int) -> HttpResponse:
    """Sends it, or says what is missing."""
    found = found_report(request, report_id)
    try:
        send_report(report=found, by=request.viewer, at=request.at)
        messages.success(request, sent_words(found.client.name))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("report", report_id)


@require_POST
@employees_only
def report_build(request: DeskRequest, report_id: int) -> HttpResponse:
    """Builds this client's draft again."""
    found = found_report(request, report_id)
    built = build_reports(clients=[found.client_id], month=found.month, by=request.viewer, at=request.at)
    messages.success(request, _("Built again: what was written by hand is kept."))
    return redirect("report", report_id) if built else redirect(list_address(found.month))


@require_POST
@employees_only
def report_line(request: DeskRequest, line_id: int) -> HttpResponse:
    """Saves the words of a line; with htmx the row alone comes back, with its error when it was refused."""
    known = ReportLine.objects.filter(pk=line_id).values_list("report_id", flat=True).first()
    found = found_report(request, known or 0)
    line = get_object_or_404(lines_of(request.viewer, found), pk=line_id)
    error = ""
    try:
        set_line_text(line=line, text=request.POST.get("text", ""), by=request.viewer, at=request.at)
    except Refused as refusal:
        error = str(refusal)
    if request.htmx:
        return shown_row(request, found, line_id, error=error)
    if error:
        messages.error(request, error)
    return redirect("report", found.pk)


def shown_row(request: DeskRequest, found: ClientReport, line_id: int, *, error: str) -> HttpResponse:
    """One row as the page shows it; what was refused stands in it as it was typed."""
    line = lines_of(request.viewer, found).get(pk=line_id)
    row = row_of(request.viewer, found, line, openable=openable_tickets(request.viewer, [line]))
    context = {"row": row, "report": found, "error": error, "typed": request.POST.get("text", "")}
    return render(request, "reports/row.html", context, status=422 if error else 200)
