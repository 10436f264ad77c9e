"""The tasks of a ticket as its page shows them (W1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import Task
from tickets.queries.task_words import deadline_mark, status_badge


def tasks_part() -> QuerySet[Task, Any]:
    """One JSON object a task of the outer ticket, unfinished ones first. Whoever of us sees a ticket sees its tasks."""
    tasks = Task.objects.filter(ticket=OuterRef("pk")).order_by("finished_at", "id")
    return tasks.values(
        facts=JSONObject(
            id="id",
            title="title",
            status="status",
            assignee="assignee__name",
            deadline_at="deadline_at",
            agreed_minutes="agreed_minutes",
            wish="wish_id",
        )
    )


@dataclass(frozen=True, slots=True)
class TicketTask:
    """A task as the page of its ticket shows it. `wish`: the message in which the client asks for changes."""

    id: int
    title: str
    who: str
    status: SafeString
    deadline: SafeString
    agreed_minutes: int | None
    wish: int | None


def ticket_tasks(rows: Iterable[Mapping[str, Any]], viewer: Viewer) -> list[TicketTask]:
    """Rows of `tasks_part` in words."""
    times = TimeWords(at=viewer.at)
    return [_worded(row, times) for row in rows]


def _worded(row: Mapping[str, Any], times: TimeWords) -> TicketTask:
    deadline = row["deadline_at"]
    at = datetime.fromisoformat(deadline) if isinstance(deadline, str) else deadline
    return TicketTask(
        id=row["id"],
        title=row["title"],
        who=row["assignee"] or "",
        status=status_badge(row["status"]),
        deadline=deadline_mark(at, row["status"], times),
        agreed_minutes=row["agreed_minutes"],
        wish=row["wish"],
    )
