"""The tasks of a ticket as its page shows them (W1)."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from tickets.models import Task


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
        )
    )
