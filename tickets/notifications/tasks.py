"""How notices about tasks read (W1, W4)."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from tickets.domain.tasks import TaskEvent
from tickets.models import DeclineReason, ReturnReason

CONFLICT_RAISED, CONFLICT_SETTLED, OVERDUE, CHANGED = "task.conflict", "task.ordered", "task.deadline", "task.change"
WISH, GIVEN_AWAY = "task.wish", "task.given_away"
TOLD = {
    TaskEvent.OFFER: gettext_lazy("A task is offered to you: %(title)s"),
    TaskEvent.ASK: gettext_lazy("A question about the task: %(title)s"),
    TaskEvent.EXPLAIN: gettext_lazy("Your question was answered: %(title)s"),
    TaskEvent.DECLINE: gettext_lazy("The task was declined: %(title)s"),
    TaskEvent.SUBMIT: gettext_lazy("The task is done and waits to be checked: %(title)s"),
    TaskEvent.CHECK: gettext_lazy("The result was accepted: %(title)s"),
    TaskEvent.RETURN: gettext_lazy("The task was returned: %(title)s"),
    TaskEvent.ASK_CHANGES: gettext_lazy("The client asks for changes: %(title)s"),
    TaskEvent.CANCEL: gettext_lazy("The task was cancelled: %(title)s"),
}
REASONS = dict(ReturnReason.choices) | dict(DeclineReason.choices)


def kind_of(event: TaskEvent) -> str:
    return f"task.{event}"


def register_words() -> None:
    """Called while Django starts."""
    for event, title in TOLD.items():
        notices.register(kind_of(event), partial(step_words, title))
    notices.register(CHANGED, partial(step_words, gettext_lazy("The task was changed: %(title)s")))
    given = gettext_lazy("The task went to somebody else: %(title)s")
    notices.register(GIVEN_AWAY, partial(step_words, given))
    wish = gettext_lazy("The client asks for changes; decide whether they are inside the scope: %(title)s")
    notices.register(WISH, partial(step_words, wish))
    notices.register(CONFLICT_RAISED, conflict_words)
    notices.register(CONFLICT_SETTLED, settled_words)
    notices.register(OVERDUE, overdue_words)


def step_words(title: Any, facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `title`, `number` of the ticket, `who`, a `reason` by its code and a `text`, both may be "".

    `instead`, after a refusal: who could take it.
    """
    said = [_("%(name)s, ticket %(number)s.") % {"name": facts["who"], "number": facts["number"]}]
    said += [str(REASONS.get(facts["reason"], "")), str(facts["text"])]
    if facts.get("instead"):
        said.append(_("%(name)s has the skill and could take it.") % {"name": facts["instead"]})
    return NoticeWords(str(title) % {"title": facts["title"]}, "\n".join(filter(None, said)))


def conflict_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above; `who` the specialist, `proposed_by` the manager who proposes an order, "" for none."""
    title = _("Which task goes first? %(title)s") % {"title": facts["title"]}
    if facts["proposed_by"]:
        return NoticeWords(
            title, _("%(name)s proposes an order. Agree or propose another.") % {"name": facts["proposed_by"]}
        )
    words = _("%(name)s cannot do two tasks at once. The managers agree on the order, or the head decides.")
    return NoticeWords(title, words % {"name": facts["who"]})


def settled_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, and whether the task `is_first`."""
    words = _("It goes first: %(title)s") if facts["is_first"] else _("Another task goes before it: %(title)s")
    return NoticeWords(words % {"title": facts["title"]}, _("%(name)s decided.") % {"name": facts["who"]})


def overdue_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `title`, `number`, and the `deadline` as an ISO 8601 instant."""
    deadline = localtime(datetime.fromisoformat(facts["deadline"]))
    words = _("Ticket %(number)s. It was due %(time)s; agree a new date with the client.")
    return NoticeWords(
        _("The deadline has passed: %(title)s") % {"title": facts["title"]},
        words % {"number": facts["number"], "time": f"{deadline:%d.%m %H:%M}"},
    )
