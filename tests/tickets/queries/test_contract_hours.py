"""The balance of a month, wherever it is shown (C2)."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW, a_client, a_contract, a_project, a_ticket, a_time_entry
from tickets.domain.balance import Standing
from tickets.models import ClientReport, Contract, ReportContract, ReportLine, WorkPolicy
from tickets.queries.contract_hours import balances_of, in_force, months_of

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


@pytest.fixture
def contract() -> Contract:
    return a_contract(included_minutes=600)


def logged(contract, day, minutes, **over):
    ticket = contract.project.tickets.first() or a_ticket(contract.project)
    return a_time_entry(ticket, worked_on=day, billable_minutes=minutes, actual_minutes=minutes, **over)


def balance(contract, day=TODAY):
    found = list(in_force(Contract.objects.filter(pk=contract.pk), day))
    return balances_of(found, day)[contract.pk]


def used(contract):
    """{month: minutes}, where there are any."""
    months = months_of([contract], until=TODAY, is_whole=True)[contract.pk]
    return {each.month: each.used for each in months if each.used}


def sent(contract, month, *entries, at=NOW, told=None):
    """The client's report of `month` with these entries and the contract's month, sent at `at`."""
    report = ClientReport.objects.create(client=contract.project.client, month=month, built_at=at)
    for entry in entries:
        ReportLine.objects.create(
            report=report, time_entry=entry, ticket=entry.ticket, worked_on=entry.worked_on,
            minutes=entry.billable_minutes,
        )  # fmt: skip
    if told:
        amounts = {"beyond_minutes": 0, "rate_amount": 0, "beyond_amount": 0}
        ReportContract.objects.create(report=report, contract=contract, **told, **amounts)
    report.state, report.sent_at = "sent", at
    report.save()


def test_what_is_left_over_is_carried_where_the_contract_says_so(contract):
    Contract.objects.update(starts_on=date(2026, 10, 20))  # in mid-month, with the whole hours of that month
    logged(contract, date(2026, 10, 31), 100)
    logged(contract, NOVEMBER, 40)
    assert (balance(contract).used, balance(contract).carried) == (40, 0)
    Contract.objects.update(rollover_months=1)
    assert (balance(contract).used, balance(contract).carried) == (40, 500)


def test_only_the_contracts_own_days_count(contract):
    Contract.objects.update(starts_on=date(2026, 11, 10))
    logged(contract, date(2026, 11, 9), 30)
    logged(contract, date(2026, 11, 10), 40)
    found = balance(contract)
    assert (found.used, found.included) == (40, 600)


def test_time_of_a_month_that_was_sent_counts_in_the_next_one(contract):
    first = logged(contract, OCTOBER, 100)
    sent(contract, OCTOBER, first)
    logged(contract, date(2026, 10, 30), 50)
    assert balance(contract).used == 50
    assert used(contract) == {OCTOBER: 100, NOVEMBER: 50}


def test_what_was_there_before_the_first_report_stays_in_its_month(contract):
    logged(contract, date(2026, 8, 3), 70, created_at=NOW - timedelta(days=90))
    sent(contract, OCTOBER, logged(contract, OCTOBER, 100), at=NOW - timedelta(days=10))
    logged(contract, date(2026, 8, 4), 5, created_at=NOW)  # logged since: it is late
    assert used(contract) == {date(2026, 8, 1): 70, OCTOBER: 100, NOVEMBER: 5}


def test_late_time_is_paid_by_the_contract_that_followed(contract):
    Contract.objects.update(ends_on=date(2026, 10, 31))
    following = a_contract(contract.project, starts_on=NOVEMBER)
    sent(contract, OCTOBER, logged(contract, OCTOBER, 100))
    logged(contract, date(2026, 10, 30), 50)
    assert balance(following).used == 50


def test_a_month_that_was_sent_is_carried_as_the_client_has_it(contract):
    Contract.objects.update(rollover_months=1, starts_on=OCTOBER)
    sent(contract, OCTOBER, logged(contract, OCTOBER, 100), told={"included_minutes": 600, "used_minutes": 100})
    Contract.objects.update(included_minutes=300)  # past the rule that refuses it
    assert (balance(contract).included, balance(contract).carried) == (300, 500)
    contract.refresh_from_db()
    assert months_of([contract], until=TODAY, is_whole=True)[contract.pk][0].included == 600


def test_a_contract_that_follows_in_mid_month_takes_over_what_is_left(contract):
    """Neither doubled nor lost: the month's 600 and October's, less what the first has used (C2)."""
    Contract.objects.update(starts_on=OCTOBER, ends_on=date(2026, 11, 15), rollover_months=2)
    following = a_contract(contract.project, included_minutes=600, starts_on=date(2026, 11, 16))
    logged(contract, date(2026, 10, 5), 500)
    logged(contract, date(2026, 11, 10), 150)
    logged(contract, date(2026, 11, 17), 30)
    first = balance(contract, date(2026, 11, 15))
    assert (first.included, first.carried, first.used) == (600, 100, 150)
    second = balance(following)
    assert (second.included, second.carried, second.used) == (0, 550, 30)
    found = list(in_force(Contract.objects.filter(pk=following.pk), date(2026, 12, 1)))
    assert balances_of(found, date(2026, 12, 1))[following.pk].carried == 520


def test_shares_are_those_of_the_department_by_date(contract):
    logged(contract, NOVEMBER, 420)
    assert balance(contract).standing == Standing.FINE
    WorkPolicy.objects.create(starts_on=date(2026, 1, 1), used_percent=70)
    assert balance(contract).standing == Standing.NEARLY_USED
    department = contract.project.department
    WorkPolicy.objects.create(department=department, starts_on=date(2026, 2, 1), used_percent=90)
    assert balance(contract).standing == Standing.FINE
    WorkPolicy.objects.create(department=department, starts_on=date(2026, 11, 19), used_percent=10)
    assert balance(contract).standing == Standing.FINE


def test_one_statement_for_any_number_of_contracts(django_assert_num_queries):
    client = a_client()
    found = [a_contract(a_project(client)) for _number in range(3)]
    for contract in found:
        logged(contract, NOVEMBER, 30)
    loaded = list(in_force(Contract.objects.all(), TODAY))
    with django_assert_num_queries(1):
        assert [each.used for each in balances_of(loaded, TODAY).values()] == [30, 30, 30]
    with django_assert_num_queries(0):
        assert balances_of([], TODAY) == {}
