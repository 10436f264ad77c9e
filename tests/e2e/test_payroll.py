"""A month of pay from its checks to its end, down to one time entry, and what comes after it (Y4, Y5)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from payroll.actions.runs.drafting import start_draft
from payroll.actions.runs.freezing import freeze_period
from payroll.models import PayObjection, PayPeriod, Payslip
from support_desk.shared import clock
from support_desk.shared.actions.jobs import run_step
from support_desk.shared.models import Job
from tests import factories as make
from tests.e2e.conftest import LogIn
from tests.e2e.fair_play import assert_accessible
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.timesheets import IN_NOVEMBER, closed, filled
from tests.payroll.month import an_answer
from workload.models import Substitute

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
WORK = (("output", "0.6", "10"), ("quality", "0.4", None))
NOVEMBER, IN_DECEMBER = date(2026, 11, 1), datetime(2026, 12, 7, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _the_second_monday(settings: Settings) -> Iterator[None]:
    settings.SECOND_FACTOR_ROLES = ()
    with time_machine.travel(IN_NOVEMBER, tick=True):
        yield


@pytest.fixture
def month(transactional_db: None) -> PayMonth:
    """Mila has answered five letters in October, of an hour each; Stas stands in for the director."""
    found = a_pay_month(components=WORK)
    ticket = make.a_ticket(subject="Where is our banner?", department=found.department, assignee=found.person("Mila"))
    for _letter in range(5):
        an_answer(found.person("Mila"), ticket=ticket)
    stas = make.an_employee("manager", name="Stas", department=make.a_department(name="Board"))
    Substitute.objects.create(person=found.person("Dina"), stands_in=stas, starts_on=date(2026, 10, 1))
    return found


def work_off() -> None:
    """What a worker does with the job that waits."""
    job = Job.objects.latest("created_at")
    while run_step(job_id=job.pk, at=clock.now()):
        pass


def say(page: Page, button: str, words: str) -> None:
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_text(words).first).to_be_visible()


def test_a_month_is_closed_by_two_people_and_followed_down_to_a_time_entry(
    log_in: LogIn, live_server: LiveServer, month: PayMonth
) -> None:
    there = f"{live_server.url}/pay/months/{month.department.pk}/2026-10/"
    page = log_in(month.person("Hugo"))
    page.goto(f"{live_server.url}/pay/months/")
    page.get_by_role("table", name="Months of pay").get_by_role("link", name="October 2026").click()
    expect(page.get_by_text("Everybody has a pay plan for every day of the month.")).to_be_visible()
    assert_accessible(page)
    say(page, "Freeze the facts", "The facts stand still")
    say(page, "Draft the pay", "Payslips are computed. You may leave the page.")
    work_off()
    expect(page.get_by_role("heading", name="The staff")).to_be_visible()
    assert_accessible(page)
    say(page, "Confirm this pay", "Waits for approval by: Dina")
    page = log_in(month.person("Dina"))
    page.goto(there)
    say(page, "Approve this pay", "Approved. Everybody it pays is told")
    say(page, "Confirm this pay", "Waits for approval by: Stas")
    page = log_in(month.person("Stas"))
    page.goto(there)
    page.get_by_role("button", name="Approve this pay").click()
    page.wait_for_load_state()
    assert PayPeriod.objects.get().state == "closed"
    follow_output(log_in(month.person("Mila")), live_server)


def follow_output(page: Page, live_server: LiveServer) -> None:
    """From the payslip to the ticket behind an hour of October; then she objects."""
    page.goto(f"{live_server.url}/pay/")
    line = page.locator("details", has_text="Output").first
    line.locator("summary").click()
    entry = line.get_by_role("table").get_by_role("link", name="Where is our banner?").first
    expect(entry).to_be_visible()
    assert_accessible(page)
    entry.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Where is our banner?")
    page.go_back()
    line.locator("summary").click()
    line.get_by_role("link", name="Object to this line").click()
    page.get_by_label("What is wrong").fill("The letter of the 14th is missing.")
    page.get_by_role("button", name="Object", exact=True).click()
    page.wait_for_url(lambda url: "/object/" not in url)
    assert PayObjection.objects.open().get().line.code == "output"


def test_a_closed_month_is_corrected_in_the_next_one(log_in: LogIn, live_server: LiveServer, month: PayMonth) -> None:
    close_october(month)
    slip = Payslip.objects.get(employee=month.person("Mila"))
    page = log_in(month.person("Hugo"))
    page.goto(f"{live_server.url}/pay/payslips/{slip.pk}/correct/")
    page.get_by_label("Output").first.fill("17.6")
    page.locator("[name=reason]").fill("Calls were logged on another ticket.")
    page.get_by_role("button", name="Compute").click()
    page.get_by_role("button", name="Propose").click()
    page.wait_for_load_state()
    page = log_in(month.person("Dina"))
    page.goto(f"{live_server.url}/pay/adjustments/")
    page.locator("[data-open]").first.click()
    page.get_by_label("Agree").check()
    page.get_by_role("button", name="Decide").click()
    page.wait_for_load_state()
    with time_machine.travel(IN_DECEMBER, tick=True):
        draft_november(month)
        page = log_in(month.person("Hugo"))
        page.goto(f"{live_server.url}/pay/{slip.employee_id}/2026-11/")
        expect(page.get_by_text("October 2026").first).to_be_visible()
        mends = Payslip.objects.get(employee=slip.employee, month=NOVEMBER).lines.get(adjustment_month__isnull=False)
        assert (mends.adjustment_month, mends.amount > 0) == (slip.month, True)
        slip.refresh_from_db()
        assert slip.lines.filter(adjustment_month__isnull=False).count() == 0, "the closed month stays as it was"


def close_october(month: PayMonth) -> None:
    month.freeze()
    month.draft()
    month.confirm()
    month.approve()
    month.confirm("head", by="Dina")
    month.approve("head", by="Stas")


def draft_november(month: PayMonth) -> None:
    closed(month.department, NOVEMBER, IN_DECEMBER)
    by = make.viewer(month.person("Hugo"), IN_DECEMBER)
    period = freeze_period(department=month.department, month=NOVEMBER, by=by, at=IN_DECEMBER)
    start_draft(period=period, by=by, at=IN_DECEMBER)
    work_off()


def test_who_leaves_is_paid_on_the_last_day(log_in: LogIn, live_server: LiveServer, month: PayMonth) -> None:
    vera = month.person("Vera")
    filled(month.department, NOVEMBER, IN_NOVEMBER)
    vera.left_on = IN_NOVEMBER.date()
    vera.save()
    page = log_in(month.person("Hugo"))
    page.goto(f"{live_server.url}/pay/leavers/")
    expect(page.get_by_role("row", name="Vera")).to_contain_text("not drafted yet")
    page.get_by_role("button", name="Draft").click()
    page.goto(f"{live_server.url}/pay/months/{month.department.pk}/2026-11/")
    expect(page.get_by_role("heading", name="Last payslip of Vera")).to_be_visible()
    say(page, "Confirm this pay", "Waits for approval by: Dina")
    page = log_in(month.person("Dina"))
    page.goto(f"{live_server.url}/pay/months/{month.department.pk}/2026-11/")
    say(page, "Approve this pay", "Approved. Everybody it pays is told")
    slip = Payslip.objects.get(employee=vera, month=NOVEMBER)
    assert (slip.run.kind, slip.run.state, slip.sections[-1]["last"]) == ("leaver", "approved", "2026-11-09")
