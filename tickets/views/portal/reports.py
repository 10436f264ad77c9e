"""`/portal/reports/`: what was sent, each line with its story, as files too, and a question about any line."""

from io import BytesIO

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.addresses import address_with
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.downloads import file_answer
from support_desk.shared.views.exports import stream
from tickets.actions.reports.asking import ask_about_line
from tickets.forms.portal import QuestionForm
from tickets.models import ClientReport, ReportLine
from tickets.notifications.report_pdf import report_pdf
from tickets.queries.portal.reports import report_page, sent_reports
from tickets.queries.report_lines import lines_of
from tickets.report_export import CLIENT_LINES
from tickets.views.portal.doors import clients_only, page
from tickets.views.portal.sending import done_once, led_back, led_to

TAB = "reports"


@require_safe
@clients_only
def reports(request: DeskRequest) -> HttpResponse:
    """The reports that were sent, by month."""
    return page(request, "portal/reports.html", {"reports": sent_reports(request.viewer)}, tab=TAB)


@require_safe
@clients_only
def report(request: DeskRequest, report_id: int) -> HttpResponse:
    """One month."""
    found = get_object_or_404(ClientReport.objects.visible_to(request.viewer), pk=report_id)
    shown = report_page(found, request.GET.get("cursor", ""))
    context = {
        "page": shown,
        "form": QuestionForm(),
        "newer_url": shown.lines.newer and address_with(request, cursor=shown.lines.newer),
        "older_url": shown.lines.older and address_with(request, cursor=shown.lines.older),
    }
    return page(request, "portal/report.html", context, tab=TAB)


@require_safe
@clients_only
def report_paper(request: DeskRequest, report_id: int) -> HttpResponseBase:
    """One month on paper, the very file that came by mail."""
    found = get_object_or_404(ClientReport.objects.visible_to(request.viewer).select_related("client"), pk=report_id)
    contracts = list(found.contracts.select_related("contract__project").order_by("pk"))
    content = report_pdf(found, list(lines_of(request.viewer, found)), contracts)
    return file_answer(BytesIO(content), name=f"report-{found.month:%Y-%m}.pdf", content_type="application/pdf")


@require_safe
@clients_only
def report_table(request: DeskRequest, report_id: int) -> HttpResponseBase:
    """One month's lines as a table to count with."""
    found = get_object_or_404(ClientReport.objects.visible_to(request.viewer), pk=report_id)
    rows = CLIENT_LINES.rows(request.viewer, {"report": str(found.pk)})
    return stream(CLIENT_LINES, rows, "xlsx", day=f"{found.month:%Y-%m}")


@require_POST
@clients_only
def line_ask(request: DeskRequest, line_id: int) -> HttpResponse:
    """A question about a line, which lands in the line's ticket."""
    sent = ClientReport.objects.visible_to(request.viewer)
    line = get_object_or_404(ReportLine.objects.filter(report__in=sent), pk=line_id)
    form, place = QuestionForm(request.POST), reverse("portal-report", args=[line.report_id])
    stands, _question = done_once(
        request, form,
        lambda: ask_about_line(line=line, text=form.cleaned_data["text"], by=request.viewer, at=request.at),
    )  # fmt: skip
    if stands:
        return led_to(request, place, _("Your question has reached us. The answer comes in the ticket of this line."))
    return led_back(request, form, place)
