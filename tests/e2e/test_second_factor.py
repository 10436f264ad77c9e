"""A director sets the second factor up, logs in with it and loses it again; readable everywhere on the way."""

from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import PASSWORD
from tests.e2e.test_pages import SIDEWAYS, STANDARD
from tests.factories import an_employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]


def look(page: Page) -> None:
    """No violation, nothing to scroll sideways."""
    found = Axe().run(page, options={"runOnly": STANDARD})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate(SIDEWAYS) <= 0, page.url


def code_for(secret: str) -> str:
    """What the app on the telephone shows now."""
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[len(counters) // 2])))


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("dark", 1440, "ru"), ("light", 390, "ru"), ("dark", 390, "en")],
)
def test_from_setting_up_to_taking_away(
    page_without_errors: Page, live_server: LiveServer, settings: Any, scheme: str, width: int, language: str
) -> None:
    settings.SECOND_FACTOR_ROLES = ("director",)
    director = an_employee("director", name="Vera Orlova", email="vera@desk.test", password=PASSWORD)
    director.user.language = language
    director.user.save()
    page = page_without_errors
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # light or dark
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{live_server.url}/")
    page.fill("#id_login", director.user.email)
    page.fill("#id_password", PASSWORD)
    page.click("form button[type=submit]")
    look(page)
    page.fill("#id_code", "123")
    page.click("main form button[type=submit]")
    look(page)
    secret = page.text_content("code.secret") or ""
    page.fill("#id_code", code_for(secret))
    page.click("main form button[type=submit]")
    look(page)
    page.goto(f"{live_server.url}/accounts/2fa/")
    look(page)
    spare = page.context.request.get(f"{live_server.url}/accounts/2fa/recovery-codes/download/").text().split()[-1]
    page.goto(f"{live_server.url}/accounts/2fa/recovery-codes/generate/")
    look(page)
    page.goto(f"{live_server.url}/accounts/2fa/totp/deactivate/")
    look(page)
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/")
    page.fill("#id_login", director.user.email)
    page.fill("#id_password", PASSWORD)
    page.click("form button[type=submit]")
    look(page)
    page.fill("#id_code", spare)
    page.click("main form button[data-kind=primary]")
    page.wait_for_url(f"{live_server.url}/director/")
    page.goto(f"{live_server.url}/accounts/2fa/totp/deactivate/")
    look(page)
    page.fill("#id_password", PASSWORD)
    page.click("main form button[type=submit]")
    page.click("main form button[data-kind=danger]")
    page.goto(f"{live_server.url}/")
    assert page.url == f"{live_server.url}/accounts/2fa/totp/activate/"
