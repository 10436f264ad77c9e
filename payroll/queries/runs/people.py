"""Who confirms a run and who approves it (Y5, P4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from payroll.models import PayRun
from payroll.queries.runs.deciding import Deciding, Paid, leaders_by_department, paid_by_each
from support_desk.shared.roles import Role
from workload.models import Employment, RoleAssignment
from workload.queries.deciders import directors


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
    """A drafted run waits for those who confirm it; a confirmed one for those who approve it, and both send it back.
    Needs `period` joined."""
    return deciders_of_each([run], at)[run.pk]


def deciders_of_each(runs: Collection[PayRun], at: datetime) -> Mapping[int, Deciders]:
    """{run: who decides on it}; needs `period` joined. As many statements however many runs there are; none where no
    run waits."""
    waiting = [run for run in runs if run.state in (PayRun.State.DRAFTED, PayRun.State.CONFIRMED)]
    paid = _paid(waiting) if waiting else {}
    deciding = Deciding(paid.values(), at)
    return {run.pk: _deciders(run, paid.get(run.pk), deciding) for run in runs}


def paid_by(run: PayRun) -> Collection[int]:
    """Whose payslips it holds. One statement."""
    return paid_by_each([run])[run.pk]


def leaders_of(department_id: int, at: datetime) -> set[int]:
    """Who leads the department: by name, or by their role in it. Two statements."""
    return leaders_by_department([department_id], at)[department_id]


def leaders_in(department_id: int, first: date, last: date, at: datetime) -> set[int]:
    """Whose own pay of these days goes one level up: who leads the department now, or led it then by their role; and
    directors, whom no head decides about (P4). Four statements."""
    during = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    members = Employment.objects.filter(during, department=department_id, starts_on__lte=last)
    held = RoleAssignment.objects.filter(during, role=Role.HEAD, starts_on__lte=last)
    led = held.filter(employee__in=members.values("employee"))
    return leaders_of(department_id, at) | set(led.values_list("employee_id", flat=True)) | directors(at)


def confirmers_of(run: PayRun, at: datetime) -> set[int]:
    """As `Deciding.confirmers`. Needs `period` joined."""
    paid = _paid([run])[run.pk]
    return Deciding([paid], at).confirmers(paid)


def approvers_of(run: PayRun, at: datetime) -> set[int]:
    """As `Deciding.approvers`. Needs `period` joined."""
    paid = _paid([run])[run.pk]
    return Deciding([paid], at).approvers(paid, run.confirmed_by_id)


def has_deciders(tier: str, department_id: int, paid: Collection[int], at: datetime) -> bool:
    """Whether somebody may confirm a run of these people, and somebody else approve it then. Eleven statements at
    most."""
    run = Paid(tier, department_id, frozenset(paid))
    return Deciding([run], at).has_both(run)


def _paid(runs: Collection[PayRun]) -> Mapping[int, Paid]:
    people = paid_by_each(runs)
    return {run.pk: Paid(run.tier, run.period.department_id, people[run.pk]) for run in runs}


def _deciders(run: PayRun, paid: Paid | None, deciding: Deciding) -> Deciders:
    if paid is None:
        return Deciders()
    if run.state == PayRun.State.DRAFTED:
        return Deciders(deciding.confirmers(paid))
    confirmed = [run.confirmed_by_id] if run.confirmed_by_id else []
    return Deciders(confirmed, deciding.approvers(paid, run.confirmed_by_id))
