"""The people of the ladder: who holds its roles, and who is there (S3)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from workload.domain.presence import State
from workload.models import Absence, Department, RoleAssignment
from workload.queries.presence import Presence, presence_of

# Longer than a ladder takes from its first step to its last.
LADDER_LASTS = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class RoleHolders:
    """Employees by role; operators and heads by department. `presence`: theirs, and that of who answers."""

    operators: Mapping[int, Collection[int]] = field(default_factory=dict)
    heads: Mapping[int, int] = field(default_factory=dict)
    directors: Collection[int] = ()
    presence: Mapping[int, Presence] = field(default_factory=dict)
    lately_absent: Collection[int] = ()

    def held(self, role: str, department_id: int) -> set[int]:
        """Everybody of the role for a ticket of the department: its operators, its head, or who directs."""
        if role == "operator":
            return set(self.operators.get(department_id, ()))
        if role == "head":
            return {self.heads[department_id]} if department_id in self.heads else set()
        return set(self.directors)

    def of(self, role: str, department_id: int) -> set[int]:
        """Who of them is told: nobody who is absent; operators who are here before those who are not (L4)."""
        present = self.not_absent(self.held(role, department_id))
        here = {one for one in present if self.presence[one].is_here}
        return here if role == "operator" and here else present

    def not_absent(self, employee_ids: Collection[int]) -> set[int]:
        """Those who work these days, be they off shift or in a meeting right now."""
        return {one for one in employee_ids if one in self.presence and self.presence[one].state is not State.ABSENT}

    @property
    def steady(self) -> set[int]:
        """Those whom no absence has touched since the first step of any ladder that still runs."""
        return self.presence.keys() - set(self.lately_absent)


def role_holders(department_ids: Collection[int], *, at: datetime, answerer_ids: Collection[int] = ()) -> RoleHolders:
    """Four statements, and one more for calendars that this process has not read."""
    roles = RoleAssignment.objects.at(at).filter(role__in=["operator", "director"])
    held = list(roles.values_list("role", "employee_id"))
    rows = Department.objects.filter(pk__in=department_ids, head__isnull=False).values_list("pk", "head")
    heads = {department: head for department, head in rows if head is not None}
    wanted = {employee for _role, employee in held} | set(heads.values()) | set(answerer_ids)
    presence = presence_of(wanted, at)
    operators: dict[int, list[int]] = defaultdict(list)
    for role, employee in held:
        place = presence[employee].department_id if role == "operator" and employee in presence else None
        if place is not None and place in department_ids:
            operators[place].append(employee)
    return RoleHolders(
        operators=operators,
        heads=heads,
        directors=[employee for role, employee in held if role == "director"],
        presence=presence,
        lately_absent=lately_absent(wanted, at=at),
    )


def lately_absent(employee_ids: Collection[int], *, at: datetime) -> set[int]:
    """Who of them was absent at some time while a ladder may have told them. One statement."""
    away = Absence.objects.in_force().overlapping(at - LADDER_LASTS, at + timedelta.resolution)
    return set(away.filter(employee__in=employee_ids).values_list("employee_id", flat=True))
