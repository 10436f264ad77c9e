"""Clients, search, time and the rest as a person uses them; checked for access in light, dark and on a phone."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import PHONE, LogIn
from tests.factories import a_contract, a_mailbox, a_message, a_raw_mail, a_ticket, a_time_entry, an_employee
from tests.factories.presence import MOSCOW
from tickets.models import Project, Ticket
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def ticket(project: Project) -> Ticket:
    """A client who waits, an answer before that, a contract, a promise and time of today."""
    now = clock.now()
    project.client.tone_notes = "Likes short letters and dates."
    project.client.save()
    a_contract(project)
    ticket = a_ticket(project, requester=project.client.contacts.get(), subject="Ten corrections to the checkout")
    a_message(ticket, "out", now - timedelta(hours=2), body_text="Seven of them are answered in the file.")
    a_message(ticket, "in", now - timedelta(hours=1), body_text="And the three invoices? " + "A long story. " * 40)
    ticket.promised_until = now + timedelta(days=1)
    ticket.save()
    a_time_entry(ticket, worked_on=now.astimezone(MOSCOW).date())
    return ticket


@pytest.fixture
def head(manager: Employee) -> Employee:
    return an_employee("head", department=manager.employments.get().department, name="Olga Mirskaya")


def check(page: Page, address: str) -> None:
    """No violation, nothing to scroll sideways."""
    page.goto(address)
    found = Axe().run(page, options={"runOnly": STANDARD})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(SIDEWAYS) <= 0, address


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("dark", 1440, "ru"), ("light", 390, "ru"), ("dark", 390, "en")],
)
def test_every_page_is_accessible(
    log_in: LogIn, live_server: LiveServer, head: Employee, ticket: Ticket, scheme: str, width: int, language: str
) -> None:
    mail = a_raw_mail(a_mailbox(ticket.department), state="quarantined", reason="too_large")
    head.user.theme, head.user.language = scheme, language
    head.user.save()
    page = log_in(head)
    page.set_viewport_size(PHONE if width == PHONE["width"] else {"width": width, "height": 900})
    addresses = ["/clients/", f"/clients/{ticket.client_id}/", "/search/?q=invoice", "/time/", "/profile/", "/audit/"]
    addresses += [
        "/tickets/new/",
        "/quarantine/",
        f"/quarantine/{mail.pk}/",
        "/mailboxes/",
        f"/time/?employee={ticket.assignee_id}",
    ]
    for address in addresses:
        check(page, live_server.url + address)


def test_a_stranger_reads_the_story_and_keeps_a_note(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/clients/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("1 matter waits for our answer")
    expect(page.get_by_text("Likes short letters and dates.").first).to_be_visible()
    page.keyboard.press("n")
    page.get_by_label("Good to know").last.fill("Call after ten.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".callout").first).to_contain_text("Call after ten.")


def test_the_palette_finds_a_ticket_while_one_types(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/clients/")
    page.keyboard.press("Control+k")
    page.keyboard.type("correct")
    expect(page.locator("#palette [role=option]:visible")).to_have_text(
        [f"{ticket.number}{ticket.subject}Kedr Furniture"]
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/tickets/{ticket.number}/")


def test_palette_and_help_name_the_places_of_the_rail(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/clients/")
    rail = page.locator("#rail-places .rail-label").all_text_contents()
    page.keyboard.press("?")
    expect(page.locator("#help [data-help-places] dt").first).to_have_text("g q")
    expect(page.locator("#help [data-help-places] dd")).to_contain_text(["My queue", "Clients", "Notices"])
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    offered = page.locator("#palette [role=option]:visible .clip")
    expect(offered).to_have_text([*rail, "Notices"])
    page.keyboard.type("clien")
    expect(offered).to_have_text(["Waiting for client", "Clients"])
    page.locator("#palette [role=option]:visible", has_text="Clients").click()
    page.wait_for_url(f"{live_server.url}/clients/")


def test_several_lines_of_a_day_are_logged_and_one_is_taken_back_and_put_back(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/time/")
    page.get_by_role("button", name="Another line").click()
    for line, minutes in (("line-0", "20"), ("line-1", "7")):
        page.fill(f"[name={line}-ticket]", str(ticket.number))
        page.select_option(f"[name={line}-operation]", label="Letter · norm 6 min")
        page.fill(f"[name={line}-minutes]", minutes)
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Logged 2 entries.")
    expect(page.locator("#day tbody tr")).to_have_count(3)
    page.locator("#day tbody tr").nth(1).get_by_role("button", name="Take back").click()
    expect(page.locator("#day tbody tr")).to_have_count(4)
    expect(page.locator("#day .stat-value").first).to_have_text("27 min")
    expect(page.locator("#week [aria-current] .num")).to_have_text("27 min")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#day tbody tr")).to_have_count(5)
    expect(page.locator("#day .stat-value").first).to_have_text("47 min")


def test_days_are_walked_by_keyboard(log_in: LogIn, live_server: LiveServer, manager: Employee) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/time/")
    page.keyboard.press("[")
    expect(page.locator("h1")).to_have_text("Yesterday")
    page.keyboard.press("]")
    expect(page.locator("h1")).to_have_text("Today")


def test_a_call_is_written_down_with_a_project_found_by_typing(
    log_in: LogIn, live_server: LiveServer, manager: Employee, project: Project
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/tickets/new/")
    page.locator("#find").press_sequentially("kedr")
    page.get_by_role("radio", name="Kedr Furniture · Online store").check()
    page.locator("#id_requester option", has_text="Marina Belova").wait_for(state="attached")
    page.select_option("#id_requester", label="Marina Belova")
    page.fill("[name=subject]", "Pick-up points")
    page.fill("[name=text]", "She would like them on a map.")
    page.get_by_role("button", name="Open the ticket").click()
    ticket = Ticket.objects.get()
    page.wait_for_url(f"{live_server.url}/tickets/{ticket.number}/")
    assert ticket.requester_address == "marina@kedr.test"


def test_a_choice_of_theme_and_language_is_seen_at_once(
    log_in: LogIn, live_server: LiveServer, manager: Employee
) -> None:
    page = log_in(manager)
    page.goto(f"{live_server.url}/profile/")
    page.select_option("[name=theme]", "dark")
    page.select_option("[name=language]", "ru")
    page.locator("main form button[data-kind=primary]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
