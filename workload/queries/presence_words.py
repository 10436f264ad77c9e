"""How presence is said: "Here", "Away until 14:30 (meeting)", "Absent until 4 Dec"; never why (P2, L3)."""

from datetime import time
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.ui import marks
from support_desk.shared.ui.times import TimeWords
from workload.domain.presence import Standing, State

# A full dot, half a dot, a dash: always with the word.
SHAPES = {State.HERE: "here", State.AWAY: "away", State.ABSENT: "absent", State.OFF_SHIFT: "absent"}
KINDS: dict[str, Promise] = {
    "meeting": gettext_lazy("meeting"),
    "lunch": gettext_lazy("lunch"),
    "errand": gettext_lazy("errand"),
}


def presence_words(standing: Standing, times: TimeWords) -> str:
    """One short phrase, which says until when as far as that is known."""
    if standing.state is State.HERE:
        return _("Here")
    if standing.until is None:
        return _("Absent") if standing.state is State.ABSENT else _("Off shift")
    if standing.state is State.ABSENT:
        return _("Absent until %(time)s") % {"time": day_or_time(standing.until, times)}
    if standing.state is State.OFF_SHIFT:
        return _("Off shift until %(time)s") % {"time": times.near(standing.until)}
    until = times.near(standing.until)
    if standing.kind in KINDS:
        return _("Away until %(time)s (%(kind)s)") % {"time": until, "kind": KINDS[standing.kind]}
    return _("Away until %(time)s") % {"time": until}


def presence_mark(standing: Standing, times: TimeWords) -> SafeString:
    """The shape with the phrase."""
    return marks.presence(SHAPES[standing.state], presence_words(standing, times))


def day_or_time(instant: Any, times: TimeWords) -> str:
    """An absence of whole days ends with a day, one by the hour with a time."""
    is_midnight = instant.astimezone(times.zone).time() == time()
    return times.day(instant) if is_midnight else times.near(instant)
