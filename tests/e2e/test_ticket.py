"""The ticket in a browser: drafts, errors, dialogs, formatted mail."""

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import LogIn
from tests.factories import a_message, a_ticket, an_item
from tickets.models import Project, Ticket, TimeEntry
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
HOSTILE = '<p onclick="x()">Formatted <b>letter</b></p><script>document.title = "taken"</script><form><input></form>'


@pytest.fixture
def ticket(project: Project) -> Ticket:
    ticket = a_ticket(project, requester=project.client.contacts.get(), subject="Ten corrections")
    a_message(ticket, "in", clock.now(), body_text="Good morning, Anna!", body_html=HOSTILE)
    return ticket


@pytest.fixture
def page(log_in: LogIn, manager: Employee, ticket: Ticket, live_server: LiveServer) -> Page:
    page = log_in(manager)
    page.goto(f"{live_server.url}/tickets/{ticket.number}/")
    return page


def test_a_draft_survives_the_browser(page: Page) -> None:
    page.keyboard.press("r")
    page.keyboard.type("Dear Marina, we")
    page.locator("#write-reply").get_by_label("Minutes").fill("7")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.reload()
    expect(page.locator("#reply_body")).to_have_value("Dear Marina, we")
    expect(page.locator("#write-reply").get_by_label("Minutes")).to_have_value("7")


def test_what_was_ticked_and_chosen_survives_the_browser(page: Page, ticket: Ticket) -> None:
    letter = ticket.messages.get()
    for _ in range(2):
        an_item(letter)
    page.reload()
    page.locator("#reply-items").get_by_text("2", exact=True).click()
    page.locator("#reply_then").select_option(label="Leave the status")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    page.reload()
    boxes = page.locator("#reply-items input")
    expect(boxes.nth(0)).not_to_be_checked()
    expect(boxes.nth(1)).to_be_checked()
    expect(page.locator("#reply_then")).to_have_value("")


def test_what_could_not_be_saved_is_offered_with_its_ticks(
    page: Page, ticket: Ticket, allowed_errors: list[str]
) -> None:
    allowed_errors += ["net::ERR_FAILED", "/draft/reply/"]
    an_item(ticket.messages.get())
    page.reload()
    page.route("**/draft/**", lambda route: route.abort())
    page.locator("#reply_body").fill("Half an answer")
    page.locator("#reply-items").get_by_text("1", exact=True).click()
    expect(page.get_by_text("Draft kept in this browser")).to_be_visible()
    # A browser that is killed saves nothing more on its way.
    page.evaluate("document.getElementById('write-reply').removeAttribute('data-draft-url')")
    page.reload()
    page.unroute("**/draft/**")
    expect(page.locator("#reply-items input")).not_to_be_checked()
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator("#reply-items input")).to_be_checked()
    expect(page.locator("#reply_body")).to_have_value("Half an answer")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(page: Page, allowed_errors: list[str], ticket: Ticket) -> None:
    allowed_errors.append("422")
    page.locator("#reply_body").fill("An answer")
    files = [{"name": "plan.txt", "mimeType": "text/plain", "buffer": b"x"}]
    page.locator("#reply-files").set_input_files(files)  # type: ignore[arg-type] # a list of files is taken
    page.locator("#write-reply").get_by_label("Minutes").fill("5")
    page.get_by_role("button", name="Send Ctrl").click()
    expect(page.get_by_role("alert")).to_contain_text("Operation: Choose what the minutes went into.")
    operation = page.locator("#write-reply").get_by_label("Operation")
    expect(operation).to_be_focused()
    expect(operation).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#reply_body")).to_have_value("An answer")
    expect(page.locator("#write-reply [data-files]")).to_contain_text("plan.txt")
    operation.select_option(label="Letter · norm 6 min")
    page.get_by_role("button", name="Send Ctrl").click()
    expect(page.locator(".msg[data-from=us]")).to_contain_text("plan.txt")
    assert TimeEntry.objects.get().actual_minutes == 5


def test_time_is_logged_with_one_key(page: Page) -> None:
    page.keyboard.press("t")
    dialog = page.locator("#loaded-dialog")
    expect(dialog.get_by_label("Operation")).to_be_focused()
    dialog.get_by_label("Operation").select_option(label="Letter · norm 6 min")
    dialog.get_by_label("Minutes").fill("12")
    dialog.get_by_role("button", name="Log", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(page.locator(".logged")).to_contain_text("12 min")


def test_a_step_changes_what_can_be_written(page: Page) -> None:
    page.locator("#ticket-menu > summary").click()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("The ticket is closed. Reopen it to write to the client.")).to_be_visible()
    expect(page.locator("#reply_body")).to_have_count(0)
    page.get_by_role("button", name="Reopen").click()
    expect(page.locator("#reply_body")).to_be_visible()


def test_a_mark_leaves_what_is_being_typed_alone(page: Page) -> None:
    page.locator("#reply_body").press_sequentially("Half a sen")
    page.locator("#ticket-menu > summary").click()
    page.get_by_label("Priority").select_option(label="Urgent")
    expect(page.locator("#ticket-head")).to_contain_text("Urgent")
    expect(page.locator("#reply_body")).to_have_value("Half a sen")


def test_a_formatted_mail_runs_nothing(page: Page, allowed_errors: list[str]) -> None:
    allowed_errors.append("Blocked script execution")
    page.get_by_text("Show as formatted").click()
    frame = page.frame_locator(".mail-frame")
    expect(frame.get_by_text("Formatted letter")).to_be_visible()
    assert "taken" not in page.title()


@pytest.mark.parametrize("key", ["a", "t"])
def test_dialogs_can_be_used_by_everybody(page: Page, key: str) -> None:
    page.keyboard.press(key)
    expect(page.locator("#loaded-dialog")).to_be_visible()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_dialog_out_of_a_menu_gives_the_focus_back_to_the_menus_button(page: Page) -> None:
    more = page.locator("#ticket-menu > summary")
    more.press("Enter")
    page.get_by_role("button", name="Split off messages…").press("Enter")
    dialog = page.locator("#loaded-dialog")
    expect(dialog.get_by_label("Subject of the new ticket")).to_be_focused()
    assert dialog.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(more).to_be_focused()
