"""The letter that asks the client to agree (W2): what, how long, until when, what it costs, and where to say yes."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from support_desk.shared.ui.figures import duration, money
from tickets.models import Approval, Estimate, Overrun


def question_text(approval: Approval, lines: Iterable[Estimate | Overrun]) -> str:
    """In the active language and time zone; plain text."""
    parts = [approval.words, _("Please tell us whether you agree:"), "\n".join(map(_line, lines)), _sums(approval)]
    parts.append(_("Agree or decline here: %(address)s") % {"address": link_of(approval)})
    return "\n\n".join(filter(None, parts))


def link_of(approval: Approval) -> str:
    """The page of the portal on which the client answers."""
    return f"{settings.BASE_URL}/portal/approvals/{approval.pk}/"


def _line(line: Estimate | Overrun) -> str:
    words = line.client_text or line.task.title
    if isinstance(line, Overrun):
        return "– " + _("%(work)s: %(time)s more") % {"work": words, "time": duration(line.minutes)}
    return "– " + _("%(work)s: %(time)s") % {"work": words, "time": duration(line.minutes)}


def _sums(approval: Approval) -> str:
    found = [_("Together %(time)s.") % {"time": duration(approval.minutes)}]
    if approval.ready_by:
        found.append(_("Ready by %(when)s.") % {"when": f"{localtime(approval.ready_by):%d.%m.%Y %H:%M}"})
    if approval.beyond_minutes:
        words = _("Of this %(time)s go beyond the hours of the contract and cost %(amount)s.")
        found.append(words % {"time": duration(approval.beyond_minutes), "amount": money(approval.beyond_amount)})
    return " ".join(found)
