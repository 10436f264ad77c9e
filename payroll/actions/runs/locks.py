"""What is locked, in this order: departments by id, the month of pay, the runs by id."""

from datetime import date

from payroll.actions.facts.places import lock_departments
from payroll.models import PayPeriod, PayRun, Payslip
from payroll.queries.runs.points import settlements_of
from payroll.queries.runs.readable import readable_periods, readable_runs
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_department


def lock_month(department_id: int, month: date, *, by: Viewer) -> PayPeriod:
    """The department's month, made where there is none. Department.DoesNotExist when `by` may not see it."""
    department = lock_department(department_id, by=by)
    PayPeriod.objects.get_or_create(department=department, month=month)
    return _locked(department_id, month)


def lock_period(period: PayPeriod, *, by: Viewer) -> PayPeriod:
    """As it is now. PayPeriod.DoesNotExist when `by` may not see it."""
    known = readable_periods(by).get(pk=period.pk)
    lock_department(known.department_id, by=by)
    return _locked(known.department_id, known.month)


def lock_runs(period: PayPeriod) -> list[PayRun]:
    """Those that were not discarded."""
    rows = PayRun.objects.standing().filter(period=period)
    return list(rows.select_for_update(of=("self",)).select_related("period__department", "job").order_by("pk"))


def lock_run(run: PayRun, *, by: Viewer) -> PayRun:
    """As it is now, with its month. PayRun.DoesNotExist when `by` may not see it."""
    known = readable_runs(by).select_related("period").get(pk=run.pk)
    lock_department(known.period.department_id, by=by)
    _locked(known.period.department_id, known.period.month)
    rows = PayRun.objects.select_for_update(of=("self",)).select_related("period__department")
    return rows.get(pk=run.pk)


def lock_run_and_points(run: PayRun, *, by: Viewer) -> PayRun:
    """The same, and first every department whose points it applies: two approvals at once never wait for each other."""
    known = readable_runs(by).select_related("period").get(pk=run.pk)
    people = Payslip.objects.filter(run=known).values_list("employee_id", flat=True)
    places = {one.department_id for one in settlements_of(known.period.month, list(people))}
    lock_departments({known.period.department_id, *places})
    return lock_run(run, by=by)


def _locked(department_id: int, month: date) -> PayPeriod:
    rows = PayPeriod.objects.select_for_update(of=("self",)).select_related("department")
    return rows.get(department=department_id, month=month)
