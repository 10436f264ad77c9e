"""How long a client waits and when the next promise to them is due, in the words of lists (S1, S2)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from html import escape
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.marks import attribute
from support_desk.shared.ui.times import TimeWords
from tickets.models import Clock
from workload.domain.business_time import minutes_between
from workload.queries.calendars import VERSIONS

SOON = timedelta(hours=1)
LONG_WAIT = timedelta(days=2)
Key = tuple[int | None, int | None]


class WaitWords:
    """Waits of a page's rows in the working time of each ticket's calendar, of the clock on the wall without one.

    No statement, but for calendars that this process has not read yet.
    """

    def __init__(self, at: datetime, calendars: Iterable[Key]) -> None:
        self.at = at
        self.calendars = VERSIONS.get_many({(one, number) for one, number in calendars if one and number})

    def minutes(self, since: datetime, calendar: Key) -> int:
        """Whole minutes that count, from `since` until now."""
        if since >= self.at:
            return 0
        one, number = calendar
        working = self.calendars.get((one, number)) if one and number else None
        if working is None:
            return int((self.at - since).total_seconds()) // 60
        return minutes_between(working, since, self.at)

    def words(self, since: datetime, calendar: Key) -> str:
        """ "35 min", "5 h 05 min"; what was not counted in working time is told in days from two on."""
        if calendar[1] and calendar in self.calendars:
            return duration(self.minutes(since, calendar))
        return waited(self.at - since)


def waited(time: timedelta) -> str:
    """How long somebody waits: "35 min", "5 h 05 min", from two days on "3 days"."""
    if time < LONG_WAIT:
        return duration(max(0, int(time.total_seconds()) // 60))
    return ngettext("%(days)d day", "%(days)d days", time.days) % {"days": time.days}


def started_at() -> Subquery:
    """For a list of tickets: when the clock began whose due time the ticket repeats; one index look-up a row."""
    clocks = Clock.objects.filter(ticket=OuterRef("pk"), kind=OuterRef("next_due_kind"), due_at=OuterRef("next_due_at"))
    return Subquery(clocks.values("started_at")[:1])


def due_mark(found: dict[str, Any], times: TimeWords) -> SafeString:
    """The next due time: what is due, when, and how it came about when one points at it.

    `found` has next_due_at, next_due_kind and due_from.
    """
    due: datetime = found["next_due_at"]
    kind = str(Clock.Kind(found["next_due_kind"]).label)
    title = f"{kind}: {times.short(due)}"
    if found["due_from"]:
        title = _("%(sentence)s, counted from %(time)s") % {"sentence": title, "time": times.short(found["due_from"])}
    if due <= times.at:
        return pill("breached", _("Overdue %(time)s") % {"time": waited(times.at - due)}, title)
    if due - times.at <= SOON:
        return pill("soon", _("Due in %(time)s") % {"time": waited(due - times.at)}, title)
    return pill("due", _("Due %(time)s") % {"time": times.short(due)}, title)


def pill(state: str, words: str, title: str = "") -> SafeString:
    """A clock without its picture: the word before the time says what the colour does."""
    return SafeString(f'<span class="clock" data-state="{state}"{attribute("title", title)}>{escape(words)}</span>')
