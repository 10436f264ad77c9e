"""Addresses of the reports to clients."""

from django.urls import URLPattern, path

from tickets.views import report, reports

urlpatterns: list[URLPattern] = [
    path("reports/", reports.reports, name="reports"),
    path("reports/build/", reports.reports_build, name="reports-build"),
    path("reports/send/", reports.reports_send, name="reports-send"),
    path("reports/<int:report_id>/", report.report, name="report"),
    path("reports/<int:report_id>/pdf/", report.report_file, name="report-pdf"),
    path("reports/<int:report_id>/send/", report.report_send, name="report-send"),
    path("reports/<int:report_id>/build/", report.report_build, name="report-build"),
    path("reports/lines/<int:line_id>/", report.report_line, name="report-line"),
]
