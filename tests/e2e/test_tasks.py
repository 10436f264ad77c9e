"""Tasks in a browser: split off by a key, accepted, returned, checked and handed over; usable by everybody (W1, W4)."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import PHONE, LogIn
from tests.factories import a_message, a_task, a_ticket, an_employee, viewer
from tickets.actions.tasks.moving import decline_task, move_task
from tickets.domain.tasks import TaskEvent
from tickets.models import Project, Task, Ticket
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def specialist(manager: Employee) -> Employee:
    department = manager.employments.get().department
    return an_employee("specialist", department=department, name="Timur Akhmetov", email="timur@desk.test")


@pytest.fixture
def ticket(project: Project) -> Ticket:
    ticket = a_ticket(project, requester=project.client.contacts.get(), subject="Corrections to the checkout")
    a_message(ticket, "in", clock.now(), body_text="The button of the basket is hidden on a phone.")
    return ticket


def press(page: Page, key: str) -> None:
    """Keys are heard once the page's scripts are there and what the last one did has been drawn."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    page.keyboard.press(key)


def test_a_task_goes_from_the_manager_to_the_specialist_and_back(
    log_in: LogIn, live_server: LiveServer, manager: Employee, specialist: Employee, ticket: Ticket
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/tickets/{ticket.number}/")
    press(page, "w")
    dialog = page.locator("#loaded-dialog")
    dialog.get_by_label("What is to be done").fill("Show the basket on phones")
    dialog.get_by_label("Formulation").fill("Below 480 px the button must stay in sight.")
    dialog.get_by_label("Accepted when").fill("Seen at 390 px in three browsers.")
    dialog.get_by_label("Specialist").select_option(label="Timur Akhmetov · 0 tasks")
    dialog.get_by_role("button", name="Split off").click()
    expect(page.locator("#ticket-tasks")).to_contain_text("Show the basket on phones")
    expect(page.locator("#ticket-head")).to_contain_text("Waiting for specialist")

    page = log_in(specialist)
    page.goto(live_server.url)
    page.wait_for_url(f"{live_server.url}/tasks/")
    press(page, "j")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("Show the basket on phones")
    press(page, "a")
    expect(page.get_by_role("button", name="Accept", exact=True)).to_have_count(0)
    press(page, "b")
    expect(page.get_by_role("button", name="Submit…")).to_be_visible()
    press(page, "s")
    dialog = page.locator("#loaded-dialog")
    dialog.get_by_label("What was done").fill("Done and tried.")
    dialog.get_by_role("button", name="Submit").click()
    expect(page.locator("#task")).to_contain_text("To be checked")

    task = Task.objects.get()
    page = log_in(manager)
    page.goto(f"{live_server.url}/tasks/{task.pk}/")
    press(page, "r")
    dialog = page.locator("#loaded-dialog")
    dialog.get_by_label("Reason").select_option(label="A criterion is not met")
    dialog.get_by_label("What is missing").fill("In the third browser it is still hidden.")
    dialog.get_by_role("button", name="Return").click()
    expect(page.locator("#task")).to_contain_text("returned once")
    move_task(task=task, event=TaskEvent.SUBMIT, by=viewer(specialist, clock.now()), at=clock.now())
    page.reload()
    press(page, "a")
    expect(page.get_by_role("button", name="Hand over to the client")).to_be_visible()
    press(page, "h")
    page.locator("#loaded-dialog").get_by_role("button", name="Hand over").click()
    expect(page.locator("#task")).to_contain_text("Handed over")
    ticket.refresh_from_db()
    assert ticket.status == "resolved"


def a_full_day(ticket: Ticket, specialist: Employee) -> Task:
    """A task of every kind in a specialist's day, and a conflict; the critical one is returned."""
    now = clock.now()
    critical = a_task(ticket, assignee=specialist, status="offered", is_critical=True, title="Mend the payment page")
    begun = a_task(
        ticket,
        assignee=specialist,
        status="in_progress",
        title="Show the basket on phones",
        deadline_at=now + timedelta(hours=5),
        agreed_minutes=150,
    )
    for status, title in (
        ("offered", "Draw three banners for the spring sale"),
        ("accepted", "Replace the footer"),
        ("rework", "Sort the catalogue by price and by novelty, with the choice kept between visits"),
        ("asked", "Connect the second warehouse"),
        ("submitted", "Check the feed of goods"),
    ):
        a_task(ticket, assignee=specialist, status=status, title=title, deadline_at=now - timedelta(hours=3))
    decline_task(task=critical, reason="busy", against=begun, by=viewer(specialist, now), at=now)
    return critical


def check(page: Page, address: str) -> None:
    """No violation, nothing to scroll sideways."""
    page.goto(address)
    found = Axe().run(page, options={"runOnly": STANDARD})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(SIDEWAYS) <= 0, address


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_every_page_of_tasks_is_accessible(
    log_in: LogIn,
    live_server: LiveServer,
    manager: Employee,
    specialist: Employee,
    ticket: Ticket,
    scheme: str,
    width: int,
) -> None:
    critical = a_full_day(ticket, specialist)
    for employee in (manager, specialist):
        employee.user.theme = scheme
        employee.user.save()
    size = PHONE if width == PHONE["width"] else {"width": width, "height": 900}
    page = log_in(manager)
    page.set_viewport_size(size)
    for address in ("/tasks/", f"/tasks/{critical.pk}/", f"/tickets/{ticket.number}/"):
        check(page, live_server.url + address)
    press(page, "w")
    expect(page.locator("#loaded-dialog")).to_be_visible()
    found = Axe().run(page, options={"runOnly": STANDARD})
    assert found.violations_count == 0, found.generate_report()
    page = log_in(specialist)
    begun = Task.objects.get(status="in_progress")
    for address in ("/tasks/", f"/tasks/{begun.pk}/"):
        check(page, live_server.url + address)
