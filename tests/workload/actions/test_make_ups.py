"""Make-up hours become planned time with the absence, and are free again without it; what has passed is confirmed."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from support_desk.shared.errors import Refused, Unconfirmed
from tests.factories import NOW, a_department, a_shift, an_employee, moscow, viewer, with_calendar
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import record_absence, request_absence
from workload.domain.make_ups import Span
from workload.models import Absence, Department, Employee, MakeUp
from workload.queries.planned import planned_for

pytestmark = pytest.mark.django_db
FRIDAY, SATURDAY = date(2026, 11, 20), date(2026, 11, 21)
HOURS = Days(FRIDAY, FRIDAY, time(10), time(13))


@pytest.fixture
def department() -> Department:
    return with_calendar(a_department())


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


@pytest.fixture
def worker(department: Department) -> Employee:
    return an_employee("manager", department=department)


def ask(employee: Employee, *spans: Span, **over: Any) -> Absence:
    return request_absence(**{"employee": employee, "type": "personal", "days": HOURS, "make_ups": spans,
                              "by": viewer(employee), "at": NOW, **over})  # fmt: skip


def span(day: date, start: int, end: int) -> Span:
    return Span(moscow(start, day=day), moscow(end, day=day))


def minutes(employee: Employee, day: date) -> tuple[int, int]:
    found = planned_for([employee.pk], day, day)[employee.pk][0]
    return found.planned_minutes, found.away_minutes


def test_agreed_hours_are_planned_time_for_whoever_works_by_the_calendar(worker: Employee, head: Employee) -> None:
    worker.employments.update(share_percent=50)
    absence = ask(worker, span(SATURDAY, 10, 12))
    assert minutes(worker, SATURDAY) == (0, 0)
    approve_absence(absence=absence, by=viewer(head), at=NOW)
    assert minutes(worker, SATURDAY) == (120, 0)
    assert minutes(worker, FRIDAY)[1] > 0


def test_agreed_hours_stand_beside_shifts_and_a_shift_over_them_counts_once(worker: Employee, head: Employee) -> None:
    a_shift(worker, moscow(9, day=FRIDAY))
    approve_absence(absence=ask(worker, span(FRIDAY, 18, 20)), by=viewer(head), at=NOW)
    assert minutes(worker, FRIDAY) == (9 * 60 + 120, 180)
    a_shift(worker, moscow(18, day=FRIDAY), hours=3)
    assert minutes(worker, FRIDAY) == (12 * 60, 180)


@pytest.mark.parametrize(
    ("spans", "over"),
    [
        ([span(FRIDAY, 15, 16)], {}),
        ([span(SATURDAY, 8, 12)], {}),
        ([span(date(2026, 12, 5), 10, 12)], {}),
        ([span(SATURDAY, 10, 12)], {"type": "public_duty"}),
        ([span(SATURDAY, 10, 12)], {"days": Days(FRIDAY, FRIDAY)}),
    ],
)
def test_hours_that_cannot_be_made_up_are_refused_and_nothing_is_kept(
    worker: Employee, spans: list[Span], over: dict[str, Any]
) -> None:
    with pytest.raises(Refused) as refused:
        ask(worker, *spans, **over)
    assert refused.value.field == "make_ups"
    assert not Absence.objects.exists()


def test_hours_of_what_does_not_come_are_free_again(worker: Employee, head: Employee) -> None:
    absence = ask(worker, span(SATURDAY, 10, 12))
    reject_absence(absence=absence, note="No", by=viewer(head), at=NOW)
    again = ask(worker, span(SATURDAY, 10, 12))
    monday = Days(date(2026, 11, 23), date(2026, 11, 23), time(10), time(13))
    with pytest.raises(Refused):
        ask(worker, span(SATURDAY, 11, 13), days=monday)
    cancel_absence(absence=again, by=viewer(worker), at=NOW)
    assert not MakeUp.objects.filter(is_standing=True).exists()


def test_what_has_passed_is_entered_once_its_consequences_are_confirmed(worker: Employee, head: Employee) -> None:
    yesterday = NOW.date() - timedelta(days=1)
    a_shift(worker, moscow(9, day=yesterday))
    deed = {"employee": worker, "days": Days(yesterday, NOW.date()), "by": viewer(head), "at": NOW}
    with pytest.raises(Unconfirmed) as refused:
        record_absence(**deed)
    assert refused.value.consequences == (
        "1 shift stands in that time and stays in the roster.",
        "1 day of the timesheet changes: 9 h of planned time are lost.",
    )
    assert not Absence.objects.exists()
    assert record_absence(**deed, confirmed=True).state == "recorded"


def test_a_past_without_work_needs_no_confirming(worker: Employee) -> None:
    sunday = date(2026, 11, 15)
    assert record_absence(employee=worker, days=Days(sunday, sunday), by=viewer(worker), at=NOW).state == "recorded"
