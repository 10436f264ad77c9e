"""`/roster/fairness/`: who worked evenings, nights, days off and for others, in a period (L1)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from support_desk.shared.viewer import Viewer
from workload.domain.fairness import Burden, burden_of
from workload.models import Absence, Department, Employee, Employment
from workload.queries.planned import planned_by
from workload.queries.terms import terms_of
from workload.roster_permissions import keeps_rosters


@dataclass(frozen=True, slots=True)
class FairnessLine:
    """A person's share; `covers`: absences that began in the period and that they covered."""

    employee: Employee
    burden: Burden
    covers: int

    @property
    def weight(self) -> int:
        """By what the list is sorted: all minutes that nobody likes."""
        return self.burden.evening_minutes + self.burden.night_minutes + self.burden.off_minutes


@dataclass(frozen=True, slots=True)
class Fairness:
    """`lines`: those the viewer may see, the heaviest first; `average`: of everybody in the department, per person.
    `people`: how many they are."""

    department: Department
    first: date
    last: date
    lines: list[FairnessLine]
    average: Burden
    average_covers: float
    people: int
    is_whole: bool

    @property
    def heaviest(self) -> int:
        """For the length of bars, at least 1."""
        return max([line.weight for line in self.lines], default=0) or 1


def fairness_of(viewer: Viewer, department: Department, first: date, last: date) -> Fairness:
    """The office manager, the head and the director see everybody, others themselves and the average. Four statements,
    and one more for calendars this process has not read yet."""
    there = Employment.objects.filter(department=department, starts_on__lte=last).exclude(ends_on__lt=first)
    people = list(Employee.objects.visible_to(viewer).filter(pk__in=there.values("employee_id")).order_by("name"))
    lines = _lines(people, department, first, last)
    is_whole = keeps_rosters(viewer, department.pk)
    shown = [line for line in lines if is_whole or line.employee.pk == viewer.employee_id]
    total, count = sum((line.burden for line in lines), Burden()), max(len(lines), 1)
    return Fairness(
        department=department,
        first=first,
        last=last,
        lines=sorted(shown, key=lambda line: (-line.weight, -line.covers, line.employee.name)),
        average=Burden(*(round(getattr(total, name) / count) for name in Burden.__slots__)),
        average_covers=sum(line.covers for line in lines) / count,
        people=len(lines),
        is_whole=is_whole,
    )


def _lines(people: list[Employee], department: Department, first: date, last: date) -> list[FairnessLine]:
    ids = [person.pk for person in people]
    terms = terms_of(ids, first, last)
    planned = planned_by(terms, ids, first, last)
    covers = Absence.objects.in_force().filter(cover__in=ids, starts_on__range=(first, last))
    counts = dict(covers.order_by().values_list("cover").annotate(number=Count("pk")))
    lines = []
    for person in people:
        days = [day for day in planned[person.pk] if day.department_id == department.pk]
        held = terms.get(person.pk)
        burden = burden_of(days, held[0].zone) if held else Burden()
        lines.append(FairnessLine(person, burden, counts.get(person.pk, 0)))
    return lines
