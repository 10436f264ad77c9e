"""Who confirms and who approves several runs at an instant, each fact read at most once for all of them (Y5, P4)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import F

from payroll.models import PayRun, Payslip
from support_desk.shared.roles import Role
from workload.domain.presence import State
from workload.models import Department, Employee, Employment, RoleAssignment, Substitute
from workload.models.local_days import local_day
from workload.queries.deciders import directors
from workload.queries.presence import presence_of


@dataclass(frozen=True, slots=True)
class Paid:
    """Whose run it is: of which tier and department, and the people whom it pays."""

    tier: str
    department_id: int
    people: frozenset[int]


class Deciding:
    """Who says yes to some runs. Twelve statements at most, however many runs there are."""

    def __init__(self, runs: Iterable[Paid], at: datetime) -> None:
        self.runs, self.at = tuple(runs), at

    def confirmers(self, run: Paid) -> set[int]:
        """Of the staff: who leads the department, and while all of them are away their managers; of heads: who manages
        all of them. Where there is nobody, the directors, and where it pays all of them, who stands in for one. Never
        who is paid by it."""
        found = self._leading(run) if run.tier == PayRun.Tier.STAFF else self._above(run.people)
        return found - run.people or self._top(run.people)

    def approvers(self, run: Paid, confirmed_by: int | None) -> set[int]:
        """Directors who have not confirmed it and are not paid by it; where there is none, who stands in for one."""
        return self._top({*run.people, *([confirmed_by] if confirmed_by else ())})

    def has_both(self, run: Paid) -> bool:
        """Whether somebody may confirm it, and somebody else approve it then."""
        either = self.directors | self.substitutes
        return any(either - {*run.people, one} for one in self.confirmers(run))

    @cached_property
    def leaders(self) -> Mapping[int, set[int]]:
        """{department of a run of the staff: who leads it and works here}. Three statements."""
        found = leaders_by_department(
            {run.department_id for run in self.runs if run.tier == PayRun.Tier.STAFF}, self.at
        )
        here = working(set().union(*found.values()), self.at)
        return defaultdict(set, {place: people & here for place, people in found.items()})

    @cached_property
    def away(self) -> set[int]:
        """Leaders who are absent. One statement, or two."""
        standing = presence_of(set().union(*self.leaders.values()), self.at)
        return {person for person, seen in standing.items() if seen.state is State.ABSENT}

    @cached_property
    def managers(self) -> Mapping[int, int]:
        """{leader, or somebody paid by a run of heads: their manager, who works here}. Two statements."""
        paid = (run.people for run in self.runs if run.tier == PayRun.Tier.HEAD)
        people = set().union(*self.leaders.values(), *paid)
        rows = Employee.objects.filter(pk__in=people, manager__isnull=False)
        named = dict(rows.values_list("pk", "manager_id"))
        here = working(set(named.values()), self.at)
        return {person: manager for person, manager in named.items() if manager in here}

    @cached_property
    def directors(self) -> set[int]:
        """One statement."""
        return directors(self.at)

    @cached_property
    def substitutes(self) -> set[int]:
        """Of directors. Two statements."""
        return substitutes_of(self.directors, self.at)

    def _leading(self, run: Paid) -> set[int]:
        leaders = self.leaders[run.department_id] - run.people
        if not leaders or not leaders <= self.away:
            return leaders
        return leaders | {self.managers[person] for person in leaders if person in self.managers}

    def _above(self, people: Collection[int]) -> set[int]:
        """The one manager of all of them: who manages one is nobody's over the others, and nobody's manager decides
        about a director."""
        found = {None if person in self.directors else self.managers.get(person) for person in people}
        return {one for one in found if one is not None} if len(found) == 1 else set()

    def _top(self, barred: Collection[int]) -> set[int]:
        return self.directors.difference(barred) or self.substitutes.difference(barred)


def paid_by_each(runs: Collection[PayRun]) -> Mapping[int, frozenset[int]]:
    """{run: whose payslips it holds}. One statement."""
    found: dict[int, set[int]] = {run.pk: set() for run in runs}
    for run_id, employee_id in Payslip.objects.filter(run__in=found).order_by().values_list("run_id", "employee_id"):
        found[run_id].add(employee_id)
    return {run_id: frozenset(people) for run_id, people in found.items()}


def leaders_by_department(department_ids: Collection[int], at: datetime) -> Mapping[int, set[int]]:
    """{department: who leads it, by name or by their role in it}. Two statements."""
    found: dict[int, set[int]] = {place: set() for place in department_ids}
    named = Department.objects.filter(pk__in=department_ids, head__isnull=False).values_list("pk", "head_id")
    held = RoleAssignment.objects.at(at).filter(role=Role.HEAD).values("employee")
    members = Employment.objects.at(at).filter(department__in=department_ids, employee__in=held)
    for place, person in [*named, *members.order_by().values_list("department_id", "employee_id")]:
        found[place].add(person)
    return found


def substitutes_of(people: Collection[int], at: datetime) -> set[int]:
    """Who is named to decide for them, on the day that it is for each; the latest holds. Two statements."""
    day = local_day(at, Employment.objects.all(), person="person")
    named = Substitute.objects.alias(day=day).filter(starts_on__lte=F("day"), person__in=people)
    latest = dict(named.order_by("starts_on").values_list("person_id", "stands_in_id"))
    return working(set(latest.values()), at)


def working(people: Collection[int], at: datetime) -> set[int]:
    """Those of them who work here. One statement."""
    return set(Employee.objects.employed_at(at).filter(pk__in=people).values_list("pk", flat=True))
