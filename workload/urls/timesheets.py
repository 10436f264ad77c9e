"""Addresses of timesheets."""

from django.urls import URLPattern, path, register_converter

from workload.urls.month_path import MonthPath
from workload.views.timesheets import files, marks, month, sheet

register_converter(MonthPath, "month")

urlpatterns: list[URLPattern] = [
    path("timesheets/", month.timesheets, name="timesheets"),
    path("timesheets/<month:month>/", month.timesheet_month, name="timesheet-month"),
    path("timesheets/<month:month>/fill/", month.timesheet_fill, name="timesheet-fill"),
    path("timesheets/<month:month>/approve/", marks.timesheets_approve, name="timesheets-approve"),
    path("timesheets/<month:month>/close/", month.timesheet_close, name="timesheet-close"),
    path("timesheets/<month:month>/t13/", files.timesheet_t13, name="timesheet-t13"),
    path("timesheets/sheets/<int:sheet_id>/", sheet.timesheet, name="timesheet"),
    path("timesheets/sheets/<int:sheet_id>/correct/", sheet.timesheet_correct, name="timesheet-correct"),
    path("timesheets/sheets/<int:sheet_id>/complete/", marks.timesheet_complete, name="timesheet-complete"),
    path("timesheets/sheets/<int:sheet_id>/approve/", marks.timesheet_approve, name="timesheet-approve"),
    path("timesheets/sheets/<int:sheet_id>/reopen/", marks.timesheet_reopen, name="timesheet-reopen"),
]
