"""Whose policies and calendars a head changes: those that no other department counts by (S1, P2)."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from support_desk.shared.errors import NotAllowed
from tests.factories import (
    NOW,
    a_calendar,
    a_client,
    a_contract,
    a_department,
    a_policy,
    a_project,
    an_employee,
    viewer,
)
from tests.factories.calendars import SYSTEM
from tests.factories.sla import LADDER, TARGETS
from tickets.actions.catalogue import create_policy, create_standard_terms, set_department_policy, update_policy
from tickets.models import SlaPolicy
from tickets.permissions import can_change_policy
from workload.actions.calendars import create_calendar, set_day, update_calendar
from workload.models import Department, WorkingCalendar
from workload.permissions import can_change_calendar, can_name_defaults

pytestmark = pytest.mark.django_db
KEEPERS = ("head", "office_manager")


@pytest.fixture(params=KEEPERS)
def keeper(request):
    """A head, then an office manager, beside another department."""
    a_department("Beside")
    return viewer(an_employee(request.param))


def own(by):
    return Department.objects.get(pk=next(iter(by.department_ids)))


def beside():
    return Department.objects.get(name="Beside")


def a_contract_elsewhere(**over):
    owner = an_employee("manager", department=beside())
    return a_contract(a_project(a_client(), owner), **over)


def answered(sentence, *, may):
    return nullcontext() if may else pytest.raises(NotAllowed, match=sentence)


def check_policy(by, policy, *, may):
    """The question and the deed say the same."""
    policy.refresh_from_db()
    assert can_change_policy(by, policy) is may
    with answered("Other departments promise by this policy", may=may):
        update_policy(policy=policy, by=by, at=NOW, warn_percent=50)


def check_calendar(by, calendar, *, may):
    calendar.refresh_from_db()
    assert can_change_calendar(by, calendar) is may
    with answered("Other departments count by this calendar", may=may):
        set_day(calendar=calendar, day=NOW.date(), kind="holiday", by=by, at=NOW)


def test_a_policy_of_the_own_department_is_theirs_until_another_promises_by_it(keeper):
    policy = a_policy(department=own(keeper))
    check_policy(keeper, policy, may=True)
    set_department_policy(department=beside(), policy=policy, by=SYSTEM, at=NOW)
    check_policy(keeper, policy, may=False)
    for role in ("director", "administrator"):
        check_policy(viewer(an_employee(role)), policy, may=True)


def test_a_contract_of_another_department_counts_until_it_is_over(keeper):
    running, over = a_policy(), a_policy()
    a_contract_elsewhere(sla_policy=running)
    a_contract_elsewhere(sla_policy=over, ends_on=NOW.date() - timedelta(days=2))
    check_policy(keeper, running, may=False)
    check_policy(keeper, over, may=True)


def test_the_default_policy_is_everybodys(keeper):
    check_policy(keeper, a_policy(is_default=True), may=False)


def test_a_calendar_that_others_count_by_is_not_theirs(keeper):
    by_department, by_policy, by_contract, by_default = (a_calendar() for _ in range(4))
    Department.objects.filter(pk=beside().pk).update(calendar=by_department)
    set_department_policy(department=beside(), policy=a_policy(calendar=by_policy), by=SYSTEM, at=NOW)
    a_contract_elsewhere(calendar=by_contract)
    a_policy(calendar=by_default, is_default=True)
    for calendar in (by_department, by_policy, by_contract, by_default, a_calendar(is_default=True)):
        check_calendar(keeper, calendar, may=False)
        with pytest.raises(NotAllowed):
            update_calendar(calendar=calendar, by=keeper, at=NOW, name="Mine")


def test_a_calendar_of_the_own_department_or_of_nobody_is_theirs(keeper):
    mine = a_calendar()
    Department.objects.filter(pk=own(keeper).pk).update(calendar=mine)
    a_policy(calendar=mine, department=own(keeper))
    check_calendar(keeper, mine, may=True)
    check_calendar(keeper, a_calendar(), may=True)


def test_what_every_department_falls_back_on_is_not_theirs_to_name(keeper):
    policy, calendar = a_policy(), a_calendar()
    deeds = (
        lambda **who: update_policy(policy=policy, is_default=True, **who),
        lambda **who: update_calendar(calendar=calendar, is_default=True, **who),
        lambda **who: create_calendar(code="new", name="New", is_around_the_clock=True, is_default=True, **who),
        lambda **who: create_policy(
            code="new", name="New", calendar=calendar, targets=TARGETS, steps=LADDER, is_default=True, **who
        ),
    )
    assert not can_name_defaults(keeper)
    for deed in deeds:
        with pytest.raises(NotAllowed, match="where no other is named") as refused:
            deed(by=keeper, at=NOW)
        assert refused.value.field == "is_default"
    assert not SlaPolicy.objects.filter(is_default=True).exists()
    assert not WorkingCalendar.objects.filter(is_default=True).exists()


@pytest.mark.parametrize("role", KEEPERS)
def test_in_a_company_of_one_department_the_defaults_are_theirs(role):
    keeper = viewer(an_employee(role))
    policy = create_standard_terms(by=keeper, at=NOW)
    check_policy(keeper, policy, may=True)
    check_calendar(keeper, policy.calendar, may=True)
