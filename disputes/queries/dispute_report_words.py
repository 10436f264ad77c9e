"""What the director's page says first."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.queries.dispute_report import DisputeReport
from support_desk.shared.ui.figures import number, percent


def finding(report: DisputeReport, months: int) -> str:
    """How many disputes ended, how many of them by silence, and which rule was disputed most."""
    decided, silent = report.whole.decided, report.whole.silent_percent
    if not decided:
        return _("No dispute has ended in this time")
    said = {"number": number(decided), "percent": percent(silent or 0)}
    words = ngettext("%(number)s dispute ended", "%(number)s disputes ended", decided) % said
    if silent:
        words = _("%(words)s, %(percent)s of them by silence") % {**said, "words": words}
    most = most_disputed(report)
    return _("%(words)s; %(code)s was disputed most") % {"words": words, "code": most} if most else words


def most_disputed(report: DisputeReport) -> str:
    """The code of the one rule about which more disputes ended than about any other, "" where there is none."""
    numbers = sorted(((line.tally.decided, line.code) for line in report.regulations), reverse=True)
    if numbers[0][0] < 2 or (len(numbers) > 1 and numbers[1][0] == numbers[0][0]):
        return ""
    return numbers[0][1]
