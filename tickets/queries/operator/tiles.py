"""The tiles in words: each narrows the page to one reason and says what is most urgent in it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.ui.times import TimeWords
from tickets.queries.operator.figures import Figures
from tickets.queries.operator.rules import Why
from tickets.queries.queue import capped
from tickets.queries.queue_rows import waited
from tickets.queries.sla_health import LATE_AFTER


@dataclass(frozen=True, slots=True)
class Tile:
    """`tone` is "", "soon" or "bad"; `href` the page with this tile chosen."""

    label: str
    icon: str
    value: str
    note: str
    tone: str
    href: str
    is_chosen: bool


def headline(counted: Figures) -> str:
    """What the page finds, as its title."""
    total = counted.counts[Why.ALL]
    if not total:
        return _("Nobody waits for you")
    words = ngettext("%(count)s matter needs a person now", "%(count)s matters need a person now", total)
    return words % {"count": capped(total)}


def tiles(counted: Figures, *, chosen: Why, at: datetime) -> list[Tile]:
    """All of them, in the order of the page."""
    times = TimeWords(at=at)

    def tile(why: Why, icon: str, label: str, note: str = "", tone: str = "") -> Tile:
        value = counted.counts[why]
        said = (note, tone) if value else ("", "")
        return Tile(
            label, icon, capped(value), *said, href=f"?why={why.value}" if why else "?", is_chosen=why is chosen
        )

    def ago(instant: datetime | None) -> str:
        return waited(at - instant) if instant and instant < at else ""

    overdue = counted.next_promise is not None and counted.next_promise <= at
    promised = times.near(counted.next_promise) if counted.next_promise else ""
    first = _("overdue since %(time)s") if overdue else _("next %(time)s")
    return [
        tile(Why.ALL, "radar", _("All"), _("oldest first")),
        tile(
            Why.LATE,
            "hourglass",
            _("Over the threshold"),
            _("%(time)s late") % {"time": ago(counted.late_since)},
            "bad",
        ),
        tile(Why.AWAY, "user-round-x", _("Manager not here"), _("at once")),
        tile(
            Why.LEADS,
            "user-round-plus",
            _("Leads and flagged"),
            _("oldest %(time)s") % {"time": ago(counted.lead_since)},
        ),
        tile(
            Why.CALLS, "phone-missed", _("Missed calls"), _("%(time)s ago") % {"time": ago(counted.call_since)}, "soon"
        ),
        tile(
            Why.PROMISES, "calendar-check", _("Promises due"), first % {"time": promised}, "bad" if overdue else "soon"
        ),
        tile(Why.MAIL, "shield-alert", _("Not parsed"), _("raw mail kept")),
    ]


def silence(counted: Figures, at: datetime) -> str:
    """For how long nobody has looked at the promises, once that is too long; "" while all is well."""
    if counted.swept_at is None or at - counted.swept_at <= LATE_AFTER:
        return ""
    return waited(at - counted.swept_at)
