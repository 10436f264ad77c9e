"""Telling people that a mailbox has stopped answering, once each time it falls silent (T1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from support_desk.shared.notices import Note, notify
from support_desk.shared.roles import Role
from tickets.models import FetchState
from tickets.notifications.mailboxes import SILENT
from workload.models import Department, Employee, Employment, RoleAssignment


def tell_silent_mailboxes(*, at: datetime) -> int:
    """One notice a mailbox to its operators, its head and the administrators; how many are new. However often it is
    looked at, one silence is told once. One statement while every mailbox answers."""
    silent: list[Any] = list(FetchState.objects.silent(at).select_related("mailbox"))
    if not silent:
        return 0
    with transaction.atomic():
        return notify([note for state in silent for note in notes_for(state, at=at)], at=at)


def notes_for(state: Any, *, at: datetime) -> Iterable[Note]:
    """`state`: a row of `FetchState.objects.silent`."""
    since = state.failing_since or state.heard_at
    for user_id in users_told(state.mailbox.department_id, at):
        yield Note(
            user_id=user_id,
            kind=SILENT,
            key=f"{SILENT}:{state.pk}:{since:%Y%m%dT%H%M%S}",
            facts={"address": state.mailbox.address, "since": since.isoformat()},
            url=reverse("mailboxes"),
            deliver_at=at,
            is_urgent=True,
        )


def users_told(department_id: int, at: datetime) -> list[int]:
    """Accounts of the department's operators and head, and of every administrator. One statement."""
    roles = RoleAssignment.objects.at(at)
    here = Employment.objects.at(at).filter(department_id=department_id).values("employee_id")
    operators = Q(pk__in=roles.filter(role=Role.OPERATOR).values("employee_id")) & Q(pk__in=here)
    administrators = Q(pk__in=roles.filter(role=Role.ADMINISTRATOR).values("employee_id"))
    head = Q(pk__in=Department.objects.filter(pk=department_id).values("head_id"))
    people = Employee.objects.employed_at(at).filter(operators | administrators | head)
    return list(people.values_list("user_id", flat=True))
