"""The browser fixtures: an error in the console or a failed request fails the test."""

from playwright.sync_api import Page

from tests.plugins.browser import watch

BROKEN = "data:text/html,<title>Broken</title><script>console.error('a wrong turn'); undefinedName()</script>"


def test_a_page_opens_in_the_machines_chromium(page_without_errors: Page) -> None:
    page_without_errors.goto("data:text/html,<title>Calm</title><p>Nothing happens</p>")
    assert page_without_errors.title() == "Calm"


def test_console_errors_and_exceptions_are_seen(page: Page) -> None:
    seen: list[str] = []
    watch(page, seen)
    page.goto(BROKEN)
    assert [line.split(" (")[0] for line in seen if line.startswith("console")] == ["console: a wrong turn"]
    assert any(line.startswith("exception: ") and "undefinedName" in line for line in seen)


def test_failed_requests_are_seen(page: Page) -> None:
    seen: list[str] = []
    watch(page, seen)
    page.goto("data:text/html,<img src='http://127.0.0.1:9/missing.png'>", wait_until="load")
    assert any(line.startswith("request: GET http://127.0.0.1:9/missing.png") for line in seen)


def test_an_expected_error_can_be_allowed(page_without_errors: Page, allowed_errors: list[str]) -> None:
    allowed_errors += ["a wrong turn", "undefinedName"]
    page_without_errors.goto(BROKEN)
