"""Entering facts of pay, one by one and in a list, and taking them back (Y2, P4)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from payroll.actions.facts import entering
from payroll.actions.facts.entering import ToldFact, enter_fact, enter_facts
from payroll.actions.facts.taking_back import take_fact_back
from payroll.models import PayFact
from support_desk.shared.errors import Conflict, ManyRefused, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, an_employee, viewer
from tests.factories.pay import a_pay_fact, a_pay_period, a_pay_run, a_payslip
from tests.payroll.queries.measures.test_measures import moved
from workload.models import Employee

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
TODAY = NOW.date()


@pytest.fixture
def head():
    return an_employee("head", department=a_department())


@pytest.fixture
def anna(head):
    return an_employee("manager", department=head.employments.get().department, name="Anna")


def told(employee: Employee, amount: str = "2.50", **over) -> ToldFact:
    fact = ToldFact(employee.pk, "offer", TODAY, Decimal(amount), "SEO audit", source="CRM", reference="A-1")
    return replace(fact, **over)


def enter(by: Employee, *facts: ToldFact) -> list[PayFact]:
    return enter_facts(told=facts, by=viewer(by), at=NOW)


def test_a_fact_stands_in_the_department_of_its_day_with_its_trail(head, anna):
    former = head.employments.get().department
    moved(anna, a_department(), TODAY)
    fact = enter_fact(told=told(anna, happened_on=TODAY - timedelta(days=1)), by=viewer(head), at=NOW)
    assert (fact.department, fact.created_by, fact.amount) == (former, head, Decimal("2.50"))
    entry = AuditEntry.objects.get(action="pay_fact.enter")
    assert (entry.scope, entry.department_id, entry.after["amount"]) == (f"payfact:{fact.pk}", former.pk, "2.50")
    assert PayFact.objects.standing().get() == fact


@pytest.mark.parametrize("own", ["enter", "take back"])
def test_nobody_enters_or_takes_back_their_own(head, own):
    with pytest.raises(NotAllowed, match="their own pay"):
        if own == "enter":
            enter_fact(told=told(head), by=viewer(head), at=NOW)
        else:
            take_fact_back(fact=a_pay_fact(head), reason="No", by=viewer(head), at=NOW)


def test_all_that_is_wrong_of_a_list_is_named_and_nothing_of_it_stays(head, anna):
    stranger = an_employee("manager")
    enter(head, told(anna, reference="A-0"))
    bad = [
        told(stranger), told(anna, happened_on=TODAY + timedelta(days=1)), told(anna, "0"), told(anna, title=" "),
        told(anna, reference="A-0"), told(anna), told(anna), told(anna, happened_on=date(2025, 1, 1)),
        told(anna, url="javascript:alert(1)", reference=""), told(anna, kind="gift", reference=""),
        told(anna, employee_id=99_999_999),
    ]  # fmt: skip
    with pytest.raises(ManyRefused) as refused:
        enter(head, *bad)
    assert [(place, one.field) for place, one in refused.value.each] == [
        (0, "employee"), (1, "happened_on"), (2, "amount"), (3, "title"), (4, "reference"), (6, "reference"),
        (7, "happened_on"), (8, "url"), (9, "kind"), (10, "employee"),
    ]  # fmt: skip
    assert PayFact.objects.count() == 1


def test_a_frozen_month_a_written_payslip_and_the_month_of_another_department_take_no_facts(head, anna):
    a_pay_period(head.employments.get().department, NOVEMBER)
    with pytest.raises(PeriodClosed):
        enter_fact(told=told(anna), by=viewer(head), at=NOW)
    october = a_pay_period(head.employments.get().department, state="open", frozen_at=None)
    a_payslip(a_pay_run(october, kind="leaver", leaver=anna), anna)
    fact = a_pay_fact(anna)
    with pytest.raises(PeriodClosed):
        take_fact_back(fact=fact, reason="Wrong", by=viewer(head), at=NOW)
    transferred = an_employee("manager", department=head.employments.get().department)
    other = a_department()
    moved(transferred, other, date(2026, 9, 15))
    a_pay_period(other, date(2026, 9, 1))
    with pytest.raises(PeriodClosed):
        enter_fact(told=told(transferred, happened_on=date(2026, 9, 3)), by=viewer(head), at=NOW)


def test_taken_back_once_with_a_reason(head, anna):
    fact = a_pay_fact(anna, amount="3")
    with pytest.raises(Refused, match="why it is wrong"):
        take_fact_back(fact=fact, reason=" ", by=viewer(head), at=NOW)
    back = take_fact_back(fact=fact, reason="Another client", by=viewer(head), at=NOW)
    assert (back.amount, back.reverses, back.reason) == (Decimal(-3), fact, "Another client")
    assert take_fact_back(fact=fact, reason="Again", by=viewer(head), at=NOW) == back
    with pytest.raises(Refused, match="takes another one back"):
        take_fact_back(fact=back, reason="No", by=viewer(head), at=NOW)
    with pytest.raises(NotAllowed):
        take_fact_back(fact=fact, reason="No", by=viewer(an_employee("accountant")), at=NOW)


def test_a_number_that_was_taken_back_is_told_anew_and_only_one_of_them_stands(head, anna):
    [wrong] = enter(head, told(anna, "10000"))
    for amount in ("1000", "900"):
        take_fact_back(fact=wrong, reason="Another sum", by=viewer(head), at=NOW)
        [right] = enter(head, told(anna, amount))
        assert (right.tells_anew, PayFact.objects.standing().get()) == (wrong, right)
        wrong = right
    with pytest.raises(ManyRefused):
        enter(head, told(anna, "1"))
    for former in (right, right.tells_anew, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_pay_fact(anna, source="CRM", reference="A-1", tells_anew=former)
    with pytest.raises(IntegrityError, match="only what was taken back"), transaction.atomic():
        a_pay_fact(anna, source="CRM", reference="A-2", tells_anew=right.tells_anew)


@pytest.mark.parametrize("facts", [1, 3])
def test_as_many_statements_whatever_the_number(head, anna, facts, django_assert_num_queries):
    people = [anna, *(an_employee("manager", department=head.employments.get().department) for _one in range(2))]
    with django_assert_num_queries(13):
        enter(head, *(told(one, reference=f"A-{one.pk}") for one in people[:facts]))


@pytest.mark.django_db(transaction=True)
def test_the_same_number_told_twice_at_once_is_kept_once(head, anna):
    results = run_at_once(*(lambda: enter(head, told(anna)) for _one in range(2)))
    assert PayFact.objects.count() == 1
    assert sum(isinstance(one, ManyRefused) for one in results) == 1


def test_a_number_that_another_department_tells_meanwhile_is_a_conflict(head, anna, monkeypatch):
    a_pay_fact(an_employee("manager"), source="CRM", reference="A-1")
    monkeypatch.setattr(entering, "_known", lambda _told: {})
    with pytest.raises(Conflict, match="at this moment"):
        enter(head, told(anna))


def test_what_was_collected_stands_on_the_day_its_invoice_fell_due(head, anna):
    """Whoever collects before the month ends loses nothing of the month in which it was due."""
    paid = TODAY - timedelta(days=9)
    due = told(anna, "10000", kind="due", reference="17")
    enter(head, due)
    with pytest.raises(ManyRefused) as refused:
        enter(head, replace(due, kind="collected", happened_on=paid), replace(due, kind="due", reference="18"),
              replace(due, kind="collected", reference="18", happened_on=paid))  # fmt: skip
    assert [(number, why.field) for number, why in refused.value.each] == [(0, "happened_on"), (2, "happened_on")]
    collected = enter(head, replace(due, kind="collected"))[0]
    assert collected.happened_on == due.happened_on
    take_fact_back(fact=PayFact.objects.get(kind="due"), reason="Another day", by=viewer(head), at=NOW)
    take_fact_back(fact=collected, reason="Another day", by=viewer(head), at=NOW)
    assert len(enter(head, replace(due, happened_on=paid), replace(due, kind="collected", happened_on=paid))) == 2
