"""The head moves a task and brings it back; an alarm is raised, decided, and its effect shown (L7, L8)."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import PASSWORD, PHONE
from tests.e2e.test_pages import check
from tests.factories import a_skill, an_employee
from tests.factories.load import a_specialist, some_work
from tests.factories.presence import with_calendar
from workload.models import Department, Employee, Skill

LogIn = Callable[[Employee], Page]


def overloaded(department: Department, manager: Employee, hours: tuple[int, ...]) -> tuple[Employee, Employee, Skill]:
    """(who has too much, who has time, the skill of both): tasks of so many hours that are due within ten days."""
    with_calendar(department)
    skill = a_skill("PHP")
    full = a_specialist(department, skill, name="Ilya Brandt")
    free = a_specialist(department, skill, name="Marat Akhmetov")
    for number, length in enumerate(hours):
        due = clock.now() + timedelta(days=10)
        some_work(full, length, None, skill, manager=manager, title=f"Import {number}", deadline_at=due)
    return full, free, skill


def test_the_head_moves_a_task_and_undo_brings_it_back(
    log_in: LogIn, manager: Employee, live_server: LiveServer
) -> None:
    department = manager.employments.get().department
    head = an_employee("head", department=department, password=PASSWORD)
    full, free, _skill = overloaded(department, manager, (70, 20))
    page = log_in(head)
    page.goto(f"{live_server.url}/load/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    row, other = page.locator(f"#load-{full.pk}"), page.locator(f"#load-{free.pk}")
    expect(row.locator('[data-tone="bad"]').first).to_be_visible()
    before = other.inner_text()
    row.get_by_role("link").first.click()
    expect(page.locator("#loaded-dialog")).to_contain_text("Import")
    page.keyboard.press("Escape")
    moves = page.get_by_role("complementary", name="Proposed moves")
    expect(moves).to_contain_text("PHP level 3")
    moves.get_by_role("button", name="Apply").first.click()
    expect(moves).to_contain_text("Moved lately")
    assert other.inner_text() != before
    moves.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("complementary", name="Proposed moves")).not_to_contain_text("Moved lately")
    assert other.inner_text() == before
    check(page, f"{live_server.url}/load/")
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    check(page, f"{live_server.url}/load/")


def test_an_alarm_is_raised_decided_and_its_effect_shown(
    log_in: LogIn, manager: Employee, live_server: LiveServer
) -> None:
    department = manager.employments.get().department
    head = an_employee("head", department=department, password=PASSWORD)
    full, _free, _skill = overloaded(department, manager, (500,))
    page = log_in(manager)
    page.goto(f"{live_server.url}/load/")
    page.get_by_role("link", name="Raise overload alarm").click()
    page.get_by_label("What is at stake").fill("Two launches on one day.")
    page.get_by_role("button", name="Raise the alarm").click()
    expect(page.get_by_role("heading", name="Raised by Anna Sheveleva")).to_be_visible()
    page.context.clear_cookies()
    page = log_in(head)
    page.goto(f"{live_server.url}/load/alarms/")
    page.locator("[data-open]").first.click()
    check(page, page.url)
    page.get_by_label("Move deadlines").check()
    page.get_by_label("What is done").fill("The second launch waits for a month.")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator("#decision")).to_contain_text("The second launch waits")
    full.tasks.update(deadline_at=clock.now() + timedelta(days=300))
    page.get_by_role("button", name="Close it").click()
    expect(page.locator('[data-effect="after"]')).to_contain_text("0 min")
    expect(page.locator('[data-effect="before"] svg')).to_be_visible()
