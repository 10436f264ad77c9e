"""Next month's roster is submitted by keyboard; the head approves and sees who is there by the hour (L1)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.test_pages import check
from tests.factories import an_employee
from tests.factories.rosters import a_roster
from workload.domain.roster_dates import month_of, months_later
from workload.models import Employee, RosterSubmission

LogIn = Callable[[Employee], Page]
MOST_TABS = 80


@pytest.fixture
def month() -> date:
    return months_later(month_of(localdate()), 1)


def test_a_month_by_keyboard_and_its_approval(
    log_in: LogIn, manager: Employee, live_server: LiveServer, month: date, allowed_errors: list[str]
) -> None:
    head = an_employee("head", department=manager.employments.get().department, name="Vera Lantsova")
    allowed_errors.append("422")
    page = log_in(manager)
    page.goto(f"{live_server.url}/roster/{month:%Y-%m}/")
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('tr[data-editable] td')"):
            break
    row = page.locator("tr[data-editable]")
    page.keyboard.press("Enter")
    page.keyboard.type("9-25")
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("“9-25” is no working time.")
    page.keyboard.press("Control+A")
    page.keyboard.type("9-13 14-16")
    page.keyboard.press("Enter")
    expect(row.locator("td").nth(0)).to_have_text("6")
    page.keyboard.press("c")
    expect(row.locator("td").nth(1)).to_have_text("6")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("22-6")
    page.keyboard.press("Enter")
    expect(row.locator("td").nth(2)).to_have_text("2")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    expect(row.locator("td").nth(2)).to_have_text("")
    page.keyboard.press("s")
    expect(page.get_by_text("Submitted", exact=True).first).to_be_visible()
    assert RosterSubmission.objects.get().state == "submitted"

    page = log_in(head)
    page.goto(f"{live_server.url}/roster/{month:%Y-%m}/?day={month:%Y-%m}-01")
    page.get_by_role("button", name="Approve: Anna Sheveleva").press("Enter")
    expect(page.get_by_text("No roster waits for your decision.")).to_be_visible()
    page.goto(f"{live_server.url}/roster/{month:%Y-%m}/?day={month:%Y-%m}-01")
    hours = page.get_by_role("table", name="People on shift by the hour").locator("td")
    assert [hours.nth(hour).inner_text() for hour in (8, 9, 13, 14, 16)] == ["", "1", "", "1", ""]
    assert RosterSubmission.objects.get().state == "approved"


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_the_pages_are_accessible(
    log_in: LogIn, manager: Employee, live_server: LiveServer, month: date, scheme: str, width: int
) -> None:
    department = manager.employments.get().department
    a_roster(an_employee("manager", department=department), {1: "9-18"}, month=month, state="submitted", at=clock.now())
    page = log_in(an_employee("head", department=department, name="Vera Lantsova"))
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # the table holds plain words
    for place in (f"{month:%Y-%m}", f"mine/{month:%Y-%m}", "swaps", "feed", "fairness", "week"):
        check(page, f"{live_server.url}/roster/{place}/")
