"""How notices about promises read: warned, broken, escalated (S3), made again (T5)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from tickets.models import EscalationStep

WARNED, BROKEN, ESCALATED = "clock.warn", "clock.breach", "clock.escalate"
PROMISED_AGAIN = "promise.again"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(WARNED, warned)
    notices.register(BROKEN, broken)
    notices.register(ESCALATED, escalated)
    notices.register(PROMISED_AGAIN, promised_again)


def warned(facts: Mapping[str, Any]) -> NoticeWords:
    """To who answers, while there is still time."""
    count = int(facts["count"])
    title = ngettext("%(count)d promise falls due soon", "%(count)d promises fall due soon", count)
    return NoticeWords(title % {"count": count}, _body(facts))


def broken(facts: Mapping[str, Any]) -> NoticeWords:
    """To who answers, when it is too late."""
    count = int(facts["count"])
    title = ngettext("%(count)d promise overdue", "%(count)d promises overdue", count)
    return NoticeWords(title % {"count": count}, _body(facts))


def escalated(facts: Mapping[str, Any]) -> NoticeWords:
    """To those further up the ladder."""
    count = int(facts["count"])
    title = ngettext(
        "%(count)d overdue promise was escalated to you", "%(count)d overdue promises were escalated to you", count
    )
    return NoticeWords(title % {"count": count}, _body(facts))


def promised_again(facts: Mapping[str, Any]) -> NoticeWords:
    """To the head, of the second promise on one ticket."""
    title = _("%(name)s promised an answer a second time in %(number)s")
    return NoticeWords(title % {"name": facts["by"], "number": facts["number"]}, str(facts["subject"]))


def _body(facts: Mapping[str, Any]) -> str:
    """The tickets, a line each; how many more; and which roles had nobody."""
    named = [f"{ticket['number']} {ticket['subject']}" for ticket in facts["tickets"]]
    more = int(facts["count"]) - len(named)
    if more > 0:
        named.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    labels = dict(EscalationStep.Role.choices)
    named += [_("Nobody to tell: %(role)s.") % {"role": labels.get(role, role)} for role in facts.get("missing", ())]
    return "\n".join(named)
