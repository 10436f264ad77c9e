"""Browser tests: the machine's own Chromium, no network but ours, and no error that goes unseen."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# A page that is left while it asks for news ends that request; nothing failed.
LEFT_PAGE = "net::ERR_ABORTED"
MISSING = "no Chromium found: browser tests skipped"


def chromium() -> str | None:
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever opens a page is an `e2e` test."""
    for item in items:
        if {"page", "browser", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.e2e)
            if chromium() is None:
                item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says it once in plain sight: a run without browser tests must not look like a whole one."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{MISSING} ({len(skipped)})", yellow=True)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    # The browser's driver keeps an event loop in this thread, where Django would refuse its ORM.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    return {**browser_type_launch_args, "executable_path": chromium(), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "viewport": {"width": 1440, "height": 900}, "locale": "en-GB"}


@pytest.fixture
def allowed_errors() -> list[str]:
    """A test that provokes an error adds a piece of its text here."""
    return []


@pytest.fixture
def page_without_errors(page: Page, allowed_errors: list[str]) -> Iterator[Page]:
    """A page; the test fails at its end when the console showed an error or a request failed."""
    seen: list[str] = []
    watch(page, seen)
    yield page
    unexpected = [line for line in seen if not any(piece in line for piece in allowed_errors)]
    assert not unexpected, "the browser reported:\n" + "\n".join(unexpected)


def watch(page: Page, seen: list[str]) -> None:
    """Appends a line to `seen` for every console error, uncaught exception and failed request of the page."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_failure(request: Request) -> None:
        if LEFT_PAGE not in (request.failure or ""):
            seen.append(f"request: {request.method} {request.url}: {request.failure}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: seen.append(f"exception: {error}"))
    page.on("requestfailed", on_failure)
