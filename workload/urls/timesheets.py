"""Addresses of timesheets."""

from django.urls import URLPattern, path

from support_desk.shared.urls.months import MONTH
from workload.views.timesheets import files, marks, month, sheet

urlpatterns: list[URLPattern] = [
    path("timesheets/", month.timesheets, name="timesheets"),
    path(f"timesheets/{MONTH}/", month.timesheet_month, name="timesheet-month"),
    path(f"timesheets/{MONTH}/fill/", month.timesheet_fill, name="timesheet-fill"),
    path(f"timesheets/{MONTH}/approve/", marks.timesheets_approve, name="timesheets-approve"),
    path(f"timesheets/{MONTH}/close/", month.timesheet_close, name="timesheet-close"),
    path(f"timesheets/{MONTH}/t13/", files.timesheet_t13, name="timesheet-t13"),
    path("timesheets/sheets/<int:sheet_id>/", sheet.timesheet, name="timesheet"),
    path("timesheets/sheets/<int:sheet_id>/correct/", sheet.timesheet_correct, name="timesheet-correct"),
    path("timesheets/sheets/<int:sheet_id>/complete/", marks.timesheet_complete, name="timesheet-complete"),
    path("timesheets/sheets/<int:sheet_id>/approve/", marks.timesheet_approve, name="timesheet-approve"),
    path("timesheets/sheets/<int:sheet_id>/reopen/", marks.timesheet_reopen, name="timesheet-reopen"),
]
