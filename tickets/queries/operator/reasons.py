"""Why a row stands on the operator's page and who would normally answer, in words (S4, L4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.times import TimeWords
from tickets.models import CoverSpan
from tickets.queries.flag_words import flag_label
from tickets.queries.operator.desk import Desk
from workload.domain.presence import State
from workload.queries.presence import Presence
from workload.queries.presence_words import presence_words

# By which rule somebody answers, as it is said after their name (L4).
LEVELS = {
    CoverSpan.Level.NAMED: gettext_lazy("named cover"),
    CoverSpan.Level.PROJECT: gettext_lazy("cover of the project"),
    CoverSpan.Level.OPERATOR: gettext_lazy("as operator"),
    CoverSpan.Level.DEPUTY: gettext_lazy("deputy of the operator"),
    CoverSpan.Level.HEAD: gettext_lazy("as head"),
    CoverSpan.Level.TAKEN: gettext_lazy("took it for the absence"),
    CoverSpan.Level.HANDED: gettext_lazy("was handed it for the absence"),
}
GONE_ICONS = {State.AWAY: "user-round-minus", State.ABSENT: "user-round-x", State.OFF_SHIFT: "moon"}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: icon, what it is, and what it rests on."""

    icon: str
    label: str
    note: str
    said_alone: str = ""

    @property
    def whole(self) -> str:
        """As it is said after another reason, in the middle of a sentence."""
        return self.said_alone or f"{small(self.label)}: {small(self.note)}"


def small(words: str) -> str:
    """The same words with a small first letter."""
    return words[:1].lower() + words[1:]


class ReasonWords:
    """Words of all rows of a page: one instant, one zone, one language."""

    def __init__(self, desk: Desk, times: TimeWords) -> None:
        self.desk, self.times, self.at = desk, times, desk.at

    def of_ticket(self, row: dict[str, Any], wait_minutes: int) -> list[Reason]:
        """Everything that brought a ticket here; the first is what it would be here for alone."""
        found = [self._late(row, wait_minutes)] if self.is_late(row) else []
        if row["normal_id"] is not None and not self.desk.presence_of(row["normal_id"]).is_here:
            found.append(self.of_absence(self.desk.presence_of(row["normal_id"])))
        if row["lead"]:
            found.append(Reason("user-round-plus", _("New lead"), _("sender is not a contact")))
        if row["mark"]:
            found.append(Reason("flag", _("Flagged"), flag_label(row["mark"])))
        if not row["lead"] and row["normal_id"] is None:
            found.append(Reason("user-round-search", _("Nobody’s"), _("no project, nobody answers")))
        if row["is_promise_due"]:
            found.append(self.of_promise(row["promise"]))
        return found

    def is_late(self, row: dict[str, Any]) -> bool:
        return row["waits_since"] is not None and row["sees_from"] is not None and row["sees_from"] <= self.at

    def _late(self, row: dict[str, Any], wait_minutes: int) -> Reason:
        if row["policy_key"] is None:
            return Reason("hourglass", _("No SLA policy applies"), _("shown at once"))
        if row["threshold"] is None:
            return Reason("hourglass", _("Over the threshold"), _("waits %(time)s") % {"time": duration(wait_minutes)})
        note = _("threshold %(threshold)s") % {"threshold": duration(row["threshold"])}
        return Reason("hourglass", _("Over the threshold"), note)

    def of_promise(self, promised: datetime) -> Reason:
        moment = {"time": self.times.near(promised)}
        if promised <= self.at:
            return Reason("calendar-check", _("Promise overdue"), _("since %(time)s") % moment)
        return Reason("calendar-check", _("Promise falls due"), _("answer by %(time)s") % moment)

    def of_absence(self, person: Presence) -> Reason:
        labels = {State.AWAY: _("Manager away"), State.ABSENT: _("Manager absent"), State.OFF_SHIFT: _("Off shift")}
        words = self.gone_words(person)
        return Reason(GONE_ICONS[person.state], labels[person.state], words, said_alone=words)

    def gone_words(self, person: Presence) -> str:
        """ "absent until 30 Nov", "away until 14:30 (meeting)", "off shift until Mon 09:00"; never why (P2)."""
        if person.state is State.ABSENT and person.until is None:
            return _("works here no more")
        return small(presence_words(person.standing, self.times))

    def of_call(self, waited_minutes: int, note: str) -> Reason:
        words = _("no call back for %(time)s") % {"time": duration(waited_minutes)}
        return Reason("phone-missed", _("Missed call"), f"{words}. {note}" if note else words)

    def answers(self, row: dict[str, Any]) -> str:
        """Who answers while the normal answerer is away, and by which rule (L4)."""
        if row["cover_id"] is None:
            return _("nobody covers")
        rule = LEVELS[CoverSpan.Level(row["cover_level"])]
        if row["cover_id"] == self.desk.viewer.employee_id:
            return _("you answer: %(rule)s") % {"rule": rule}
        return _("%(name)s answers: %(rule)s") % {"name": row["cover_name"], "rule": rule}
