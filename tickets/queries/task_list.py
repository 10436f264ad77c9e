"""The page of tasks: a specialist's day in its order, what waits for whom; a manager's tasks (W1, W4)."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from support_desk.shared.ui.marks import badge
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import WITH_MANAGER, WITH_SPECIALIST, TaskStatus
from tickets.models import Task, Ticket
from tickets.models.tasks import TaskQuerySet
from tickets.queries.task_words import deadline_mark, status_badge

MOST_SHOWN = 200
STARTED = (TaskStatus.IN_PROGRESS,)
COLUMNS = (
    "id", "changed_xid", "title", "status", "rank", "is_critical", "deadline_at", "agreed_minutes", "assignee_id",
    "wish_id", "ticket__number", "ticket__subject", "ticket__client__name", "assignee__name", "manager__name",
)  # fmt: skip


class TaskView(StrEnum):
    """Whose tasks: those one does, those one manages, one's juniors', all that one sees."""

    MINE = "mine"
    MANAGED = "managed"
    JUNIORS = "juniors"
    ALL = "all"


VIEW_WORDS = {
    TaskView.MINE: _("My tasks"),
    TaskView.MANAGED: _("Tasks I manage"),
    TaskView.JUNIORS: _("My juniors’ tasks"),
    TaskView.ALL: _("All tasks"),
}
Belongs = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as the list shows it. `revision` changes with every change of the task, not with the time."""

    id: int
    revision: int
    title: str
    number: int
    about: str
    who: str
    status: SafeString
    deadline: SafeString
    marks: SafeString
    agreed_minutes: int | None


@dataclass(frozen=True, slots=True)
class TaskSection:
    """Tasks that are somebody's turn, under what to do with them."""

    key: str
    title: Any
    rows: list[TaskRow]


@dataclass(frozen=True, slots=True)
class TaskList:
    """`digest` changes whenever the page would look different, apart from the time."""

    view: TaskView
    sections: list[TaskSection]
    digest: str
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        return not any(section.rows for section in self.sections)


def first_task_view(viewer: Viewer) -> TaskView:
    """A specialist begins with the own day, a manager with what one manages, who only reads with all."""
    if viewer.has("specialist"):
        return TaskView.MINE
    return TaskView.MANAGED if viewer.has("manager", "head", "operator") else TaskView.ALL


def tasks_waiting_for(viewer: Viewer) -> TaskQuerySet:
    """What is the viewer's turn: as the specialist and as the manager."""
    own = Q(assignee_id=viewer.employee_id or 0, status__in=WITH_SPECIALIST)
    managed = Q(manager_id=viewer.employee_id or 0) & (
        Q(status__in=(*WITH_MANAGER, TaskStatus.OFFERED)) | Q(wish__isnull=False)
    )
    unclaimed = ~Q(status=TaskStatus.OFFERED) | Q(assignee__isnull=True)
    return Task.objects.unfinished().filter(own | (managed & unclaimed))


def tasks_in(view: TaskView, viewer: Viewer) -> QuerySet[Task]:
    """Unfinished tasks of a view."""
    seen = Task.objects.visible_to(viewer).unfinished()
    mine = viewer.employee_id or 0
    return {
        TaskView.MINE: seen.filter(assignee_id=mine),
        TaskView.MANAGED: seen.filter(manager_id=mine),
        TaskView.JUNIORS: seen.filter(assignee__mentor_id=mine),
        TaskView.ALL: seen,
    }[view]


def task_list(view: TaskView, viewer: Viewer) -> TaskList:
    """The page in its order: begun first, then by rank, then by deadline. One statement."""
    begun = Case(When(status__in=STARTED, then=Value(0)), default=Value(1), output_field=IntegerField())
    own = Ticket.objects.visible_to(viewer).filter(pk=OuterRef("ticket_id"))
    ordered = (
        tasks_in(view, viewer)
        .annotate(may_open_ticket=Exists(own))
        .order_by(begun, "rank", F("deadline_at").asc(nulls_last=True), "pk")
    )
    found = list(ordered.values("may_open_ticket", *COLUMNS)[: MOST_SHOWN + 1])
    words = RowWords(viewer, names_manager=view is TaskView.MINE)
    shown = found[:MOST_SHOWN]
    sections = [TaskSection(key, title, [words.row(row) for row in shown if belongs(row)])
                for key, title, belongs in SECTIONS_OF[view]]  # fmt: skip
    seen = blake2b(
        repr([(row["id"], row["changed_xid"], row["status"]) for row in found]).encode(), digest_size=9
    ).hexdigest()
    return TaskList(view, sections, f"{view.value}-{seen}", len(found) > MOST_SHOWN)


def _in(*states: TaskStatus) -> Belongs:
    return lambda row: row["status"] in states


def _offered(row: dict[str, Any]) -> bool:
    return row["status"] == TaskStatus.OFFERED and row["assignee_id"] is not None


def _to_manage(row: dict[str, Any]) -> bool:
    if row["wish_id"] is not None:
        return True
    return row["status"] in WITH_MANAGER or (row["status"] == TaskStatus.OFFERED and row["assignee_id"] is None)


def _with_client(row: dict[str, Any]) -> bool:
    return row["status"] == TaskStatus.HANDED_OVER and row["wish_id"] is None


DOING = (TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS, TaskStatus.REWORK)
OF_SPECIALIST: tuple[tuple[str, Any, Belongs], ...] = (
    ("offered", _("Offered to you: accept, ask or decline"), _in(TaskStatus.OFFERED)),
    ("today", _("To do, in this order"), _in(*DOING)),
    ("asked", _("Your questions"), _in(TaskStatus.ASKED)),
    ("others", _("Waits for others"), _in(TaskStatus.SUBMITTED, TaskStatus.CHECKED, TaskStatus.HANDED_OVER)),
)
OF_MANAGER: tuple[tuple[str, Any, Belongs], ...] = (
    ("yours", _("Waits for the manager"), _to_manage),
    ("offered", _("Offered, not accepted yet"), _offered),
    ("doing", _("With the specialists"), _in(*DOING)),
    ("client", _("Handed over to the client"), _with_client),
)
SECTIONS_OF = {
    TaskView.MINE: OF_SPECIALIST,
    TaskView.MANAGED: OF_MANAGER,
    TaskView.JUNIORS: OF_MANAGER,
    TaskView.ALL: OF_MANAGER,
}


class RowWords:
    """Words of all rows of a page: one instant, one zone, one language."""

    def __init__(self, viewer: Viewer, *, names_manager: bool) -> None:
        self.times = TimeWords(at=viewer.at)
        self.who = "manager__name" if names_manager else "assignee__name"
        self.critical = badge(_("Critical"), "soon")
        self.wished = badge(_("Client asks for changes"), "soon", icon="undo-2")

    def row(self, found: dict[str, Any]) -> TaskRow:
        return TaskRow(
            id=found["id"],
            revision=found["changed_xid"],
            title=found["title"],
            number=found["ticket__number"],
            about=self._about(found),
            who=found[self.who] or "",
            status=self.wished if found["wish_id"] else status_badge(found["status"]),
            deadline=deadline_mark(found["deadline_at"], found["status"], self.times),
            marks=self.critical if found["is_critical"] else SafeString(""),
            agreed_minutes=found["agreed_minutes"],
        )

    def _about(self, found: dict[str, Any]) -> str:
        """Client and subject, for who sees the ticket and not the task alone."""
        named = (found["ticket__client__name"], found["ticket__subject"])
        return " · ".join(filter(None, named)) if found["may_open_ticket"] else ""
