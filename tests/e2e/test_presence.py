"""Away with one click and back, on a phone too; asking for an absence (L2, L3)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import PHONE
from tests.factories import an_employee
from workload.models import AwayMark, Employee

LogIn = Callable[[Employee], Page]


@pytest.mark.parametrize("is_phone", [False, True])
def test_away_and_back_without_leaving_the_page(
    log_in: LogIn, manager: Employee, live_server: LiveServer, is_phone: bool
) -> None:
    page = log_in(manager)
    if is_phone:
        page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/absences/")
    page.locator("#presence summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Away for 30 minutes").click()
    expect(page.locator("#presence summary")).to_contain_text("Away until")
    assert AwayMark.objects.filter(employee=manager).count() == 1
    page.locator("#presence summary").click()
    page.get_by_role("button", name="I am back").click()
    expect(page.locator("#presence summary")).to_have_text("Here")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_absence_is_asked_for(log_in: LogIn, manager: Employee, live_server: LiveServer) -> None:
    an_employee("manager", department=manager.employments.get().department, name="Boris Titov")
    page = log_in(manager)
    page.goto(f"{live_server.url}/absences/")
    page.locator("#absence_form").get_by_label("Who covers").select_option(label="Boris Titov")
    page.get_by_label("First day").fill("2030-03-04")
    page.get_by_label("Last day").fill("2030-03-08")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("table", name="Your absences")).to_contain_text("Vacation")
