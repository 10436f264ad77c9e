"""The director asks what if upsales weighed 40 % instead of 15 %, over three months, and touches nothing (Y7)."""

import pytest
from django.db import transaction
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from payroll.models import PayPeriod, PayRun, Payslip, PayslipLine
from tests import factories as make
from tests.e2e.conftest import LogIn
from tests.e2e.fair_play import assert_accessible
from tests.factories import pay
from tests.payroll.what_if.closed import MONTHS, a_closed_month

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
# Percent; upsales gain what output, quality and receivables give.
WANTED = {"Output": "20", "Receivables": "15", "Quality": "10", "Upsales": "40", "Deadlines": "15"}


@pytest.fixture(autouse=True)
def _one_factor(settings: Settings) -> None:
    settings.SECOND_FACTOR_ROLES = ()


def paid() -> list[list[tuple[object, ...]]]:
    """Every row of pay as it is stored."""
    return [
        list(model._default_manager.order_by("pk").values_list()) for model in (PayPeriod, PayRun, Payslip, PayslipLine)
    ]


def test_the_director_sees_who_would_gain_and_nothing_paid_changes(log_in: LogIn, live_server: LiveServer) -> None:
    department, version = make.a_department("Support"), pay.a_pay_plan(name="Managers")
    anna, boris = (make.an_employee("manager", department=department, name=name) for name in ("Anna", "Boris"))
    deciders = make.an_employee("head"), make.an_employee("head")
    people = {anna: {"sold": "2"}, boris: {"sold": "12", "output": "80"}}
    for month in MONTHS:
        with transaction.atomic():  # the sum of a payslip is looked at when it ends
            a_closed_month(department, month, version, people, deciders)
    before = paid()
    page = log_in(make.an_employee("director", name="Dina Orlova"))
    page.goto(f"{live_server.url}/director/what-if/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Change a weight and see who would gain")
    form = page.get_by_role("form", name="What would be different")
    for measure, percent in WANTED.items():
        form.get_by_label(measure, exact=True).fill(percent)
    expect(page.locator("[data-weight-sum]")).to_contain_text("100")
    form.get_by_label("Deadlines", exact=True).press("Control+Enter")
    # Hand-worked in tests/payroll/what_if/test_page.py: Boris 3 × 3,200 more, Anna 3 × 7,400 less.
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Boris would gain, Anna would lose; pay falls by 12,600 ₽"
    )
    table = page.get_by_role("table", name="What each person was paid and would be paid, in rubles")
    expect(table.get_by_role("row", name="Boris")).to_contain_text("+9,600")
    expect(table.get_by_role("row", name="Anna")).to_contain_text("−22,200")
    assert_accessible(page)
    page.get_by_role("button", name="Save the scenario").click()
    name = page.get_by_label("Name of the scenario")
    name.fill("Upsales at 40 %")
    name.press("Enter")
    expect(page.get_by_role("link", name="Upsales at 40 %")).to_be_visible()
    assert paid() == before
