"""A leave slip goes cover → colleague → head; when it begins, routing and the operator's page follow by themselves."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import PHONE
from tests.factories import a_calendar, a_message, a_ticket, an_employee, with_calendar
from tickets.models import CoverSpan, Project, Ticket
from workload.actions.presence_edges import tell_presence_edges
from workload.models import Absence, Department, Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
LogIn = Callable[[Employee], Page]
ZONE = ZoneInfo("Europe/Moscow")


@pytest.fixture
def department(manager: Employee) -> Department:
    department = manager.employments.get().department
    head = an_employee("head", department=department, name="Vera Lantsova")
    Department.objects.filter(pk=department.pk).update(head=head)
    department.refresh_from_db()
    return with_calendar(department, a_calendar(is_around_the_clock=True))


def test_a_slip_goes_round_and_the_desk_follows_it(
    log_in: LogIn, live_server: LiveServer, manager: Employee, department: Department, project: Project
) -> None:
    cover = an_employee("manager", department=department, name="Boris Titov")
    colleague = an_employee("specialist", name="Ilya Sokol")
    operator = an_employee("operator", department=department, name="Olga Mirskaya")
    first = clock.now().astimezone(ZONE).date() + timedelta(days=1)

    # The manager asks by keyboard alone, on a phone.
    page = log_in(manager)
    page.set_viewport_size(PHONE)
    page.goto(f"{live_server.url}/absences/")
    ask_by_keyboard(page, first, cover, colleague)
    expect(page.get_by_role("table", name="Your absences")).to_contain_text("Boris Titov has not yet agreed to cover.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    absence = Absence.objects.get()

    # Cover, colleague, head: each finds it on the page when it is their turn.
    for signer in (cover, colleague):
        page = log_in(signer)
        page.goto(f"{live_server.url}/absences/")
        page.get_by_role("link", name="Look and sign").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Anna Sheveleva")
        expect(page.locator("#content")).not_to_contain_text("Vacation")
        page.get_by_role("button", name="Agree").click()
        expect(page.locator(".timeline")).to_contain_text(f"{signer.name}, ")
    assert department.head is not None
    page = log_in(department.head)
    page.goto(f"{live_server.url}/absences/")
    page.get_by_text("Coverage left").click()
    expect(page.get_by_role("table", name="People who are there on each day")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("table", name="The department’s absences")).to_contain_text("Approved")

    # It begins, and nobody touches anything.
    ticket = waiting(project)
    begins = datetime.combine(first, time(10), ZONE)
    with time_machine.travel(begins, tick=True):
        tell_presence_edges(at=clock.now())
        span = CoverSpan.objects.get(ends_at=None)
        assert (span.project, span.cover, span.level) == (project, cover, CoverSpan.Level.NAMED)
        page = log_in(cover)
        page.goto(f"{live_server.url}/queue/?view=covering")
        expect(page.locator("#content")).to_contain_text(ticket.subject)
        page = log_in(operator)
        page.goto(f"{live_server.url}/operator/")
        expect(page.locator("#op-people")).to_contain_text("Anna Sheveleva")
        expect(page.locator("#op-people")).to_contain_text("absent until")
    with time_machine.travel(absence.ends_at + timedelta(hours=10), tick=True):
        tell_presence_edges(at=clock.now())
    assert not CoverSpan.objects.filter(ends_at=None).exists()


def ask_by_keyboard(page: Page, day: date, cover: Employee, colleague: Employee) -> None:
    form = page.locator("#absence_form")
    form.get_by_label("First day").fill(day.isoformat())
    form.get_by_label("Last day").fill((day + timedelta(days=1)).isoformat())
    form.get_by_label("Who covers").select_option(label=cover.name)
    form.locator("summary", has_text="Who else signs").focus()
    page.keyboard.press("Enter")
    form.get_by_label(colleague.name).focus()
    page.keyboard.press("Space")
    form.get_by_role("button", name="Ask", exact=True).focus()
    page.keyboard.press("Enter")


def waiting(project: Project) -> Ticket:
    at = clock.now() - timedelta(hours=1)
    ticket = a_ticket(project, requester=project.client.contacts.get(), subject="Pay by QR", created_at=at)
    a_message(ticket, "in", at, body_text="Can guests pay by QR?")
    return ticket


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
