"""What specialists still have to do on their tasks (L7)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import TaskStatus
from tickets.models import Estimate, Task, TicketStatus, TimeEntry, WorkPolicy
from workload.models import Employment, Operation
from workload.work_sources import OpenWork

# What is with the specialist, or comes back to them; what is to be checked or handed over costs them nothing more.
TO_DO = (TaskStatus.OFFERED, TaskStatus.ASKED, TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS, TaskStatus.REWORK)
# Who was asked to mend their work mends it.
MOVABLE = TO_DO[:4]
# A task is not done before it is handed in, even when all its time is used.
LEAST_MINUTES = 15
PREFIX = "task:"
# Estimates that say nothing of the work: sent back, refused, replaced.
NOT_STANDING = (Estimate.State.RETURNED, Estimate.State.DECLINED, Estimate.State.SUPERSEDED)


def open_work(employee_ids: Collection[int], viewer: Viewer, department_ids: Collection[int] = ()) -> list[OpenWork]:
    """The tasks that are in these people's hands, and of the departments those in nobody's. `viewer` reads the titles
    of those they see, and may move those they manage or head (P2). One statement."""
    held = Q(assignee__in=employee_ids, status__in=TO_DO)
    asked = held | _nobodys(department_ids, viewer) if department_ids else held
    start, end = reverse("task", args=[0]).split("0")
    told = [(row, f"{start}{row['pk']}{end}") for row in _rows(asked, viewer)]
    known = frozenset(employee_ids)
    return [_told(row, row["assignee_id"] if row["assignee_id"] in known else None, viewer, url) for row, url in told]


def may_give(viewer: Viewer, *, manager_id: int, department_id: int) -> bool:
    """Who gives a task to another specialist: its manager, the head of its department, the director."""
    if viewer.is_system or viewer.has("director"):
        return True
    leads = department_id in viewer.led_department_ids
    return viewer.is_employee and (leads or manager_id == viewer.employee_id)


def is_held(task: Task, at: datetime) -> bool:
    """Somebody who works here still has it and has not declined it. At most one statement."""
    if task.assignee_id is None or task.status == TaskStatus.DECLINED:
        return False
    return Employment.objects.at(at).filter(employee=task.assignee_id).exists()


def _nobodys(department_ids: Collection[int], viewer: Viewer) -> Q:
    """Without a specialist, declined by them, or left behind by who works here no longer."""
    employed = Employment.objects.at(viewer.at).filter(employee=OuterRef("assignee"))
    waits = Q(assignee__isnull=True) | Q(status=TaskStatus.DECLINED) | ~Exists(employed)
    of_departments = Q(ticket__department__in=department_ids, status__in=(*TO_DO, TaskStatus.DECLINED))
    return of_departments & waits & ~Q(ticket__status=TicketStatus.CLOSED)


def _rows(asked: Q, viewer: Viewer) -> QuerySet[Task, Any]:
    tasks = Task.objects.filter(asked, status__in=(*TO_DO, TaskStatus.DECLINED))  # so that an index finds them
    own = OuterRef("pk")
    seen = Value(True, BooleanField()) if viewer.is_system else Exists(Task.objects.visible_to(viewer).filter(pk=own))
    estimates = Estimate.objects.filter(task=own).exclude(state__in=NOT_STANDING).order_by("-id")
    policies = WorkPolicy.objects.filter(starts_on__lte=viewer.at.date()).order_by("-starts_on")
    threshold = Coalesce(
        Subquery(policies.filter(department=OuterRef("ticket__department_id")).values("threshold_minutes")[:1]),
        Subquery(policies.filter(department__isnull=True).values("threshold_minutes")[:1]),
        WorkPolicy().threshold_minutes,
    )
    return tasks.order_by().values(
        "pk", "assignee_id", "title", "deadline_at", "skill_id", "status", "manager_id",
        department_id=F("ticket__department_id"),
        is_seen=seen,
        whole=Coalesce(
            F("agreed_minutes"),
            Subquery(estimates.values("minutes")[:1]),
            threshold,
            output_field=IntegerField(),
        ),
        threshold=threshold,
        spent=_spent(is_rework=False),
        mended=_spent(is_rework=True),
    )  # fmt: skip


def _spent(*, is_rework: bool) -> Coalesce:
    entries = TimeEntry.objects.filter(
        task=OuterRef("pk"), is_rework=is_rework, operation__kind=Operation.Kind.EXECUTION
    )
    spent = entries.order_by().values("task").annotate(minutes=Sum("actual_minutes")).values("minutes")
    return Coalesce(Subquery(spent, output_field=IntegerField()), 0)


def _remaining(row: Mapping[str, Any]) -> int:
    """What is mended was done before: it takes as long as what nobody has estimated, less what was mended already."""
    if row["status"] == TaskStatus.REWORK:
        left: int = min(row["whole"], row["threshold"]) - row["mended"]
    else:
        left = row["whole"] - row["spent"]
    return max(LEAST_MINUTES, left)


def _told(row: Mapping[str, Any], holder_id: int | None, viewer: Viewer, url: str) -> OpenWork:
    is_declined = row["status"] == TaskStatus.DECLINED
    is_movable = (is_declined or row["status"] in MOVABLE) and may_give(
        viewer, manager_id=row["manager_id"], department_id=row["department_id"]
    )
    return OpenWork(
        key=f"{PREFIX}{row['pk']}",
        employee_id=None if is_declined else holder_id,
        department_id=row["department_id"],
        title=row["title"] if row["is_seen"] else "",
        url=url if row["is_seen"] else "",
        remaining_minutes=_remaining(row),
        deadline_at=row["deadline_at"],
        skill_id=row["skill_id"],
        is_movable=is_movable and row["is_seen"],
    )
