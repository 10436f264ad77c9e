"""The operator's page in a browser: by keyboard, answering in place, taking, and rows that come by themselves."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import PASSWORD, PHONE, LogIn
from tests.factories import a_client, a_contact, a_message, a_missed_call, a_project, a_ticket, an_employee
from tests.factories.presence import an_away_mark
from tickets.models import CoverSpan, MissedCall, Project, Ticket
from workload.models import Department, Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
SUBJECTS = ("Bonus cards are not credited", "Can guests pay by QR?")
POLL_MS = 4_000


@pytest.fixture
def department(manager: Employee) -> Department:
    return manager.employments.get().department


@pytest.fixture
def operator(department: Department) -> Employee:
    return an_employee(
        "operator", department=department, name="Olga Mirskaya", email="olga@desk.test", password=PASSWORD
    )


@pytest.fixture
def tickets(project: Project, manager: Employee) -> list[Ticket]:
    """The manager sits in a meeting, and two clients have written."""
    an_away_mark(manager, clock.now() - timedelta(minutes=5), minutes=90)
    return [waiting(project, hours, subject) for hours, subject in zip((2, 1), SUBJECTS, strict=True)]


def waiting(project: Project, hours: float, subject: str) -> Ticket:
    at = clock.now() - timedelta(hours=hours)
    ticket = a_ticket(project, requester=project.client.contacts.get(), subject=subject, created_at=at)
    a_message(ticket, "in", at, body_text=f"{subject} Please tell us.")
    return ticket


@pytest.fixture
def page(log_in: LogIn, operator: Employee, tickets: list[Ticket], live_server: LiveServer) -> Page:
    page = log_in(operator)
    page.goto(f"{live_server.url}/")
    return page


def row(page: Page, ticket: Ticket) -> object:
    return page.locator(f"#t{ticket.number}")


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_the_day_begins_here_with_why_each_row_is_here(page: Page, live_server: LiveServer) -> None:
    expect(page).to_have_url(f"{live_server.url}/operator/")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 matters need a person now")
    expect(page.locator("#operator-rows tr").first).to_contain_text("Manager away")
    expect(page.locator("#op-people")).to_contain_text("Anna Sheveleva")


def test_a_letter_is_answered_in_place_by_keyboard_alone(
    page: Page, tickets: list[Ticket], live_server: LiveServer
) -> None:
    page.keyboard.press("j")
    page.keyboard.press("r")
    expect(page.locator("#reply_body")).to_be_focused()
    page.keyboard.type("The cards are mended.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".msg[data-from=us]")).to_contain_text("The cards are mended.")
    expect(row(page, tickets[0])).to_have_count(0)
    expect(page.get_by_role("heading", level=1).first).to_have_text("1 matter needs a person now")
    expect(page).to_have_url(f"{live_server.url}/operator/")
    assert Ticket.objects.get(pk=tickets[0].pk).waiting_since is None


def test_send_and_next_stays_on_the_page(page: Page, tickets: list[Ticket], live_server: LiveServer) -> None:
    row(page, tickets[0]).get_by_role("button", name="Answer").click()
    page.locator("#reply_body").fill("Mended.")
    page.get_by_role("button", name="Send and next").click()
    expect(page.locator("#ticket h1")).to_have_text(SUBJECTS[1])
    expect(page).to_have_url(f"{live_server.url}/operator/")


def test_walking_opening_and_closing(page: Page, tickets: list[Ticket]) -> None:
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#ticket h1")).to_have_text(SUBJECTS[1])
    expect(row(page, tickets[1])).to_have_attribute("aria-current", "true")
    page.get_by_role("button", name="Close").click()
    expect(page.locator("#ticket")).to_have_count(0)
    expect(row(page, tickets[1]).locator("[data-open]")).to_be_focused()


def test_a_ticket_is_taken_for_the_length_of_the_absence(page: Page, tickets: list[Ticket], operator: Employee) -> None:
    page.keyboard.press("j")
    page.keyboard.press("a")
    dialog = page.locator("#loaded-dialog")
    expect(dialog.get_by_role("heading")).to_have_text(f"Who answers for {tickets[0].number}")
    dialog.get_by_label("I answer meanwhile").check()
    dialog.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("You answer for this ticket meanwhile")).to_be_visible()
    expect(dialog).to_be_hidden()
    expect(row(page, tickets[0])).to_contain_text("you answer: took it for the absence")
    span = CoverSpan.objects.get(ticket=tickets[0], ends_at=None)
    assert (span.cover, span.level) == (operator, CoverSpan.Level.TAKEN)
    assert Ticket.objects.get(pk=tickets[0].pk).assignee == tickets[0].assignee


def test_a_ticket_is_handed_to_a_colleague_who_is_here(
    page: Page, tickets: list[Ticket], department: Department, allowed_errors: list[str]
) -> None:
    allowed_errors.append("422")  # nobody chosen
    timur = an_employee("manager", department=department, name="Timur Gareev")
    row(page, tickets[1]).get_by_role("button", name="More").click()
    dialog = page.locator("#loaded-dialog")
    dialog.get_by_label("A colleague answers meanwhile").check()
    dialog.get_by_role("button", name="Apply").click()
    expect(dialog.get_by_text("Choose somebody who is here.")).to_be_visible()
    dialog.locator("#id_to").select_option(label="Timur Gareev · 0 open")
    dialog.get_by_role("button", name="Apply").click()
    expect(row(page, tickets[1])).to_contain_text("Timur Gareev answers: was handed it")
    assert CoverSpan.objects.get(ticket=tickets[1], ends_at=None).cover == timur


def test_a_missed_call_becomes_a_ticket(page: Page, department: Department, project: Project) -> None:
    contact = project.client.contacts.get()
    call = a_missed_call(department, clock.now() - timedelta(minutes=48), contact=contact)
    line = page.locator(f"#call{call.pk}")
    expect(line).to_be_visible(timeout=2 * POLL_MS)
    line.get_by_role("button", name="Call back").click()
    dialog = page.locator("#loaded-dialog")
    dialog.get_by_label("What was said").fill("The dealer portal is slow.")
    dialog.get_by_label("Where it belongs").select_option(label="Online store")
    dialog.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Written down in ticket")).to_be_visible()
    expect(line).to_have_count(0)
    assert MissedCall.objects.get().ticket.project == project


def test_a_call_is_written_down_by_hand(page: Page, allowed_errors: list[str]) -> None:
    allowed_errors.append("422")  # a phone that is none
    page.get_by_role("button", name="Log a missed call").click()
    dialog = page.locator("#loaded-dialog")
    dialog.get_by_label("Phone").fill("twelve")
    dialog.get_by_role("button", name="Log the call").click()
    expect(dialog.get_by_text("Write a phone with its country")).to_be_visible()
    dialog.get_by_label("Phone").fill("8 495 123-45-67")
    dialog.get_by_role("button", name="Log the call").click()
    expect(page.locator("#operator-rows")).to_contain_text("Call from Marina Belova")
    assert MissedCall.objects.get().number == "+74951234567"


def test_a_new_row_comes_by_itself_and_what_is_typed_stays(
    page: Page, tickets: list[Ticket], manager: Employee
) -> None:
    row(page, tickets[0]).get_by_role("button", name="Answer").click()
    expect(page.locator("#reply_body")).to_be_focused()
    page.keyboard.type("Half a sen")
    other = a_project(a_client("Sever Marina"), manager)
    a_contact(other.client)
    late = waiting_of(other, "One more thing")
    expect(row(page, late)).to_be_visible(timeout=2 * POLL_MS)
    expect(row(page, late)).to_have_class("is-changed")
    page.keyboard.type("tence")
    expect(page.locator("#reply_body")).to_have_value("Half a sentence")
    expect(row(page, tickets[0])).to_have_attribute("aria-current", "true")


def waiting_of(project: Project, subject: str) -> Ticket:
    return waiting(project, 0, subject)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it(page: Page, tickets: list[Ticket], department: Department, theme: str) -> None:
    a_missed_call(department)
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of the two
    page.reload()
    expect(page.locator("#op-people li").first).to_be_visible()
    assert_accessible(page)
    row(page, tickets[0]).get_by_role("button", name="More").click()
    expect(page.locator("#loaded-dialog").get_by_role("heading")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    row(page, tickets[0]).get_by_role("button", name="Answer").click()
    expect(page.locator("#ticket")).to_be_visible()
    assert_accessible(page)


def test_on_a_phone_rows_are_cards_and_the_answer_a_page(
    page: Page, tickets: list[Ticket], live_server: LiveServer
) -> None:
    page.set_viewport_size(PHONE)
    page.reload()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert_accessible(page)
    row(page, tickets[0]).get_by_role("button", name="Answer").click()
    expect(page).to_have_url(f"{live_server.url}/tickets/{tickets[0].number}/#reply_body")
    page.go_back()
    page.locator(".tabbar").get_by_role("button", name="More").click()
    expect(page.locator("#more").get_by_role("link", name="Quarantine")).to_be_visible()
