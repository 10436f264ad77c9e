"""How notices of overload alarms read (L8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from support_desk.shared.ui.figures import duration
from workload.models import OverloadAlarm

PROPOSED, RAISED, DECIDED = "alarm.proposed", "alarm.raised", "alarm.decided"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(PROPOSED, proposed_words)
    notices.register(RAISED, raised_words)
    notices.register(DECIDED, decided_words)


def proposed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `department`, `skill` by name, `week` by its Monday, missing `minutes`."""
    title = _("Nobody has time for %(time)s of work in the week from %(day)s") % _about(facts)
    return NoticeWords(title, _("%(department)s. No move helps any more: decide what gives way.") % facts)


def raised_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, `who` raised it and the `reason`."""
    title = _("%(who)s raises an overload alarm for the week from %(day)s") % (_about(facts) | {"who": facts["who"]})
    return NoticeWords(title, str(facts["reason"]))


def decided_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, the `decision` by its code and the `text` with it."""
    label = OverloadAlarm.Decision(facts["decision"]).label
    title = _("Your overload alarm is decided: %(decision)s") % {"decision": label}
    return NoticeWords(title, f"{facts['who']}: {facts['text']}")


def _about(facts: Mapping[str, Any]) -> dict[str, Any]:
    day = format_date(date.fromisoformat(facts["week"]), "j E")
    return {"day": day, "time": duration(facts["minutes"])}
