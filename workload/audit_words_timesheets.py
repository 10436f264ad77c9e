"""What the audit trail says of deeds about timesheets."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "timesheet.fill": _("Filled timesheets"),
    "timesheet.change": _("A change of the days took the marks of a timesheet back"),
    "timesheet.complete": _("Marked a timesheet complete"),
    "timesheet.approve": _("Approved a timesheet"),
    "timesheet.reopen": _("Opened a timesheet again"),
    "timesheet.correct": _("Corrected a day of a timesheet"),
    "timesheet.close": _("Closed the timesheets of a month"),
}
