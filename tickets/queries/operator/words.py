"""Rows of the operator's page, worded once: the markup only prints them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from html import escape
from typing import Any
from zlib import crc32

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.marks import attribute, badge
from support_desk.shared.ui.times import TimeWords
from tickets.models import Priority
from tickets.queries.clock_words import business_wait
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.reasons import Reason, ReasonWords
from tickets.queries.operator.rows import Found
from tickets.queries.operator.rules import Kind
from tickets.queries.quarantine import REASONS
from tickets.queries.queue_rows import PRIORITY_ICONS, waited
from workload.domain.presence import State
from workload.queries.calendars import VERSIONS

SHAPES = {State.HERE: "here", State.AWAY: "away", State.ABSENT: "absent", State.OFF_SHIFT: "away"}
LETTERS = {Kind.TICKET: "t", Kind.PROMISE: "t", Kind.CALL: "call", Kind.MAIL: "mail"}


@dataclass(frozen=True, slots=True)
class OperatorRow:
    """One row as it is shown. `revision` changes with what it says, not with the time that passes."""

    id: str
    kind: Kind
    key: int
    number: int | None
    href: str
    title: str
    about: str
    marks: SafeString
    wait: SafeString
    reasons: tuple[Reason, ...]
    who: SafeString
    revision: int


@dataclass(frozen=True, slots=True)
class OperatorPage:
    """One page of rows; `older` is the cursor of the next, "" on the last."""

    rows: list[OperatorRow]
    older: str

    @property
    def digest(self) -> str:
        """Changes whenever the page would look different: with every change, and with the minute."""
        return blake2b(repr((self.rows, self.older)).encode(), digest_size=12).hexdigest()


class Words:
    """Words of all rows of a page. Waits are told in whole minutes of one clock, so that all change together."""

    def __init__(self, desk: Desk, found: Found) -> None:
        self.desk = desk
        self.minute = desk.at.replace(second=0, microsecond=0)
        self.times = TimeWords(at=desk.at)
        self.reasons = ReasonWords(desk, self.times)
        self.calendars = VERSIONS.get_many({calendar_key(row) for row in found.rows if row["calendar_number"]})
        self.lead = badge(_("Lead"), "info")
        self.urgent = {
            Priority.URGENT.value: badge(Priority.URGENT.label, "soon", icon=PRIORITY_ICONS[Priority.URGENT])
        }

    def row(self, found: dict[str, Any]) -> OperatorRow:
        kind = Kind(found["kind"])
        make = {Kind.CALL: self._call, Kind.MAIL: self._mail}.get(kind, self._ticket)
        said = make(found)
        stamp = crc32(repr((found["revision"], said["reasons"][0].label, said["who"])).encode()) % 1_000_000
        return OperatorRow(
            id=f"{LETTERS[kind]}{found['number'] or found['key']}",
            kind=kind,
            key=found["key"],
            number=found["number"],
            revision=stamp,
            **said,
        )

    def _ticket(self, found: dict[str, Any]) -> dict[str, Any]:
        since = found["waits_since"]
        calendar = self.calendars.get(calendar_key(found))
        minutes = business_wait(since, calendar, self.minute) if since else 0
        reasons = self.reasons.of_ticket(found, minutes)
        about = [found["client_name"] or found["stranger"] or _("Unknown sender"), found["project_name"]]
        return {
            "href": f"/tickets/{found['number']}/",
            "title": found["title"],
            "about": " · ".join(part for part in about if part),
            "marks": SafeString(self.urgent.get(found["urgency"], "") + (self.lead if found["lead"] else "")),
            "wait": self._wait(found, minutes),
            "reasons": tuple(reasons) or (self._unknown(),),
            "who": self._who(found),
        }

    def _unknown(self) -> Reason:
        """Between the statement and these words somebody came back: the next refresh takes the row away."""
        return Reason("user-round-check", _("Manager is back"), _("leaves with the next refresh"))

    def _call(self, found: dict[str, Any]) -> dict[str, Any]:
        return {
            "href": reverse("operator-call", args=[found["key"]]),
            "title": _("Call from %(who)s") % {"who": found["stranger"] or found["title"]},
            "about": " · ".join(part for part in (found["client_name"], found["title"]) if part),
            "marks": SafeString(""),
            "wait": self._since("soon", found["since"]),
            "reasons": (self.reasons.of_call(self.minutes_since(found["since"]), found["mark"]),),
            "who": self._you(),
        }

    def _mail(self, found: dict[str, Any]) -> dict[str, Any]:
        return {
            "href": reverse("quarantine-item", args=[found["key"]]),
            "title": _("Letter that could not be read"),
            "about": found["project_name"],
            "marks": SafeString(""),
            "wait": self._since("due", found["since"]),
            "reasons": (Reason("shield-alert", _("Not parsed"), str(REASONS.get(found["mark"], found["mark"]))),),
            "who": self._you(),
        }

    def minutes_since(self, instant: datetime) -> int:
        """Of the clock on the wall."""
        return max(0, int((self.minute - instant).total_seconds()) // 60)

    def _wait(self, found: dict[str, Any], minutes: int) -> SafeString:
        if found["waits_since"] is None:
            return self._promised(found["promise"])
        since = self.times.short(found["waits_since"])
        if self.reasons.is_late(found) and found["policy_key"] is not None:
            return pill("breached", _("Late, %(time)s") % {"time": duration(minutes)}, since)
        return pill("due", duration(minutes), since)

    def _promised(self, promised: datetime) -> SafeString:
        moment = {"time": self.times.near(promised)}
        if promised <= self.desk.at:
            return pill("breached", _("Overdue: %(time)s") % moment)
        return pill("soon", _("Due %(time)s") % moment)

    def _since(self, state: str, since: datetime) -> SafeString:
        """What waits outside of tickets: by the clock on the wall."""
        return pill(state, waited(max(self.minute - since, timedelta())), self.times.short(since))

    def _who(self, found: dict[str, Any]) -> SafeString:
        """The normal answerer, whether they are here, and who answers instead."""
        if found["normal_id"] is None:
            return self._you()
        state = self.desk.presence_of(found["normal_id"]).state
        words = _("here") if state is State.HERE else self.reasons.answers(found)
        name = escape(found["normal_name"])
        shape = SHAPES[state]
        return SafeString(f'{name}<small data-presence="{shape}">{escape(words)}</small>')

    def _you(self) -> SafeString:
        words = _("The operator") if self.desk.is_read_only else _("You, as operator")
        return SafeString(f'<span class="quiet">{words}</span>')


def calendar_key(found: dict[str, Any]) -> tuple[int, int]:
    return found["calendar_key"] or 0, found["calendar_number"] or 0


def pill(state: str, words: str, title: str = "") -> SafeString:
    """A clock without its picture: the word before the time says what the colour does."""
    return SafeString(f'<span class="clock" data-state="{state}"{attribute("title", title)}>{escape(words)}</span>')


def worded(desk: Desk, found: Found) -> OperatorPage:
    """The page in words. No statement, but for calendars that this process has not read yet."""
    words = Words(desk, found)
    return OperatorPage([words.row(each) for each in found.rows], found.older)
