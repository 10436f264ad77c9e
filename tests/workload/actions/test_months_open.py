"""What is closed for somebody goes by the department that they worked in on that day (W7, I5)."""

from collections.abc import Callable
from datetime import date, time

import pytest

from support_desk.shared.errors import ManyRefused, PeriodClosed
from support_desk.shared.models import PeriodLock
from tests.factories import NOW, a_department, an_employee, moscow, viewer
from workload.actions.absence_checks import Days
from workload.actions.absences import record_absence
from workload.actions.many_shifts import WallShift, plan_many_shifts
from workload.actions.shift_pattern import set_shifts
from workload.actions.shifts import plan_shift
from workload.models import Department, Employee, Employment

pytestmark = pytest.mark.django_db
MOVED_ON = date(2026, 11, 10)
Deed = Callable[[Employee, date], object]


@pytest.fixture
def places() -> list[Department]:
    return [a_department(), a_department()]


@pytest.fixture
def moved(places: list[Department]) -> Employee:
    """In the first department until 9 November, in the second from the 10th on."""
    worker = an_employee("manager", department=places[0])
    first = worker.employments.get()
    worker.employments.update(ends_on=date(2026, 11, 9))
    Employment.objects.create(employee=worker, department=places[1], position=first.position, starts_on=MOVED_ON)
    an_employee("head", department=places[1], name="Hugo")
    return worker


def record(worker: Employee, day: date) -> object:
    return record_absence(employee=worker, days=Days(day, day), by=viewer(worker), at=NOW, confirmed=True)


def plan(worker: Employee, day: date) -> object:
    by, start, end = viewer(Employee.objects.get(name="Hugo")), moscow(9, day=day), moscow(18, day=day)
    return plan_shift(employee=worker, starts_at=start, ends_at=end, by=by, at=NOW, reason="Forgotten")


def by_pattern(worker: Employee, day: date) -> object:
    by = viewer(Employee.objects.get(name="Hugo"))
    return set_shifts(employee=worker, pattern=[], first=day, last=day, by=by, at=NOW)


def many(worker: Employee, day: date) -> object:
    shift = WallShift(worker.pk, day, time(9), time(18), reason="Forgotten")
    # A file may hold days of several departments: each is planned by who keeps the one of that day.
    return plan_many_shifts(wanted=[shift], by=viewer(an_employee("director")), at=NOW)


@pytest.mark.parametrize("deed", [record, plan, by_pattern, many])
def test_each_day_goes_by_the_department_of_that_day(deed: Deed, moved: Employee, places: list[Department]) -> None:
    PeriodLock.objects.create(department_id=places[0].pk, month=date(2026, 11, 1), closed_at=NOW)
    PeriodLock.objects.create(department_id=places[1].pk, month=date(2026, 10, 1), closed_at=NOW)
    with pytest.raises((PeriodClosed, ManyRefused)):
        deed(moved, date(2026, 11, 9))
    assert deed(moved, MOVED_ON)
    assert deed(moved, date(2026, 10, 9)), "October is closed where they did not work yet"


def test_a_period_meets_the_closed_days_within_it(moved: Employee, places: list[Department]) -> None:
    PeriodLock.objects.create(department_id=places[0].pk, month=date(2026, 11, 1), closed_at=NOW)
    for first, last in ((date(2026, 10, 1), MOVED_ON), (date(2026, 11, 1), date(2026, 11, 1))):
        with pytest.raises(PeriodClosed):
            record_absence(employee=moved, days=Days(first, last), by=viewer(moved), at=NOW, confirmed=True)
