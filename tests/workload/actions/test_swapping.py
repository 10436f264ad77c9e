"""Shifts change hands once both sides and the head have said yes (L1)."""

from datetime import date, timedelta

import pytest

from support_desk.shared import notices
from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import Notice, PeriodLock
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, a_shift, an_absence, an_employee, moscow, viewer
from workload.actions.swapping import (
    agree_to_swap,
    approve_swap,
    decline_swap,
    offer_shift,
    refuse_swap,
    withdraw_swap,
)
from workload.models import Department, Employee, Shift, ShiftSwap

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


@pytest.fixture
def anna(department: Department) -> Employee:
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def boris(department: Department) -> Employee:
    return an_employee("manager", department=department, name="Boris Titov")


def a_swap(anna: Employee, boris: Employee, *, is_exchange: bool = True) -> ShiftSwap:
    mine = a_shift(anna, moscow(9, day=MONDAY))
    wanted = a_shift(boris, moscow(9, day=TUESDAY)) if is_exchange else None
    return offer_shift(shift=mine, colleague=boris, wanted=wanted, note="School play", by=viewer(anna), at=NOW)


@pytest.mark.django_db
def test_both_shifts_change_hands_and_each_is_told_in_turn(head: Employee, anna: Employee, boris: Employee) -> None:
    swap = a_swap(anna, boris)
    agree_to_swap(swap=swap, by=viewer(boris), at=NOW)
    assert approve_swap(swap=swap, by=viewer(head), at=NOW).decided_by == head
    assert anna.shifts.get().starts_at == moscow(9, day=TUESDAY)
    assert boris.shifts.get().starts_at == moscow(9, day=MONDAY)
    told = list(Notice.objects.order_by("id").values_list("user_id", "kind"))
    assert told[:2] == [(boris.user_id, "swap.offered"), (head.user_id, "swap.agree")]
    assert set(told[2:]) == {(anna.user_id, "swap.approve"), (boris.user_id, "swap.approve")}
    words = notices.words_of(Notice.objects.get(kind="swap.offered"))
    assert (words.title, words.body.splitlines()[1]) == ("Anna Orlova offers you a shift", "School play")
    with pytest.raises(IllegalTransition):
        withdraw_swap(swap=swap, by=viewer(anna), at=NOW)


@pytest.mark.django_db
def test_a_shift_is_given_away_and_what_is_over_stays_over(head: Employee, anna: Employee, boris: Employee) -> None:
    swap = a_swap(anna, boris, is_exchange=False)
    with pytest.raises(Refused) as refusal:
        offer_shift(shift=anna.shifts.get(), colleague=boris, by=viewer(anna), at=NOW)
    assert refusal.value.field == "shift"
    assert withdraw_swap(swap=swap, by=viewer(anna), at=NOW).state == "withdrawn"
    again = offer_shift(shift=anna.shifts.get(), colleague=boris, by=viewer(anna), at=NOW)
    assert decline_swap(swap=again, by=viewer(boris), at=NOW, note="Not on Mondays").decision_note == "Not on Mondays"
    third = offer_shift(shift=anna.shifts.get(), colleague=boris, by=viewer(anna), at=NOW)
    agree_to_swap(swap=third, by=viewer(boris), at=NOW)
    with pytest.raises(Refused):
        refuse_swap(swap=third, note=" ", by=viewer(head), at=NOW)
    assert refuse_swap(swap=third, note="We need Anna then", by=viewer(head), at=NOW).state == "refused"
    fourth = offer_shift(shift=anna.shifts.get(), colleague=boris, by=viewer(anna), at=NOW)
    agree_to_swap(swap=fourth, by=viewer(boris), at=NOW)
    approve_swap(swap=fourth, by=viewer(head), at=NOW)
    assert (anna.shifts.count(), boris.shifts.count()) == (0, 1)


@pytest.mark.django_db
def test_nobody_decides_in_anothers_place(department: Department, anna: Employee, boris: Employee) -> None:
    swap = a_swap(anna, boris)
    for nobody, deed in [(anna, agree_to_swap), (boris, approve_swap), (boris, withdraw_swap)]:
        with pytest.raises(NotAllowed):
            deed(swap=swap, by=viewer(nobody), at=NOW)  # type: ignore[operator]  # all three take a swap
    with pytest.raises(NotAllowed):
        offer_shift(shift=boris.shifts.get(), colleague=boris, by=viewer(anna), at=NOW)
    with pytest.raises(ShiftSwap.DoesNotExist):
        agree_to_swap(swap=swap, by=viewer(an_employee("manager", department=department)), at=NOW)


