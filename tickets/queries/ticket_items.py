"""The items of a ticket's letters as its page shows them (T6)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.marks import points
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import LetterItem

State = LetterItem.State
ICONS = {
    State.OPEN: "circle-dashed",
    State.DELEGATED: "corner-up-right",
    State.PROMISED: "calendar-check",
    State.ANSWERED: "check",
}
# More boxes than a row has room for say nothing that the figure does not say.
MOST_BOXES = 12


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One question. `words` says what became of it: until when it is promised, or who works on it."""

    id: int
    position: int
    text: str
    state: str
    icon: str
    words: str
    answer_text: str

    @property
    def is_open(self) -> bool:
        """A reply may still settle it."""
        return self.state != State.ANSWERED


def items_part() -> QuerySet[LetterItem, Any]:
    """One JSON object an item of the outer ticket, letter by letter. Whoever of us sees a ticket sees its items."""
    items = LetterItem.objects.filter(ticket=OuterRef("pk")).order_by("message_id", "position")
    return items.values(
        facts=JSONObject(
            id="id",
            message="message_id",
            position="position",
            text="text",
            state="state",
            answer_text="answer_text",
            promised_until="promised_until",
            worker="task__assignee__name",
        )
    )


def items_by_message(facts: Iterable[dict[str, Any]], viewer: Viewer) -> dict[int, list[ItemRow]]:
    """Items as `items_part` has read them, under the key of their letter."""
    times, found = TimeWords(at=viewer.at), defaultdict(list)
    for each in facts:
        found[each["message"]].append(_row(each, times))
    return dict(found)


def item_boxes(*, total: int, answered: int, settled: int) -> SafeString:
    """ "7/10" with its boxes, from a ticket's figures alone; nothing for a ticket without items."""
    if not total:
        return SafeString("")
    states = ["answered"] * answered + ["promised"] * (settled - answered) + ["open"] * (total - settled)
    return points(states, "s" if total <= MOST_BOXES else "figure")


def _row(facts: dict[str, Any], times: TimeWords) -> ItemRow:
    state = State(facts["state"])
    return ItemRow(
        id=facts["id"],
        position=facts["position"],
        text=facts["text"],
        state=state.value,
        icon=ICONS[state],
        words=_words(state, facts, times),
        answer_text=facts["answer_text"],
    )


def _words(state: LetterItem.State, facts: dict[str, Any], times: TimeWords) -> str:
    until = parse_datetime(facts["promised_until"]) if facts["promised_until"] else None
    if state == State.PROMISED and until:
        return _("Promised: %(time)s") % {"time": times.short(until)}
    if state == State.DELEGATED:
        return facts["worker"] or _("Delegated")
    return str(state.label)
