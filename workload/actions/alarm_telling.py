"""Who is told of an overload alarm (L8)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.urls import reverse

from support_desk.shared.notices import Note, notify
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.domain.presence import State
from workload.models import Employee, Employment, OverloadAlarm, RoleAssignment
from workload.notifications.alarms import DECIDED, PROPOSED, RAISED
from workload.queries.deciders import directors
from workload.queries.presence import presence_of


def tell_proposed(alarm: OverloadAlarm, *, at: datetime) -> None:
    """The head: nobody has time, says the desk."""
    _tell(alarm, PROPOSED, deciders(alarm, at), {}, at=at)


def tell_raised(alarm: OverloadAlarm, *, by: Viewer, at: datetime) -> None:
    """The head; the directors when the head raised it."""
    _tell(alarm, RAISED, deciders(alarm, at), {"who": by.name, "reason": alarm.reason[:300]}, at=at)


def tell_decided(alarm: OverloadAlarm, *, by: Viewer, at: datetime) -> None:
    """Who raised it."""
    facts = {"who": by.name, "decision": alarm.decision, "text": alarm.decision_text[:300]}
    _tell(alarm, DECIDED, {alarm.raised_by_id}, facts, at=at)


def deciders(alarm: OverloadAlarm, at: datetime) -> set[int | None]:
    """The head; of the head's own alarm their manager, else the directors (P4). While the head is absent, or where
    there is none, those who may decide instead as well: who holds the head's role there, and the directors. A few
    statements."""
    head_id, raised_by = alarm.department.head_id, alarm.raised_by
    if head_id is not None and raised_by is not None and raised_by.pk == head_id:
        return {raised_by.manager_id} if raised_by.manager_id else set(directors(at) - {head_id})
    if head_id is not None and presence_of([head_id], at)[head_id].state is not State.ABSENT:
        return {head_id}
    terms = Employment.objects.at(at).filter(department=alarm.department_id)
    peers = RoleAssignment.objects.at(at).filter(role=Role.HEAD, employee__in=terms.values("employee"))
    found = directors(at) | set(peers.values_list("employee_id", flat=True))
    return {head_id, *found} - {alarm.raised_by_id}


def _tell(
    alarm: OverloadAlarm, kind: str, people: Collection[int | None], facts: dict[str, Any], *, at: datetime
) -> None:
    told = Employee.objects.filter(pk__in=[pk for pk in people if pk]).values_list("user_id", flat=True)
    known = {
        "department": alarm.department.name,
        "skill": alarm.skill.name if alarm.skill else "",
        "week": alarm.week_starts_on.isoformat(),
        "minutes": alarm.shortfall_minutes,
    }
    notify(
        [
            Note(
                user_id=user_id,
                kind=kind,
                key=f"{kind}:{alarm.pk}",
                facts=known | facts,
                url=reverse("load-alarm", args=[alarm.pk]),
                deliver_at=at,
                is_urgent=kind == RAISED,
                department_id=alarm.department_id,
            )
            for user_id in told
        ],
        at=at,
    )
