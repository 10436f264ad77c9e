"""Operations and norms: a norm changed later changes no entry (W6, W7)."""

from datetime import date

import pytest

from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, PeriodLock
from tests.factories import NOW, a_department, a_ticket, a_time_entry, an_employee, an_operation, viewer
from tickets.actions.logging_time import LoggedWork, log_time
from workload.actions.operations import create_operation, set_norm, update_operation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)


def test_an_operation_is_entered_and_changed() -> None:
    department = a_department()
    head = viewer(an_employee("head", department=department))
    operation = create_operation(
        code="letter", name=" Letter ", unit="letter", kind="communication", department=department, by=head, at=NOW
    )
    assert (operation.name, operation.is_billable, operation.free_minutes) == ("Letter", True, 5)
    update_operation(operation=operation, by=head, at=NOW, is_billable=False, free_minutes=0)
    operation.refresh_from_db()
    assert (operation.is_billable, operation.free_minutes) == (False, 0)


def test_what_is_common_to_all_is_the_directors() -> None:
    head = viewer(an_employee("head"))
    common = {"code": "letter", "name": "Letter", "unit": "letter", "kind": "communication", "at": NOW}
    with pytest.raises(NotAllowed):
        create_operation(by=head, **common)
    operation = create_operation(by=viewer(an_employee("director")), **common)
    for act in (
        lambda: set_norm(operation=operation, minutes=5, starts_on=TODAY, by=head, at=NOW),
        lambda: update_operation(operation=operation, by=head, at=NOW, name="X"),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_whoever_stands_as_head_of_the_department_sets_its_norms() -> None:
    deputy = an_employee("manager")
    department = a_department(head=deputy)
    set_norm(operation=an_operation(department=department), minutes=9, starts_on=TODAY, by=viewer(deputy), at=NOW)


def test_a_new_norm_changes_no_entry() -> None:
    operation, ticket = an_operation(15), a_ticket()
    entry = a_time_entry(ticket, operation=operation)
    director = viewer(an_employee("director"))
    set_norm(operation=operation, minutes=30, starts_on=TODAY, by=director, at=NOW)
    entry.refresh_from_db()
    assert entry.norm_minutes == 15
    by = viewer(ticket.assignee)
    later = log_time(ticket=ticket, work=LoggedWork(operation, 20, worked_on=TODAY), by=by, at=NOW)
    before = log_time(ticket=ticket, work=LoggedWork(operation, 20, worked_on=date(2026, 11, 17)), by=by, at=NOW)
    assert (later.norm_minutes, before.norm_minutes) == (30, 15)
    recorded = AuditEntry.objects.get(action="norm.set")
    assert (recorded.before, recorded.after) == ({"minutes": 15}, {"minutes": 30, "starts_on": "2026-11-18"})


def test_todays_norm_may_be_corrected_and_one_in_force_not() -> None:
    operation = an_operation(15)
    director = viewer(an_employee("director"))
    set_norm(operation=operation, minutes=30, starts_on=TODAY, by=director, at=NOW)
    set_norm(operation=operation, minutes=25, starts_on=TODAY, by=director, at=NOW)
    assert [norm.minutes for norm in operation.norms.order_by("starts_on")] == [15, 25]
    with pytest.raises(Refused, match="has been in force") as refused:
        set_norm(operation=operation, minutes=20, starts_on=date(2026, 1, 1), by=director, at=NOW)
    assert refused.value.field == "starts_on"


@pytest.mark.parametrize("minutes", [0, -1, 10_001])
def test_minutes_are_possible(minutes: int) -> None:
    with pytest.raises(Refused) as refused:
        set_norm(operation=an_operation(), minutes=minutes, starts_on=TODAY, by=viewer(an_employee("director")), at=NOW)
    assert refused.value.field == "minutes"


@pytest.mark.parametrize(
    ("starts_on", "is_own", "is_refused"),
    [
        (date(2026, 10, 31), True, True),
        (date(2026, 9, 1), True, True),
        (date(2026, 11, 1), True, False),
        (date(2026, 10, 31), False, False),
    ],
)
def test_no_norm_reaches_into_a_closed_month(starts_on: date, is_own: bool, is_refused: bool) -> None:
    department = a_department()
    closed = department if is_own else a_department()
    PeriodLock.objects.create(department_id=closed.pk, month=date(2026, 10, 1), closed_at=NOW)
    operation = an_operation(department=department)
    by = viewer(an_employee("director"))
    if is_refused:
        with pytest.raises(PeriodClosed) as refused:
            set_norm(operation=operation, minutes=9, starts_on=starts_on, by=by, at=NOW)
        assert refused.value.field == "starts_on"
    else:
        set_norm(operation=operation, minutes=9, starts_on=starts_on, by=by, at=NOW)


def test_a_common_norm_minds_every_departments_closed_months() -> None:
    PeriodLock.objects.create(department_id=a_department().pk, month=date(2026, 10, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed):
        set_norm(
            operation=an_operation(), minutes=9, starts_on=date(2026, 10, 5), by=viewer(an_employee("director")), at=NOW
        )
