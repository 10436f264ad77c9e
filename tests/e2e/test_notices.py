"""The notice centre as a person uses it: by mouse and by keys, light and dark, wide and on a phone."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from support_desk.shared.models import Notice
from support_desk.shared.notices import WORDS, Note, NoticeWords, notify
from tests.e2e.conftest import PHONE, LogIn
from tests.e2e.test_pages import SIDEWAYS, STANDARD
from tests.factories import a_ticket
from tickets.models import Project, Ticket
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]


def words(facts: Mapping[str, Any]) -> NoticeWords:
    return NoticeWords(f"A term runs short: {facts['subject']}", body="The client has waited for three hours.")


@pytest.fixture
def ticket(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ticket]:
    monkeypatch.setitem(WORDS, "test.term", words)
    yield a_ticket(project, requester=project.client.contacts.get(), subject="Ten corrections to the checkout")


def tell(person: Employee, ticket: Ticket, *keys: str, urgent: bool = False) -> None:
    now = clock.now()
    facts, url = {"subject": ticket.subject}, f"/tickets/{ticket.number}/"
    notify(
        [
            Note(person.user_id, "test.term", key, facts, url, now - timedelta(minutes=place), is_urgent=urgent)
            for place, key in enumerate(keys)
        ],
        at=now,
    )


def test_the_bell_leads_to_what_happened(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    tell(manager, ticket, "first", "second")
    page = log_in(manager)
    page.goto(f"{live_server.url}/time/")
    expect(page.locator("#bell .bell-count")).to_have_text("2")
    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url(f"{live_server.url}/notices/")
    expect(page.locator("h1")).to_have_text("2 notices to read")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/tickets/{ticket.number}/")
    expect(page.locator("#bell .bell-count")).to_have_text("1")
    assert list(Notice.objects.unread().values_list("key", flat=True)) == ["second"]


def test_the_bell_counts_anew_by_itself_and_rests_while_nothing_is_new(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    page = log_in(manager)
    page.clock.install()
    page.goto(f"{live_server.url}/time/")
    expect(page.locator("#bell .bell-count")).to_have_count(0)
    with page.expect_response("**/notices/bell/**") as quiet:
        page.clock.run_for(61_000)
    assert quiet.value.status == 204
    tell(manager, ticket, "new")
    with page.expect_response("**/notices/bell/**") as drawn:
        page.clock.run_for(61_000)
    assert drawn.value.status == 200
    expect(page.locator("#bell .bell-count")).to_have_text("1")
    expect(page.get_by_role("link", name="Notices, 1 unread")).to_be_visible()


def test_all_is_marked_as_read_by_a_key(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket
) -> None:
    tell(manager, ticket, "a", "b", "c")
    page = log_in(manager)
    page.goto(f"{live_server.url}/notices/?show=unread")
    expect(page.locator(".notice")).to_have_count(3)
    page.keyboard.press("a")
    page.wait_for_url(f"{live_server.url}/notices/")
    expect(page.locator("li[data-unread]")).to_have_count(0)
    expect(page.locator(".notice")).to_have_count(3)
    expect(page.locator("#bell .bell-count")).to_have_count(0)


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("dark", 1440, "ru"), ("light", 390, "ru"), ("dark", 390, "en")],
)
def test_the_pages_are_accessible(
    log_in: LogIn, live_server: LiveServer, manager: Employee, ticket: Ticket, scheme: str, width: int, language: str
) -> None:
    manager.user.theme, manager.user.language = scheme, language
    manager.user.save()
    page = log_in(manager)
    page.set_viewport_size(PHONE if width == PHONE["width"] else {"width": width, "height": 900})
    for told in (False, True):
        if told:
            tell(manager, ticket, "urgent", urgent=True)
            tell(manager, ticket, "a", "b")
            Notice.objects.filter(key="b").update(read_at=clock.now())
        for address in ("/notices/", "/notices/?show=unread"):
            page.goto(live_server.url + address)
            found = Axe().run(page, options={"runOnly": STANDARD})
            assert found.violations_count == 0, found.generate_report()
            assert page.evaluate(SIDEWAYS) <= 0, address
