"""How notices of complaints read (S6)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from disputes.models import Complaint
from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords

FLAGGED, DECIDED, NOBODY = "complaint.flagged", "complaint.decided", "complaint.nobody"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(FLAGGED, flagged_words)
    notices.register(DECIDED, decided_words)
    notices.register(NOBODY, nobody_words)


def flagged_words(facts: Mapping[str, Any]) -> NoticeWords:
    """To whoever may decide. Facts: `client` ("" for a stranger), `manager`, ticket `number`, `what`, `by`."""
    who = facts["client"] or _("a sender who is no client yet")
    about = _("It concerns %(name)s.") % {"name": facts["manager"]} if facts["manager"] else ""
    body = [_("%(name)s has flagged it.") % {"name": facts["by"]}, about, facts["what"]]
    return NoticeWords(_("A complaint waits for a decision: %(client)s") % {"client": who}, _lines(body))


def decided_words(facts: Mapping[str, Any]) -> NoticeWords:
    """To who flagged it and whom it concerns. Facts as above, the `state`, the `reason`."""
    who = facts["client"] or _("a sender who is no client yet")
    titles = {
        Complaint.State.CONFIRMED: _("The complaint of %(client)s is confirmed"),
        Complaint.State.REJECTED: _("The complaint of %(client)s is rejected"),
    }
    title = titles[Complaint.State(facts["state"])] % {"client": who}
    return NoticeWords(title, f"{facts['by']}: {facts['reason']}")


def nobody_words(facts: Mapping[str, Any]) -> NoticeWords:
    """To the directors, who name the substitute. Facts as of one that was flagged."""
    who = facts["client"] or _("a sender who is no client yet")
    title = _("Nobody may decide on a complaint: %(client)s") % {"client": who}
    return NoticeWords(title, _("Name a substitute for the director: the complaint waits for them."))


def _lines(parts: list[str]) -> str:
    return "\n".join(part for part in parts if part)
