"""How notices about leave slips and absences read (L2). They never say the type (P2)."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords

COVER, COLLEAGUE, DECIDE, RETURNED = "slip.cover", "slip.colleague", "slip.decide", "slip.returned"
DECIDED, COVERS = "absence.decided", "absence.covers"
WAITS, RECORDED = "absence.waits", "absence.recorded"
LAST_DAY = "last_day"
TITLES = {
    COVER: gettext_lazy("%(person)s asks you to cover: %(days)s"),
    COLLEAGUE: gettext_lazy("%(person)s asks you to sign a leave slip: %(days)s"),
    DECIDE: gettext_lazy("The absence of %(person)s waits for your decision: %(days)s"),
    WAITS: gettext_lazy("The absence of %(person)s waits for your decision: %(days)s"),
    RECORDED: gettext_lazy("%(person)s is absent: %(days)s"),
    COVERS: gettext_lazy("You cover for %(person)s: %(days)s"),
    RETURNED: gettext_lazy("Your leave slip was declined by %(who)s: %(days)s"),
}
BODIES = {
    COVER: gettext_lazy("Whoever covers answers the clients and sees the projects for that time. Agree or decline."),
    COLLEAGUE: gettext_lazy("Agree when the work that concerns you is settled, or decline and say why."),
    DECIDE: gettext_lazy("Everybody who was asked has agreed."),
    WAITS: gettext_lazy("Nobody has to sign it first."),
    RECORDED: gettext_lazy("It counts already. Confirm it, or reject it and say why."),
    COVERS: gettext_lazy("Their clients and projects are yours for that time."),
    RETURNED: gettext_lazy("Name another cover or other colleagues: %(note)s"),
}
OUTCOMES = {
    "approved": gettext_lazy("Your absence is approved: %(days)s"),
    "rejected": gettext_lazy("Your absence is rejected: %(days)s"),
    LAST_DAY: gettext_lazy("Your absence has another last day: %(days)s"),
    "cancelled": gettext_lazy("Your absence is cancelled: %(days)s"),
}


def register_words() -> None:
    """Called while Django starts."""
    for kind in TITLES:
        notices.register(kind, partial(turn_words, kind))
    notices.register(DECIDED, decided_words)


def turn_words(kind: str, facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `person`, the days `first` and `last` as ISO 8601; `who` has declined and their `note`."""
    told = {**facts, "days": days_words(facts)}
    return NoticeWords(str(TITLES[kind]) % told, str(BODIES[kind]) % told)


def decided_words(facts: Mapping[str, Any]) -> NoticeWords:
    """The same facts, with the `outcome` and by `who`."""
    title = str(OUTCOMES[facts["outcome"]]) % {"days": days_words(facts)}
    return NoticeWords(title, " ".join(filter(None, [_("%(name)s decided.") % {"name": facts["who"]}, facts["note"]])))


def days_words(facts: Mapping[str, Any]) -> str:
    """One day, or the first and the last."""
    first, last = (date_format(date.fromisoformat(facts[name]), "j E Y") for name in ("first", "last"))
    return first if first == last else f"{first} – {last}"
