"""What coverage an absence leaves, shown to whoever decides on it (L2)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from support_desk.shared.roles import Role
from workload.domain.coverage_left import CoverageDay, coverage, there_throughout
from workload.domain.planned import Away, PlannedDay
from workload.models import Absence, Department, EmployeeSkill, Employment, RoleAssignment
from workload.queries.planned import planned_for
from workload.queries.policies import rules_of_departments

MOST_DAYS = timedelta(days=30)
# What somebody else of the department can do instead.
WORK_ROLES = (Role.MANAGER, Role.SPECIALIST, Role.OPERATOR, Role.SALES)


@dataclass(frozen=True, slots=True)
class Remaining:
    """A skill or role of the person, and who of the department has it and is there on each of the days."""

    label: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class Left:
    """The working days of an absence with who is there; the first month of a long one."""

    days: list[CoverageDay] = field(default_factory=list)
    remaining: list[Remaining] = field(default_factory=list)

    @property
    def is_short(self) -> bool:
        return any(day.is_short for day in self.days)

    @property
    def fewest_there(self) -> int:
        """On the worst day, if the absence comes."""
        return min((day.with_it for day in self.days), default=0)


def coverage_of(absences: Sequence[Absence], places: Mapping[int, Department]) -> Mapping[int, Left]:
    """{absence: what is left}, for those whose person has a place. Six statements, whatever their number."""
    absences = [absence for absence in absences if absence.employee_id in places]
    if not absences:
        return {}
    departments = {places[absence.employee_id].pk for absence in absences}
    first, last = min(one.starts_on for one in absences), max(last_shown(one) for one in absences)
    names = people_in(departments, first, last)
    planned = planned_for(names, first, last)
    rules = rules_of_departments(departments, first)
    abilities = abilities_of(names, first)
    found = {}
    for absence in absences:
        place = places[absence.employee_id].pk
        days = _days(absence, planned, place, rules[place].fewest_on_shift)
        found[absence.pk] = Left(days, _remaining(absence, days, planned, abilities, names, place))
    return found


def last_shown(absence: Absence) -> date:
    """The last day of it, or of its first month."""
    return min(absence.ends_on, absence.starts_on + MOST_DAYS)


def people_in(department_ids: Collection[int], first: date, last: date) -> dict[int, str]:
    """{employee: name} of everybody who works there on one of the days. One statement."""
    held = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    terms = Employment.objects.filter(held, starts_on__lte=last, department__in=department_ids)
    return dict(terms.values_list("employee_id", "employee__name"))


def abilities_of(employee_ids: Collection[int], day: date) -> Mapping[int, set[str]]:
    """{employee: names of their skills, and of the work roles they hold on `day`}. Two statements."""
    found: dict[int, set[str]] = defaultdict(set)
    skills = EmployeeSkill.objects.filter(employee__in=employee_ids).values_list("employee_id", "skill__name")
    for employee_id, name in skills:
        found[employee_id].add(name)
    held = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    roles = RoleAssignment.objects.filter(held, employee__in=employee_ids, role__in=WORK_ROLES, starts_on__lte=day)
    for employee_id, role in roles.values_list("employee_id", "role"):
        found[employee_id].add(str(Role(role).label))
    return found


def _days(
    absence: Absence, planned: Mapping[int, Sequence[PlannedDay]], department_id: int, fewest: int
) -> list[CoverageDay]:
    away = Away(absence.pk, absence.type, absence.starts_at, absence.ends_at)
    found = coverage(planned, absence.employee_id, away, department_id=department_id, fewest=fewest)
    return [day for day in found if absence.starts_on <= day.day <= last_shown(absence)]


def _remaining(
    absence: Absence,
    days: Sequence[CoverageDay],
    planned: Mapping[int, Sequence[PlannedDay]],
    abilities: Mapping[int, set[str]],
    names: Mapping[int, str],
    department_id: int,
) -> list[Remaining]:
    wanted = [day.day for day in days]
    there = [
        one
        for one, theirs in planned.items()
        if one != absence.employee_id
        and there_throughout([day for day in theirs if day.department_id == department_id], wanted)
    ]
    own = sorted(abilities.get(absence.employee_id, ())) if wanted else []
    return [Remaining(label, sorted(names[one] for one in there if label in abilities.get(one, ()))) for label in own]
