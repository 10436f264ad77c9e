"""Telling specialist and manager that a deadline has passed, once a deadline (W1)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from support_desk.shared.models import Notice
from support_desk.shared.notices import Note, notify
from tickets.domain.tasks import OPEN
from tickets.models import Task
from tickets.notifications.tasks import OVERDUE

MOST_TOLD = 1_000


@transaction.atomic
def tell_overdue_tasks(*, at: datetime) -> int:
    """One notice a person and deadline that has passed while the work is not done; how many are new. Two statements."""
    mark = Concat(
        Value(f"{OVERDUE}:"), Cast("pk", CharField()), Value(":"), Cast(F("deadline_at"), CharField()),
        output_field=CharField(),
    )  # fmt: skip
    late = Task.objects.filter(status__in=OPEN, deadline_at__lte=at).annotate(mark=mark)
    told = Notice.objects.filter(user_id=OuterRef("manager__user_id"), key=OuterRef("mark"))
    untold = late.exclude(Exists(told)).select_related("assignee", "manager", "ticket").order_by("deadline_at", "pk")
    return notify([note for task in untold[:MOST_TOLD] for note in notes_for(task, at=at)], at=at)


def notes_for(task: Task, *, at: datetime) -> Iterable[Note]:
    """`task`: annotated with its `mark`, so that the key says which deadline it was."""
    people = {person.user_id for person in (task.manager, task.assignee) if person}
    assert task.deadline_at is not None  # the query says so
    for user_id in people:
        yield Note(
            user_id=user_id,
            kind=OVERDUE,
            key=task.mark,  # type: ignore[attr-defined] # annotated
            facts={"title": task.title, "number": task.ticket.number, "deadline": task.deadline_at.isoformat()},
            url=reverse("task", args=[task.pk]),
            deliver_at=at,
            is_urgent=task.is_critical,
            department_id=task.ticket.department_id,
        )
