"""How notices about estimates, approvals and overruns read (W2, W3)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from support_desk.shared.ui.figures import duration
from tickets.models import Estimate, Overrun


def register_words() -> None:
    """Called while Django starts."""
    notices.register("estimate.waits", estimate_waits)
    notices.register("estimate.confirmed", estimate_confirmed)
    notices.register("estimate.returned", estimate_returned)
    notices.register("approval.approved", approved)
    notices.register("approval.declined", declined)
    notices.register("approval.unanswered", unanswered)
    notices.register("overrun.reported", overrun_reported)
    notices.register("overrun.decided", overrun_decided)


def estimate_waits(facts: Mapping[str, Any]) -> NoticeWords:
    """To the mentor or the manager."""
    title = _("An estimate waits for you: %(time)s") % {"time": duration(facts["minutes"])}
    return NoticeWords(title, _lines(_about(facts), facts["author"]))


def estimate_confirmed(facts: Mapping[str, Any]) -> NoticeWords:
    """To its author."""
    is_agreed = facts["state"] == Estimate.State.APPROVED
    title = _("Your estimate is agreed, the work can begin") if is_agreed else _("Your estimate is confirmed")
    return NoticeWords(title, _lines(_about(facts), facts["by"]))


def estimate_returned(facts: Mapping[str, Any]) -> NoticeWords:
    """To its author, with the reason."""
    return NoticeWords(_("Your estimate came back"), _lines(_about(facts), facts["by"], facts["reason"]))


def approved(facts: Mapping[str, Any]) -> NoticeWords:
    """To whoever asked, manages and does the work."""
    title = _("The client agreed to %(time)s") % {"time": duration(facts["minutes"])}
    return NoticeWords(title, _lines(_about(facts), facts["by"], facts["comment"]))


def declined(facts: Mapping[str, Any]) -> NoticeWords:
    """To the same."""
    title = _("The client declined %(time)s") % {"time": duration(facts["minutes"])}
    return NoticeWords(title, _lines(_about(facts), facts["by"], facts["comment"]))


def unanswered(facts: Mapping[str, Any]) -> NoticeWords:
    """To whoever asked the client and has heard nothing."""
    title = _("The client has not answered for two working days: %(time)s") % {"time": duration(facts["minutes"])}
    return NoticeWords(title, _about(facts))


def overrun_reported(facts: Mapping[str, Any]) -> NoticeWords:
    """To the manager of the task."""
    title = _("A difficulty was reported: %(time)s more") % {"time": duration(facts["minutes"])}
    return NoticeWords(title, _lines(_about(facts), facts["by"], facts["text"]))


def overrun_decided(facts: Mapping[str, Any]) -> NoticeWords:
    """To whoever reported it."""
    cause = dict(Overrun.Cause.choices).get(facts["cause"], facts["cause"])
    title = _("The difficulty you reported: %(cause)s") % {"cause": cause}
    return NoticeWords(title, _lines(_about(facts), facts["by"]))


def _about(facts: Mapping[str, Any]) -> str:
    return f"{facts['number']} {facts['task']}"


def _lines(*lines: str) -> str:
    return "\n".join(filter(None, lines))
