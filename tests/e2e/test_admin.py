"""The admin in a browser, under its policy: no error in the console, a refusal stands at its field."""

from typing import Any

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import LogIn
from tests.factories import a_client, a_contact, an_employee
from tickets.models import Contact


@pytest.mark.slow
def test_a_head_enters_a_contact_and_is_told_whose_an_address_is(
    log_in: LogIn, live_server: LiveServer, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ()
    client = a_client("Elm Press")
    a_contact(client, "ada@elm.test", name="Ada Pine")
    page = log_in(an_employee("head", name="Ivan Head", is_staff=True))

    page.goto(f"{live_server.url}/admin/")
    expect(page.get_by_role("link", name="Contacts").first).to_be_visible()
    page.goto(f"{live_server.url}/admin/tickets/contact/{Contact.objects.get().pk}/change/")
    expect(page.locator("#id_emails")).to_have_value("ada@elm.test")
    page.locator("#id_emails").fill("ada@elm.test\nnot an address")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("“not an address” is not an e-mail address.")).to_be_visible()
    page.locator("#id_emails").fill("ada@elm.test\npine@elm.test")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()
    assert set(Contact.objects.get().emails.values_list("email", flat=True)) == {"ada@elm.test", "pine@elm.test"}

    page.goto(f"{live_server.url}/admin/tickets/contact/add/")
    page.locator(".select2-selection").first.click()
    page.keyboard.type("Elm")
    expect(page.locator(".select2-results__option", has_text="Elm Press")).to_be_visible()
