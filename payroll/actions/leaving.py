"""The pay of somebody who leaves: a run of their own on the last day (Labour Code 140; Y5)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions.lapsing import lapse_disputes_of
from payroll.actions.further_pay import pay_further
from payroll.actions.runs.discarding import discard
from payroll.actions.runs.finishing import finish_drafts
from payroll.actions.runs.freezing import PayNotReady
from payroll.actions.runs.locks import lock_month, lock_runs
from payroll.actions.runs.pointing import write_points
from payroll.actions.runs.writing import write_slips
from payroll.domain.run_states import PeriodState, RunState
from payroll.models import PayPeriod, PayRun, Payslip
from payroll.queries.runs.further import due_to, is_paid_up
from payroll.queries.runs.leaver_checks import stops_of_people
from payroll.queries.runs.leavers import points_of_leaver
from payroll.queries.runs.people import leaders_in
from payroll.run_permissions import check_keeps_pay
from support_desk.shared.errors import Conflict, NotAllowed, PeriodClosed, Refused
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.models import Department, Employee, Employment


@transaction.atomic
def draft_leaver(*, employee: Employee, by: Viewer, at: datetime) -> PayRun:
    """Ends the open disputes of the employee without points, pays the month up to the last day, settles the points so
    far, and waits to be confirmed and approved like any run. Drafted again it is drafted anew, until it is confirmed.
    Who is paid up to the last day is paid what was added in their favour since, by a run of a later month.

    Refused without a last day, before it, and where the month is computed otherwise already; PayNotReady with the list
    of what stops it: timesheets, НН, absences, the year; NotAllowed for oneself and for who does not keep the
    department's pay; PeriodClosed for a closed month.
    """
    last_day, department = _place_of(employee)
    check_keeps_pay(by, department.pk)
    if by.employee_id == employee.pk:
        raise NotAllowed(_("Nobody decides on their own pay. It goes one level up."))
    if is_paid_up(employee, states=[RunState.APPROVED]):
        return _draft_further(employee, department, last_day, by=by, at=at)
    if day_in(department.timezone, at) < last_day:
        raise Refused(_("Who leaves is paid on the last day: it has not come yet."), field="employee")
    period = lock_month(department.pk, last_day.replace(day=1), by=by)
    _clear(period, employee)
    found = stops_of_people([employee.pk], department, last_day, at)
    if found:
        raise PayNotReady(found)
    lapse_disputes_of(employee=employee, by=by, at=at)
    run = _run_of(employee, period, last_day, at=at)
    write_slips(run=run, people=[employee.pk], at=at, until=last_day)
    _check_paid(run)
    _point(run, employee, department)
    finish_drafts(period=period, runs=[run], by=by, at=at)
    return run


def _draft_further(employee: Employee, department: Department, last_day: date, *, by: Viewer, at: datetime) -> PayRun:
    """Of who is paid up to their last day, with the first month that is open."""
    month = due_to(employee, department, at).month
    period = lock_month(department.pk, month, by=by)
    open_runs = PayRun.objects.standing().filter(kind=PayRun.Kind.LEAVER, leaver=employee)
    for run in open_runs.exclude(state=RunState.APPROVED).select_for_update(of=("self",)).order_by("pk"):
        _discard_draft(run)
    due = due_to(employee, department, at)
    if due.month != month:
        period = lock_month(department.pk, due.month, by=by)
    run = _run_of(employee, period, last_day, at=at)
    pay_further(run=run, due=due, by=by, at=at)
    return run


def _run_of(employee: Employee, period: PayPeriod, last_day: date, *, at: datetime) -> PayRun:
    """Of the heads where they led the department on their last days."""
    is_leader = employee.pk in leaders_in(period.department_id, last_day.replace(day=1), last_day, at)
    tier = PayRun.Tier.HEAD if is_leader else PayRun.Tier.STAFF
    kind = PayRun.Kind.LEAVER
    return PayRun.objects.create(period=period, kind=kind, tier=tier, leaver=employee, started_at=at)


def _discard_draft(run: PayRun) -> None:
    if run.state not in (RunState.DRAFTING, RunState.DRAFTED):
        raise Conflict(_("The pay of this person is confirmed already: send it back before drafting anew."))
    discard(run)


def _place_of(employee: Employee) -> tuple[date, Department]:
    """The last day, and where they work on it."""
    if employee.left_on is None:
        raise Refused(_("Write down the last day of this person first."), field="employee")
    terms = Employment.objects.filter(employee=employee, starts_on__lte=employee.left_on).select_related("department")
    last = terms.order_by("-starts_on").first()
    if last is None:
        raise Refused(_("This person works in no department now."), field="employee")
    return employee.left_on, last.department


def _clear(period: PayPeriod, employee: Employee) -> None:
    """An own draft of before goes; whatever else pays the month stands in the way."""
    if period.state == PeriodState.CLOSED:
        raise PeriodClosed(_("This month of pay is closed. A correction is paid with an open one."))
    for run in lock_runs(period):
        if run.kind == PayRun.Kind.LEAVER and run.leaver_id == employee.pk:
            _discard_draft(run)
    if Payslip.objects.filter(employee=employee, month=period.month).exists():
        raise Conflict(_("The month of this person is in the draft of the department: it pays them."))


def _check_paid(run: PayRun) -> None:
    """A run that pays nobody would keep the month open: what is wrong is said instead."""
    if run.errors:
        raise Refused(" ".join(sentence for _who, sentence in run.errors), field="employee")
    if not Payslip.objects.filter(run=run).exists():
        raise Refused(_("Nobody is left to be paid by this department in this month."), field="employee")


def _point(run: PayRun, employee: Employee, department: Department) -> None:
    """Their points do not wait for the pay of others, as the points of a month do."""
    slip = Payslip.objects.filter(run=run, employee=employee).first()
    shares = points_of_leaver(employee, department, run.period.month) if slip else []
    if slip is not None and shares:
        write_points([(slip, shares)])
