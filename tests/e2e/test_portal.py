"""The client portal on a phone: in by the link of a letter, a ticket with a file, an answer; usable by everybody."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from support_desk.shared.actions.relay_outbox import relay_outbox
from tests.e2e.conftest import PHONE
from tests.factories import a_contract, a_task, a_ticket, an_approval, an_estimate, viewer
from tickets.actions.replying import reply
from tickets.models import Approval, Message, Project, Ticket

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
PLAN = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Two floors"}
LARGE = {"name": "film.mp4", "mimeType": "video/mp4", "buffer": b"x" * (26 * 1024 * 1024)}


@pytest.fixture
def phone(page_without_errors: Page) -> Page:
    page_without_errors.set_viewport_size(PHONE)
    return page_without_errors


@pytest.fixture
def approval(project: Project) -> Approval:
    """An estimate that waits, beside a contract."""
    a_contract(project)
    ticket = a_ticket(project, requester=project.client.contacts.get(), subject="Group timetable")
    asked = an_approval(ticket, 840, beyond_minutes=120, beyond_amount=4800, ready_by=clock.now() + timedelta(days=9))
    task = a_task(ticket, acceptance_criteria="A lesson moves by hand\nA clash is shown")
    an_estimate(task, 840, state="client", approval=asked, client_text="Timetable with drag and drop")
    return asked


def enter(page: Page, live_server: LiveServer) -> None:
    """By the link of a letter, as a person would."""
    page.goto(f"{live_server.url}/portal/")
    page.get_by_label("Your e-mail").fill("marina@kedr.test")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_role("heading")).to_have_text("Look into your mail")
    relay_outbox(at=clock.now())
    (letter,) = [each for each in mail.outbox if "/portal/enter/" in each.body]
    (line,) = [line for line in letter.body.splitlines() if "/portal/enter/" in line]
    page.goto(live_server.url + line[line.index("/portal/") :])
    page.get_by_role("button", name="Open the portal").click()


def assert_usable(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"


def test_a_ticket_with_a_file_and_an_answer(phone: Page, project: Project, live_server: LiveServer) -> None:
    enter(phone, live_server)
    expect(phone.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    phone.get_by_role("link", name="New ticket").click()
    phone.get_by_label("What is it about?").fill("Pick-up points")
    phone.get_by_label("Tell us more").fill("On a map, please.")
    files = phone.locator("input[name=files]")
    files.set_input_files([LARGE])  # type: ignore[arg-type] # a list of files is taken
    expect(phone.get_by_role("status")).to_contain_text("is larger than 25 MB and was left out")
    expect(phone.get_by_label("Tell us more")).to_have_value("On a map, please.")
    files.set_input_files([PLAN])  # type: ignore[arg-type] # a list of files is taken
    assert_usable(phone)
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.get_by_role("heading", name="Pick-up points")).to_be_visible()
    expect(phone.locator(".msg")).to_contain_text("plan.txt")
    ticket = Ticket.objects.get()
    before = clock.now() - timedelta(minutes=1)
    # The letter is older than the answer, and the answer than the seconds in which it is taken back.
    Message.objects.update(created_at=before - timedelta(minutes=1))
    Ticket.objects.update(last_message_at=before - timedelta(minutes=1))
    reply(ticket=ticket, body="Which ones, please?", by=viewer(project.owner, before), at=before)
    phone.get_by_role("link", name="To approve").click()
    phone.get_by_role("link", name="Pick-up points").click()
    expect(phone.locator(".msg[data-from=us]")).to_contain_text("Which ones, please?")
    phone.get_by_label("Your answer").fill("All of them.")
    phone.get_by_role("button", name="Send", exact=True).click()
    expect(phone.locator(".msg").last).to_contain_text("All of them.")
    assert_usable(phone)
    assert Message.objects.filter(direction="in", channel="portal").count() == 2


def test_an_estimate_is_approved_under_the_thumb(phone: Page, approval: Approval, live_server: LiveServer) -> None:
    enter(phone, live_server)
    phone.get_by_role("link", name="Group timetable").click()
    button = phone.get_by_role("button", name="Approve the estimate")
    expect(button).to_be_in_viewport()
    phone.get_by_role("button", name="Ask a question").click()
    expect(phone.get_by_label("Your question")).to_be_visible()
    assert_usable(phone)
    phone.keyboard.press("Escape")
    assert_usable(phone)
    button.click()
    expect(phone.get_by_role("heading", name="Approved")).to_be_visible()
    approval.refresh_from_db()
    assert approval.state == Approval.State.APPROVED


@pytest.mark.parametrize("path", ["tickets/", "reports/", "contract/", "profile/"])
def test_the_other_pages_can_be_used_by_everybody(
    phone: Page, approval: Approval, live_server: LiveServer, path: str
) -> None:
    enter(phone, live_server)
    phone.goto(f"{live_server.url}/portal/{path}")
    assert_usable(phone)
