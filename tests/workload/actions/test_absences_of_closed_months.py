"""What may still become of an absence whose month is closed, and what keeps a month from closing (L2, W7)."""

from datetime import date

import pytest

from support_desk.shared.errors import PeriodClosed
from support_desk.shared.models import PeriodLock
from tests.factories import NOW, a_department, an_absence, an_employee, viewer
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.models import Absence, Department, Employee
from workload.queries.absence_report import Wanted, absences_wanted
from workload.queries.timesheets.blocks import blocks_of
from workload.queries.timesheets.months import month_facts

pytestmark = pytest.mark.django_db
OCTOBER, LATE = date(2026, 10, 1), date(2026, 10, 28)


@pytest.fixture
def department() -> Department:
    made = a_department()
    an_employee("head", department=made, name="Hugo")
    made.refresh_from_db()
    return made


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department, name="Mila")


def late(worker: Employee, state: str, department: Department) -> Absence:
    """From 28 October until 10 November, October being closed."""
    absence = an_absence(worker, LATE, days=14, state=state, type="sickness" if state == "recorded" else "public_duty")
    PeriodLock.objects.create(department_id=department.pk, month=OCTOBER, closed_at=NOW)
    return absence


@pytest.mark.parametrize("deed", [reject_absence, cancel_absence])
def test_a_request_ends_in_a_closed_month_too(deed: object, worker: Employee, department: Department) -> None:
    assert department.head is not None
    absence = late(worker, "requested", department)
    ended = deed(absence=absence, note="Late", by=viewer(department.head), at=NOW)  # type: ignore[operator]  # both
    assert ended.state in ("rejected", "cancelled")


def test_confirming_what_counts_already_changes_no_timesheet(worker: Employee, department: Department) -> None:
    assert department.head is not None
    absence = late(worker, "recorded", department)
    with pytest.raises(PeriodClosed):
        reject_absence(absence=absence, note="Was here", by=viewer(department.head), at=NOW)
    assert approve_absence(absence=absence, by=viewer(department.head), at=NOW).state == "approved"


def test_what_nobody_has_decided_on_keeps_the_month_open(worker: Employee, department: Department) -> None:
    an_absence(worker, LATE, days=14, state="recorded", type="sickness")
    an_absence(worker, date(2026, 10, 5), state="requested")
    an_absence(worker, date(2026, 10, 7), state="approved")
    an_absence(worker, date(2026, 9, 30), state="requested")
    an_absence(an_employee("manager"), date(2026, 10, 7), state="requested")
    [facts] = month_facts(Department.objects.filter(pk=department.pk), OCTOBER, NOW)
    assert [block.sentence for block in blocks_of(facts, [], {}) if "decided" in block.sentence] == [
        "An absence of Mila is not decided: 5 October 2026.",
        "An absence of Mila is not decided: 28 October 2026 – 10 November 2026.",
    ]


def test_what_somebody_left_open_is_decided_by_who_headed_them(department: Department, worker: Employee) -> None:
    """Seen and decided after they have left, or moved; by others it is not seen."""
    assert department.head is not None
    absence = an_absence(worker, LATE, days=2, state="recorded", type="sickness")
    elsewhere = an_employee("head")
    worker.employments.update(ends_on=date(2026, 11, 10))
    Employee.objects.filter(pk=worker.pk).update(left_on=date(2026, 11, 10))
    assert not Absence.objects.visible_to(viewer(elsewhere)).exists()
    assert approve_absence(absence=absence, by=viewer(department.head), at=NOW).state == "approved"
    wanted = Wanted(OCTOBER, date(2026, 10, 31), department_id=department.pk)
    assert list(absences_wanted(viewer(department.head), wanted)) == [absence], "and the report counts it"
