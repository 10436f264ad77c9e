"""Who confirms a run and who approves it (Y5, P4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q

from payroll.models import PayRun, Payslip
from support_desk.shared.roles import Role
from workload.domain.presence import State
from workload.models import Department, Employee, Employment, RoleAssignment, Substitute
from workload.models.local_days import local_day
from workload.queries.deciders import directors
from workload.queries.presence import presence_of


@dataclass(frozen=True, slots=True)
class Deciders:
    """Who may say yes to a run as it stands; nobody where there is nothing to say."""

    confirmers: Collection[int] = ()
    approvers: Collection[int] = ()

    @property
    def next(self) -> Collection[int]:
        """Whose yes it waits for."""
        return self.approvers or self.confirmers


def deciders_of(run: PayRun, at: datetime) -> Deciders:
    """A drafted run waits for those who confirm it; a confirmed one for those who approve it, and both send it back."""
    if run.state == PayRun.State.DRAFTED:
        return Deciders(confirmers_of(run, at))
    if run.state == PayRun.State.CONFIRMED:
        return Deciders([run.confirmed_by_id] if run.confirmed_by_id else [], approvers_of(run, at))
    return Deciders()


def paid_by(run: PayRun) -> set[int]:
    """Whose payslips it holds. One statement."""
    return set(Payslip.objects.filter(run=run).order_by().values_list("employee_id", flat=True))


def leaders_of(department_id: int, at: datetime) -> set[int]:
    """Who leads the department: by name, or by their role in it. Two statements."""
    named = Department.objects.filter(pk=department_id, head__isnull=False).values_list("head_id", flat=True)
    members = Employment.objects.at(at).filter(department=department_id)
    held = RoleAssignment.objects.at(at).filter(role=Role.HEAD, employee__in=members.values("employee"))
    return {*named, *held.values_list("employee_id", flat=True)}


def leaders_in(department_id: int, first: date, last: date, at: datetime) -> set[int]:
    """Whose own pay of these days goes one level up: who leads the department now, or led it then by their role; and
    directors, whom no head decides about (P4). Four statements."""
    during = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    members = Employment.objects.filter(during, department=department_id, starts_on__lte=last)
    held = RoleAssignment.objects.filter(during, role=Role.HEAD, starts_on__lte=last)
    led = held.filter(employee__in=members.values("employee"))
    return leaders_of(department_id, at) | set(led.values_list("employee_id", flat=True)) | directors(at)


def confirmers_of(run: PayRun, at: datetime) -> set[int]:
    """Of the staff: who leads the department; while all of them are away, and for what they are paid themselves, one
    level up; where there is nobody, the directors, and where it pays all of them, who stands in for one (P4). Never who
    is paid by it. Needs `period` joined."""
    return _confirmers(run.tier, run.period.department_id, paid_by(run), at)


def approvers_of(run: PayRun, at: datetime) -> set[int]:
    """Directors who have not confirmed it and are not paid by it; where there is none, who stands in for one (P4)."""
    barred = {*paid_by(run), run.confirmed_by_id}
    held = directors(at)
    return held - barred or substitutes_of(held, at) - barred


def has_deciders(tier: str, department_id: int, paid: Collection[int], at: datetime) -> bool:
    """Whether somebody may confirm a run of these people, and somebody else approve it then. Ten statements at most."""
    held = directors(at)
    either = held | substitutes_of(held, at)
    return any(either - {*paid, one} for one in _confirmers(tier, department_id, set(paid), at))


def _confirmers(tier: str, department_id: int, paid: set[int], at: datetime) -> set[int]:
    if tier == PayRun.Tier.STAFF:
        leaders = _working(leaders_of(department_id, at) - paid, at)
        above = _managers(leaders, at) if leaders and _are_away(leaders, at) else set[int]()
        found = leaders | (above - paid)
    else:
        found = _managers(paid, at) - paid
    if found:
        return found
    held = directors(at)
    return held - paid or substitutes_of(held, at) - paid


def substitutes_of(people: Collection[int], at: datetime) -> set[int]:
    """Who is named to decide for them, on the day that it is for each; the latest holds. One statement."""
    day = local_day(at, Employment.objects.all(), person="person")
    named = Substitute.objects.alias(day=day).filter(starts_on__lte=F("day"), person__in=people)
    latest = dict(named.order_by("starts_on").values_list("person_id", "stands_in_id"))
    return _working(set(latest.values()), at)


def _managers(people: Collection[int], at: datetime) -> set[int]:
    above = Employee.objects.filter(pk__in=people, manager__isnull=False)
    return _working(set(above.values_list("manager_id", flat=True)), at)


def _working(people: Collection[int], at: datetime) -> set[int]:
    return set(Employee.objects.employed_at(at).filter(pk__in=people).values_list("pk", flat=True))


def _are_away(people: Collection[int], at: datetime) -> bool:
    standing = presence_of(people, at)
    return all(standing[person].state is State.ABSENT for person in people)
