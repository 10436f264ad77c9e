"""The queue by keyboard and by hand."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import PHONE, LogIn
from tests.factories import a_message, a_ticket
from tickets.models import Project, Ticket
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
SUBJECTS = ("Bonus cards are not credited", "What is line 14?", "Can guests pay by QR?")
SHIFT = """() => new Promise(done => {
  let total = 0;
  new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) total += e.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(total), 300);
})"""


@pytest.fixture
def tickets(project: Project) -> list[Ticket]:
    """Three tickets, the one that waits longest first."""
    made = []
    for hours, subject in zip((5, 3, 1), SUBJECTS, strict=True):
        at = clock.now() - timedelta(hours=hours)
        ticket = a_ticket(project, requester=project.client.contacts.get(), subject=subject, created_at=at)
        a_message(ticket, "in", at, body_text=f"{subject} Please tell us.")
        made.append(ticket)
    return made


@pytest.fixture
def queue(log_in: LogIn, manager: Employee, tickets: list[Ticket], live_server: LiveServer) -> Page:
    page = log_in(manager)
    page.goto(f"{live_server.url}/queue/")
    return page


def assert_accessible(page: Page) -> None:
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


def test_a_ticket_opens_beside_the_list_by_keyboard_and_back_leads_out(
    queue: Page, tickets: list[Ticket], live_server: LiveServer
) -> None:
    queue.keyboard.press("j")
    queue.keyboard.press("j")
    queue.keyboard.press("Enter")
    expect(queue.locator("#ticket h1")).to_have_text(SUBJECTS[1])
    expect(queue).to_have_url(f"{live_server.url}/tickets/{tickets[1].number}/")
    expect(queue.locator(f"#t{tickets[1].number}")).to_have_attribute("aria-current", "true")
    queue.keyboard.press("k")
    queue.keyboard.press("Enter")
    expect(queue.locator("#ticket h1")).to_have_text(SUBJECTS[0])
    queue.go_back()
    expect(queue.locator("#ticket h1")).to_have_text(SUBJECTS[1])
    queue.go_back()
    expect(queue.get_by_text("Choose a ticket")).to_be_visible()


def test_reply_and_note_are_one_key_away(queue: Page) -> None:
    queue.keyboard.press("j")
    queue.keyboard.press("Enter")
    expect(queue.locator("#ticket")).to_be_visible()
    queue.keyboard.press("r")
    expect(queue.locator("#reply_body")).to_be_focused()
    queue.keyboard.press("Escape")
    queue.keyboard.press("n")
    expect(queue.locator("#note_body")).to_be_focused()
    expect(queue.locator("#reply_body")).to_be_hidden()


def test_send_and_next_walks_through_the_list(queue: Page, tickets: list[Ticket]) -> None:
    queue.get_by_role("link", name=SUBJECTS[0]).click()
    queue.locator("#reply_body").fill("Mended.")
    queue.get_by_role("button", name="Send and next").click()
    expect(queue.locator("#ticket h1")).to_have_text(SUBJECTS[1])
    expect(queue.get_by_text("Reply to Marina Belova sent")).to_be_visible()
    # The list follows by itself: who was answered waits no more and stands last.
    expect(queue.locator("#queue-rows .tick-row").last).to_contain_text(SUBJECTS[0])
    expect(queue.locator("#queue-rows .tick-row").last).to_contain_text("Waiting for client")


def test_undo_brings_the_text_back(queue: Page, tickets: list[Ticket]) -> None:
    queue.get_by_role("link", name=SUBJECTS[0]).click()
    queue.locator("#reply_body").fill("Too early.")
    queue.keyboard.press("Control+Enter")
    expect(queue.locator(".msg[data-from=us]")).to_contain_text("Too early.")
    queue.get_by_role("button", name="Undo").click()
    expect(queue.locator("#reply_body")).to_have_value("Too early.")
    expect(queue.locator(".msg[data-from=us]")).to_have_count(0)
    assert not tickets[0].messages.filter(direction="out", retracted_at=None).exists()


def test_several_are_changed_at_once(queue: Page, tickets: list[Ticket]) -> None:
    for _index in range(2):
        queue.keyboard.press("j")
        queue.keyboard.press("x")
    expect(queue.locator("[data-ticked]")).to_have_text("2")
    queue.get_by_role("button", name="Change…").click()
    dialog = queue.locator("#loaded-dialog")
    expect(dialog.get_by_role("heading")).to_have_text("Change 2 tickets")
    dialog.get_by_label("Priority").select_option(label="Urgent")
    dialog.get_by_role("button", name="Change", exact=True).click()
    expect(queue.get_by_text("2 tickets changed.")).to_be_visible()
    expect(dialog).to_be_hidden()
    expect(queue.locator("#queue-rows").get_by_text("Urgent")).to_have_count(2)
    expect(queue.locator(".bulk")).to_be_hidden()


def test_news_come_by_themselves_and_what_is_typed_stays(queue: Page, tickets: list[Ticket], project: Project) -> None:
    queue.get_by_role("link", name=SUBJECTS[0]).click()
    queue.locator("#reply_body").press_sequentially("Half a sen")
    at = clock.now()
    late = a_ticket(project, requester=tickets[0].requester, subject="One more thing", created_at=at)
    a_message(late, "in", at)
    queue.evaluate("document.dispatchEvent(new Event('queue-changed'))")
    expect(queue.get_by_role("link", name="One more thing")).to_be_visible()
    queue.locator("#reply_body").press_sequentially("tence")
    expect(queue.locator("#reply_body")).to_have_value("Half a sentence")
    expect(queue.locator(f"#t{tickets[0].number}")).to_have_attribute("aria-current", "true")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_everybody_can_use_it(queue: Page, theme: str) -> None:
    queue.emulate_media(color_scheme=theme)  # type: ignore[arg-type] # one of the two
    assert_accessible(queue)
    queue.get_by_role("link", name=SUBJECTS[0]).click()
    expect(queue.locator("#ticket-card .section").first).to_be_visible()
    assert_accessible(queue)


def test_on_a_phone_a_ticket_is_a_page_of_its_own(queue: Page, tickets: list[Ticket], live_server: LiveServer) -> None:
    queue.set_viewport_size(PHONE)
    queue.reload()
    assert queue.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert_accessible(queue)
    queue.get_by_role("link", name=SUBJECTS[0]).click()
    expect(queue).to_have_url(f"{live_server.url}/tickets/{tickets[0].number}/")
    expect(queue.locator("#queue-rows")).to_have_count(0)
    assert queue.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert_accessible(queue)
    queue.get_by_role("link", name="Back to the list").click()
    expect(queue.locator("#queue-rows")).to_be_visible()


def test_a_wait_explains_itself_on_hover_and_on_rest_of_the_focus(queue: Page, tickets: list[Ticket]) -> None:
    asked: list[str] = []
    queue.on("request", lambda request: asked.append(request.url) if "clocks/" in request.url else None)
    first, told = queue.locator(f"#t{tickets[0].number}"), queue.locator("#explained")
    first.get_by_text("5 h").hover()
    expect(told).to_contain_text("The client waits since")
    expect(told).to_contain_text("No SLA policy applies")
    expect(first.locator(".tick")).to_have_attribute("aria-describedby", "explained")
    assert queue.evaluate(SHIFT) < 0.01
    assert_accessible(queue)
    told.hover()
    queue.wait_for_timeout(400)
    expect(told).to_be_visible()
    queue.keyboard.press("Escape")
    expect(told).to_be_hidden()
    queue.mouse.move(0, 0)
    queue.keyboard.press("j")
    expect(told).to_be_visible()
    queue.keyboard.press("j")
    expect(told).to_be_hidden()
    expect(told).to_be_visible()
    queue.keyboard.press("Escape")
    expect(told).to_be_hidden()
    assert len(asked) == len(set(asked)) == 2


def test_nothing_jumps(queue: Page, tickets: list[Ticket], live_server: LiveServer) -> None:
    queue.goto(f"{live_server.url}/queue/", wait_until="networkidle")
    assert queue.evaluate(SHIFT) < 0.01
    queue.goto(f"{live_server.url}/tickets/{tickets[0].number}/", wait_until="networkidle")
    assert queue.evaluate(SHIFT) < 0.01


def test_what_an_ellipsis_hides_is_said_on_hover(queue: Page, tickets: list[Ticket]) -> None:
    subject = "A subject wider than the list and no longer than a row carries"
    Ticket.objects.filter(pk=tickets[0].pk).update(subject=subject)
    queue.reload()
    clipped, whole = (queue.locator(f"#t{ticket.number} .tick > :nth-child(2) > :last-child") for ticket in tickets[:2])
    clipped.hover()
    expect(clipped).to_have_attribute("title", subject)
    whole.hover()
    assert whole.get_attribute("title") is None


def test_a_thumb_has_44_pixels(queue: Page, tickets: list[Ticket]) -> None:
    queue.set_viewport_size(PHONE)
    for target in (".list-filters .chip", ".topbar-end .btn.bell", ".tabbar a"):
        height = queue.locator(target).first.evaluate("""element => {
          const box = element.getBoundingClientRect(), x = box.left + box.width / 2;
          const top = Math.max(0, box.top - 12), bottom = Math.min(innerHeight, box.bottom + 12);
          let height = 0;
          for (let y = top; y < bottom; y += 0.5) height += element.contains(document.elementFromPoint(x, y)) / 2;
          return height;
        }""")
        assert height >= 44, target
