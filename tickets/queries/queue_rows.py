"""Rows of the queue, worded once: the template only prints them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.icons import icon
from support_desk.shared.ui.marks import avatar, badge, clock
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Priority, TicketStatus
from tickets.queries.answerers import Covering, covering_from
from tickets.queries.clock_words import business_wait, due_words
from tickets.queries.flag_words import flag_label
from tickets.queries.ticket_items import item_boxes
from workload.queries.calendars import calendar_of

PREVIEW = 70
SOON = timedelta(hours=1)
LONG_WAIT = timedelta(days=2)
STATUS_ICONS = {
    TicketStatus.NEW: "circle-dashed",
    TicketStatus.OPEN: "circle-dot",
    TicketStatus.WAITING_CLIENT: "message-circle-reply",
    TicketStatus.WAITING_SPECIALIST: "wrench",
    TicketStatus.RESOLVED: "check",
    TicketStatus.CLOSED: "archive",
}
PRIORITY_ICONS = {
    Priority.LOW: "chevron-down",
    Priority.NORMAL: "equal",
    Priority.HIGH: "chevron-up",
    Priority.URGENT: "chevrons-up",
}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One ticket as the list shows it. `revision` changes with every change of the ticket, not with the time."""

    number: int
    revision: int
    subject: str
    client: str
    project: str
    wait: str
    marks: SafeString
    preview: str
    who: SafeString
    is_unread: bool


class RowWords:
    """Words of all rows of a page: one instant, one zone, one language."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer
        self.at = viewer.at
        self.times = TimeWords(at=viewer.at)
        self.stranger = _("Unknown sender")
        self.nobody = badge(_("Nobody’s"), "line")
        self.covering = _("Covering")
        self.pair = icon("user-round-check", "s")
        # Open is what a ticket is when nobody says otherwise: fifty badges would hide the few that say something.
        self.statuses = {status.value: badge(status.label) for status in TicketStatus} | {"open": SafeString("")}
        self.urgent = {
            Priority.HIGH.value: badge(Priority.HIGH.label),
            Priority.URGENT.value: badge(Priority.URGENT.label, "soon", icon=PRIORITY_ICONS[Priority.URGENT]),
        }
        self.lead = badge(_("Lead"), "info", icon="mail-question-mark")
        self.automatic = badge(_("Automatic"), "line", icon="refresh-cw")

    def row(self, found: dict[str, Any]) -> QueueRow:
        since, marks = found["waiting_since"], self._marks(found)
        return QueueRow(
            number=found["number"],
            revision=found["changed_xid"],
            subject=found["subject"],
            client=found["client__name"] or found["requester_name"] or found["requester_address"] or self.stranger,
            project=found["project__name"] or "",
            wait=waited_by(found["calendar_id"], found["calendar__version"], since, self.at) if since else "",
            marks=marks,
            preview="" if marks else found["preview"][:PREVIEW],
            who=self._who(found),
            is_unread=found["read_at"] is None or found["read_at"] < found["last_message_at"],
        )

    def _marks(self, found: dict[str, Any]) -> SafeString:
        marks = [due_words(found["next_due_at"], found["is_breached"], self.times)]
        if found["promised_until"] and not marks[0]:
            marks = [promise(found["promised_until"], self.times)]
        marks.append(
            item_boxes(
                total=found["item_count"], answered=found["answered_item_count"], settled=found["settled_item_count"]
            )
        )
        if found["snoozed_until"]:
            words = _("Snoozed until %(time)s") % {"time": self.times.short(found["snoozed_until"])}
            marks.append(badge(words, icon="alarm-clock-off"))
        marks.append(self.statuses[found["status"]])
        if found["priority"] in self.urgent:
            marks.append(self.urgent[found["priority"]])
        if found["is_lead"]:
            marks.append(self.lead)
        if found["flag"]:
            marks.append(badge(flag_label(found["flag"]), "soon", icon="flag"))
        if found["is_automatic"]:
            marks.append(self.automatic)
        return SafeString("".join(marks))

    def _who(self, found: dict[str, Any]) -> SafeString:
        """Nothing for one's own ticket: a list of them need not say so fifty times. In an absence, who answers."""
        covering = covering_from(found["covering"])
        if covering is not None:
            return self._cover(covering)
        name = found["assignee__name"]
        if found["assignee_id"] == self.viewer.employee_id and name:
            return SafeString("")
        if name is None:
            return self.nobody
        return format_html('<span class="clip" title="{}">{}</span>{}', name, name, avatar(name, "s"))

    def _cover(self, covering: Covering) -> SafeString:
        title = _("%(cover)s answers in the absence of %(covered)s")
        title %= {"cover": covering.cover, "covered": covering.covered}
        words = self.covering if covering.cover_id == self.viewer.employee_id else covering.cover
        is_mine = covering.cover_id == self.viewer.employee_id
        face = avatar(covering.covered if is_mine else covering.cover, "s")
        return format_html('{}<span class="clip" title="{}">{}</span>{}', self.pair, title, words, face)


def waited(time: timedelta) -> str:
    """How long somebody waits: "35 min", "5 h 05 min", from two days on "3 days"."""
    if time < LONG_WAIT:
        return duration(max(0, int(time.total_seconds()) // 60))
    return ngettext("%(days)d day", "%(days)d days", time.days) % {"days": time.days}


def waited_by(calendar_id: int | None, number: int | None, since: datetime, at: datetime) -> str:
    """How long somebody waits, in working time where the ticket counts by a calendar."""
    if calendar_id is None or number is None:
        return waited(at - since)
    return duration(business_wait(since, calendar_of(calendar_id, number), at))


def promise(until: datetime, times: TimeWords) -> SafeString:
    """The promised time of an answer: due, soon within the hour, or past."""
    moment = times.inside(until)
    if until < times.at:
        return clock("breached", _("Promise overdue: %(time)s") % {"time": moment}, title=times.exact(until))
    state = "soon" if until - times.at <= SOON else "due"
    icon_name = "calendar-check" if state == "due" else ""
    return clock(state, _("Promised: %(time)s") % {"time": moment}, title=times.exact(until), icon_name=icon_name)
