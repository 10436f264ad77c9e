"""The page of one task: what is to be done, what may be done now, what has happened (W1, W4)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject, Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import OPEN, TaskEvent
from tickets.models import DeclineReason, OrderConflict, ReturnReason, Task, TaskChange, Ticket
from tickets.queries.task_words import AT_ONCE, EVENT_WORDS, HISTORY_WORDS, deadline_mark, status_badge
from tickets.task_permissions import can_manage_task, task_events

REASONS = dict(ReturnReason.choices) | dict(DeclineReason.choices)
HISTORY_ICON = "history"
MOST_WISHED = 4_000


@dataclass(frozen=True, slots=True)
class Step:
    """A button of the table; one that needs words opens a dialog."""

    event: str
    label: Any
    icon: str
    key: str
    is_at_once: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """What the client wants changed of what was handed over. `may_decide`: inside the scope or outside (W4)."""

    author: str
    at: datetime
    text: str
    may_decide: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """`may_open_ticket`: the viewer sees the ticket as well. `history`: entries of a timeline, oldest first."""

    task: Task
    steps: list[Step]
    may_change: bool
    may_open_ticket: bool
    status: SafeString
    deadline: SafeString
    history: list[tuple[str, Any, Any]]
    conflict_id: int | None
    wish: Wish | None
    digest: str


def task_page(pk: int, viewer: Viewer) -> TaskPage:
    """One statement. Task.DoesNotExist when it is not for `viewer`."""
    found: Any = visible_task(pk, viewer)
    times = TimeWords(at=viewer.at)
    events = task_events(viewer, found)
    wish = _wish(found, may_decide=TaskEvent.ASK_CHANGES in events)
    shown = [event for event in EVENT_WORDS if event in events and not (wish and event is TaskEvent.ASK_CHANGES)]
    return TaskPage(
        task=found,
        steps=[_step(event) for event in shown],
        may_change=found.status in OPEN and can_manage_task(viewer, found),
        may_open_ticket=found.may_open_ticket,
        status=status_badge(found.status),
        deadline=deadline_mark(found.deadline_at, found.status, times),
        history=[_entry(change, times) for change in found.history],
        conflict_id=found.open_conflict,
        wish=wish,
        digest=_digest(found),
    )


def visible_task(pk: int, viewer: Viewer) -> Task:
    """The task with all that its page says of it."""
    changes = TaskChange.objects.filter(task=OuterRef("pk")).order_by("id")
    facts = JSONObject(event="event", reason="reason", text="text", at="at", by="by_name")
    conflicts = OrderConflict.objects.open().filter(Q(task=OuterRef("pk")) | Q(against=OuterRef("pk")))
    whole = Task.objects.visible_to(viewer).select_related(
        "ticket__project", "ticket__client", "ticket__requester", "assignee", "manager", "skill"
    )
    return whole.defer("ticket__search").annotate(
        wish_author=F("wish__author_name"),
        wished_at=F("wish__created_at"),
        wish_text=Left("wish__body_text", MOST_WISHED),
        history=ArraySubquery(changes.values(facts=facts)),
        open_conflict=Subquery(conflicts.order_by("pk").values("pk")[:1]),
        may_open_ticket=Exists(Ticket.objects.visible_to(viewer).filter(pk=OuterRef("ticket_id"))),
    ).get(pk=pk)  # fmt: skip


def _step(event: TaskEvent) -> Step:
    label, icon, key = EVENT_WORDS[event]
    return Step(event.value, label, icon, key, event in AT_ONCE)


def _wish(task: Any, *, may_decide: bool) -> Wish | None:
    """For who reads the client's letters, and who decides about them."""
    if task.wish_id is None or not (task.may_open_ticket or may_decide):
        return None
    return Wish(task.wish_author, task.wished_at, task.wish_text, may_decide)


def _entry(change: dict[str, Any], times: TimeWords) -> tuple[str, Any, Any]:
    words = HISTORY_WORDS[TaskEvent(change["event"])]
    said = [str(REASONS.get(change["reason"], "")), change["text"]]
    lines = format_html_join("", '<div class="task-said">{}</div>', ((text,) for text in said if text))
    shown = format_html("<b>{}</b>{}", words, lines)
    at = datetime.fromisoformat(change["at"])
    note = _("%(time)s, %(name)s") % {"time": times.short(at), "name": change["by"]}
    return EVENT_WORDS[TaskEvent(change["event"])][1], shown, note


def _digest(task: Any) -> str:
    """Changes whenever the page would look different."""
    shown = repr((task.changed_xid, len(task.history), task.open_conflict, task.ticket.changed_xid))
    return blake2b(shown.encode(), digest_size=9).hexdigest()
