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
    return _("%(words)s; most were about %(code)s") % {"words": words, "code": report.regulations[0].code}
