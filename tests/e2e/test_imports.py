"""An import in a browser: the bad cell is named, the mended file loads; the pages are accessible (issue D)."""

import pytest
from playwright.sync_api import FilePayload, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.conftest import LogIn
from tests.e2e.test_pages import check
from tests.factories import an_employee
from tests.factories.files import csv_bytes
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
HEADING = ("Name", "E-mail", "Department", "Position", "Hired on")


def a_file(hired_on: str) -> FilePayload:
    rows = (HEADING, ("Boris Titov", "boris@desk.test", "Support", "Manager", hired_on))
    return {"name": "people.csv", "mimeType": "text/csv", "buffer": csv_bytes(*rows)}


def test_a_bad_cell_is_named_and_all_rows_load(log_in: LogIn, live_server: LiveServer, manager: Employee) -> None:
    office = an_employee("office_manager", department=manager.employments.get().department)
    page = log_in(office)
    page.goto(f"{live_server.url}/imports/")
    page.get_by_role("link", name="People").click()
    page.get_by_label("File").set_input_files(a_file("03/04/2026"))
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 thing to mend")
    bad = page.locator("#problems tbody tr")
    expect(bad).to_contain_text("Hired on")
    expect(bad).to_contain_text("Write 2026-04-03 or 2026-03-04.")
    check(page, page.url)
    page.get_by_label("The mended file").set_input_files(a_file("2026-11-02"))
    page.get_by_role("button", name="Check the file").click()
    page.get_by_role("button", name="Load all rows").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 row loaded")
    assert Employee.objects.get(name="Boris Titov").user.email == "boris@desk.test"
