"""How a report and its lines are told: on the page, on paper, in a file (W8)."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from tickets.models import Approval, ReportLine


def month_name(month: date) -> str:
    """ "November 2026", in the reader's language."""
    return format_date(month, "F Y")


def approval_words(approval: Approval | None) -> str:
    """Who agreed, when and how; empty without an approval."""
    if approval is None or approval.decided_at is None:
        return ""
    day = f"{localtime(approval.decided_at):%d.%m.%Y}"
    if approval.contact is not None:
        return _("%(name)s, %(day)s, in the portal") % {"name": approval.contact.name, "day": day}
    message = approval.message
    who = message.author_name if message else ""
    return _("%(name)s, %(day)s, by message") % {"name": who, "day": day}


def is_late(line: ReportLine, month: date) -> bool:
    """Work of an earlier month, which came in after that month's report was sent."""
    return line.worked_on < month
