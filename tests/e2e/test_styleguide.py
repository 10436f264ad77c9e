"""The component sheet and the log-in pages in a real browser: accessible, in both languages, themes and widths."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, BrowserContext, Page, Route, ViewportSize
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.factories.people import an_employee
from tests.plugins.browser import watch

PASSWORD = "a-long-enough-password"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDE, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]


@pytest.fixture(autouse=True)
def demo(settings: Settings) -> None:
    settings.DEMO = True


# Every pair of width, theme and language occurs once.
LOOKS = [(WIDE, "light", "en"), (WIDE, "dark", "ru"), (PHONE, "light", "ru"), (PHONE, "dark", "en")]


@contextmanager
def looking(browser: Browser, size: ViewportSize, scheme: Any, language: str) -> Iterator[BrowserContext]:
    """A browser of this width, theme and language."""
    phone = size is PHONE
    context = browser.new_context(viewport=size, color_scheme=scheme, locale=language, is_mobile=phone, has_touch=phone)
    yield context
    context.close()


def assert_clean(page: Page) -> None:
    """No axe violation, no sideways scroll."""
    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]
    assert not violations, [(each["id"], each["nodes"][0]["html"][:200]) for each in violations]
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def open_clean(context: BrowserContext, url: str) -> Page:
    page, seen = context.new_page(), list[str]()
    watch(page, seen)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    assert_clean(page)
    assert seen == []
    return page


def log_in(page: Page, server: LiveServer) -> None:
    an_employee("manager", name="Anna Sheveleva", email="anna@desk.test", password=PASSWORD)
    page.goto(f"{server.url}/accounts/login/?next=/styleguide/")
    page.fill("input[name=login]", "anna@desk.test")
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_load_state()


@pytest.mark.parametrize(("size", "scheme", "language"), LOOKS)
def test_components_and_entrance_are_accessible(
    browser: Browser, live_server: LiveServer, size: ViewportSize, scheme: str, language: str
) -> None:
    with looking(browser, size, scheme, language) as context:
        open_clean(context, f"{live_server.url}/accounts/login/")
        open_clean(context, f"{live_server.url}/accounts/password/reset/")
        log_in(context.new_page(), live_server)
        open_clean(context, f"{live_server.url}/styleguide/")


def test_the_sheet_is_absent_where_people_work(client: Any, settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/styleguide/").status_code == 404


@pytest.fixture
def sheet(page_without_errors: Page, live_server: LiveServer) -> Page:
    log_in(page_without_errors, live_server)
    page_without_errors.wait_for_load_state("networkidle")
    return page_without_errors


def test_letters_walk_a_list(sheet: Page) -> None:
    sheet.keyboard.press("j")
    sheet.keyboard.press("j")
    assert sheet.evaluate("document.activeElement.closest('[data-row]').id") == "sample-2"
    sheet.keyboard.press("k")
    assert sheet.evaluate("document.activeElement.closest('[data-row]').id") == "sample-1"
    sheet.keyboard.press("Enter")
    sheet.wait_for_url("**/styleguide/#1")


def test_letters_work_on_a_russian_layout(sheet: Page) -> None:
    press = """([key, code]) => document.body.dispatchEvent(
      new KeyboardEvent('keydown', {key, code, bubbles: true, cancelable: true}))"""
    sheet.evaluate(press, ["о", "KeyJ"])
    assert sheet.evaluate("document.activeElement.closest('[data-row]').id") == "sample-1"
    sheet.evaluate(press, [".", "Slash"])
    assert sheet.evaluate("document.activeElement.name") == "q"


def test_letters_are_letters_while_typing(sheet: Page) -> None:
    sheet.fill("#id_subject", "")
    sheet.locator("#id_subject").press_sequentially("jkx?")
    assert sheet.input_value("#id_subject") == "jkx?"
    assert not sheet.locator("#help").is_visible()


def test_letters_can_be_switched_off(sheet: Page) -> None:
    sheet.evaluate("document.documentElement.dataset.keyboard = 'off'")
    sheet.keyboard.press("j")
    sheet.keyboard.press("?")
    assert not sheet.locator("#help").is_visible()
    assert sheet.evaluate("document.activeElement.tagName") == "BODY"
    sheet.keyboard.press("Control+k")
    assert sheet.locator("#palette").is_visible()


def test_help_and_palette_open_and_close(sheet: Page) -> None:
    sheet.keyboard.press("?")
    assert sheet.locator("#help").is_visible()
    sheet.keyboard.press("Escape")
    sheet.keyboard.press("Control+k")
    sheet.keyboard.type("zzz")
    sheet.keyboard.press("Escape")
    assert not sheet.locator("dialog:modal").count()


def test_undo_counts_down_and_posts_once(sheet: Page, live_server: LiveServer, allowed_errors: list[str]) -> None:
    allowed_errors.append("404")
    sheet.evaluate(
        "document.dispatchEvent(new CustomEvent('toast', {detail: {text: 'Sent', undo_url: '/nowhere/', seconds: 10}}))"
    )
    undo = sheet.get_by_role("button", name="Undo", exact=True)
    assert undo.inner_text() == "Undo · 10 s"
    with sheet.expect_request("**/nowhere/") as sent:
        undo.click()
    assert sent.value.method == "POST"
    assert sent.value.headers["x-csrftoken"]
    assert sent.value.post_data in (None, "")


def test_a_lost_connection_is_said_with_a_way_on(sheet: Page, allowed_errors: list[str]) -> None:
    allowed_errors += ["ERR_INTERNET_DISCONNECTED", "htmx:error", "Failed to fetch"]
    sheet.context.set_offline(True)
    sheet.evaluate("htmx.ajax('GET', '/styleguide/', {source: '#content', target: '#content', swap: 'none'})")
    sheet.get_by_text("Connection lost. Your text is kept.", exact=True).last.wait_for()
    sheet.context.set_offline(False)
    assert sheet.get_by_role("button", name="Try again").last.is_visible()


def test_a_form_is_sent_once(sheet: Page) -> None:
    sent: list[str] = []

    def answer_slowly(route: Route) -> None:
        sent.append(route.request.url)
        sheet.wait_for_timeout(300)
        route.fulfill(status=204)

    sheet.route("**/slow/", answer_slowly)
    sheet.evaluate(
        """() => {
          const form = document.querySelector('form.form');
          form.action = '/slow/';
          form.requestSubmit(); form.requestSubmit(); form.requestSubmit();
        }"""
    )
    sheet.wait_for_timeout(600)
    assert len(sent) == 1


def test_the_chosen_theme_beats_the_system(sheet: Page) -> None:
    sheet.emulate_media(color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = sheet.evaluate(background)
    sheet.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert sheet.evaluate(background) != light
