"""Addresses of the client portal."""

from django.urls import URLPattern, path

from tickets.views.portal import answering, approvals, entering, home, profile, reports, tickets

urlpatterns: list[URLPattern] = [
    path("portal/", home.home, name="portal-home"),
    path("portal/login/", entering.log_in, name="portal-login"),
    path("portal/enter/<str:token>/", entering.enter, name="portal-enter"),
    path("portal/tickets/", tickets.tickets, name="portal-tickets"),
    path("portal/tickets/new/", tickets.ticket_new, name="portal-ticket-new"),
    path("portal/tickets/<int:number>/", tickets.ticket, name="portal-ticket"),
    path("portal/tickets/<int:number>/answer/", answering.answer, name="portal-answer"),
    path("portal/tickets/<int:number>/confirm/", answering.confirm_result, name="portal-confirm"),
    path("portal/messages/<int:message_id>/", answering.message_text, name="portal-message"),
    path("portal/files/<uuid:file_id>/", answering.attachment, name="portal-file"),
    path("portal/approvals/<int:approval_id>/", approvals.approval, name="portal-approval"),
    path("portal/approvals/<int:approval_id>/approve/", approvals.approval_approve, name="portal-approve"),
    path("portal/approvals/<int:approval_id>/decline/", approvals.approval_decline, name="portal-decline"),
    path("portal/approvals/<int:approval_id>/ask/", approvals.approval_ask, name="portal-approval-ask"),
    path("portal/contract/", home.contract, name="portal-contract"),
    path("portal/reports/", reports.reports, name="portal-reports"),
    path("portal/reports/<int:report_id>/", reports.report, name="portal-report"),
    path("portal/reports/<int:report_id>/pdf/", reports.report_paper, name="portal-report-pdf"),
    path("portal/reports/<int:report_id>/xlsx/", reports.report_table, name="portal-report-xlsx"),
    path("portal/lines/<int:line_id>/ask/", reports.line_ask, name="portal-line-ask"),
    path("portal/profile/", profile.profile, name="portal-profile"),
    path("portal/profile/password/", profile.password, name="portal-password"),
]