@pytest.mark.django_db
def test_what_cannot_be_offered_names_its_field(anna: Employee, boris: Employee) -> None:
    mine, begun = a_shift(anna, moscow(9, day=MONDAY)), a_shift(anna, moscow(9))
    clash = a_shift(boris, moscow(10, day=MONDAY))
    stranger, by = an_employee("manager"), viewer(anna)
    for given, to, wanted, field in [
        (mine, anna, None, "colleague"),
        (mine, stranger, None, "colleague"),
        (mine, boris, None, "shift"),
        (begun, boris, None, "shift"),
        (mine, boris, begun, "wanted"),
    ]:
        with pytest.raises(Refused) as refusal:
            offer_shift(shift=given, colleague=to, wanted=wanted, by=by, at=NOW)
        assert refusal.value.field == field
    offer_shift(shift=mine, colleague=boris, wanted=clash, by=by, at=NOW)  # at the same time, each takes the other's
    clash.delete()
    with pytest.raises(Conflict):
        offer_shift(shift=begun, colleague=boris, wanted=Shift(pk=clash.pk or 9), by=by, at=NOW)


@pytest.mark.django_db
def test_what_has_changed_begun_or_closed_meanwhile_is_not_exchanged(
    department: Department, head: Employee, anna: Employee, boris: Employee
) -> None:
    swap = a_swap(anna, boris)
    later = moscow(12, day=MONDAY)
    with pytest.raises(Refused):
        agree_to_swap(swap=swap, by=viewer(boris, later), at=later)
    agree_to_swap(swap=swap, by=viewer(boris), at=NOW)
    with pytest.raises(Refused):
        approve_swap(swap=swap, by=viewer(head, later), at=later)
    lock = PeriodLock.objects.create(department_id=department.pk, month=date(2026, 11, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed):
        approve_swap(swap=swap, by=viewer(head), at=NOW)
    lock.delete()
    Shift.objects.filter(employee=boris).update(ends_at=moscow(19, day=TUESDAY))
    with pytest.raises(Conflict):
        approve_swap(swap=swap, by=viewer(head), at=NOW)
    Shift.objects.filter(employee=anna).delete()
    with pytest.raises(Conflict):
        approve_swap(swap=swap, by=viewer(head), at=NOW + timedelta(minutes=1))


@pytest.mark.django_db
@pytest.mark.parametrize("heads_side", ["asker", "colleague"])
def test_a_swap_with_the_head_goes_one_level_up(head: Employee, anna: Employee, heads_side: str) -> None:
    above, office = an_employee("head"), an_employee("office_manager", department=head.headed_departments.get())
    head.manager = above
    head.save()
    swap = a_swap(*((head, anna) if heads_side == "asker" else (anna, head)))
    agree_to_swap(swap=swap, by=viewer(swap.colleague), at=NOW)
    assert list(Notice.objects.filter(kind="swap.agree").values_list("user_id", flat=True)) == [above.user_id]
    with pytest.raises(NotAllowed):
        approve_swap(swap=swap, by=viewer(office), at=NOW)
    assert approve_swap(swap=swap, by=viewer(above), at=NOW).state == "approved"


@pytest.mark.django_db
def test_nobody_takes_a_shift_when_they_are_absent_or_gone(head: Employee, anna: Employee, boris: Employee) -> None:
    swap = a_swap(anna, boris, is_exchange=False)
    agree_to_swap(swap=swap, by=viewer(boris), at=NOW)
    absence = an_absence(boris, MONDAY, type="sickness")
    with pytest.raises(Refused, match="absent"):
        approve_swap(swap=swap, by=viewer(head), at=NOW)
    absence.delete()
    boris.employments.update(ends_on=date(2026, 11, 22))
    with pytest.raises(Refused, match="does not work here"):
        approve_swap(swap=swap, by=viewer(head), at=NOW)


@pytest.mark.django_db(transaction=True)
def test_two_heads_who_approve_at_once_exchange_once(
    department: Department, head: Employee, anna: Employee, boris: Employee
) -> None:
    swap = a_swap(anna, boris)
    agree_to_swap(swap=swap, by=viewer(boris), at=NOW)
    director = viewer(an_employee("director"))
    outcomes = run_at_once(
        lambda: approve_swap(swap=swap, by=viewer(head), at=NOW),
        lambda: approve_swap(swap=swap, by=director, at=NOW),
        lambda: withdraw_swap(swap=swap, by=viewer(anna), at=NOW),
    )
    assert sum(isinstance(one, IllegalTransition) for one in outcomes) == 2
    exchanged = {(one.employee.name, one.starts_at) for one in Shift.objects.select_related("employee")}
    stayed = {("Anna Orlova", moscow(9, day=MONDAY)), ("Boris Titov", moscow(9, day=TUESDAY))}
    assert exchanged.isdisjoint(stayed) == (ShiftSwap.objects.get().state == "approved")
