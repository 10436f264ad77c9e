"""Reports and hours in a browser: the office manager fills a hole and sends; accessible everywhere (W8, C2)."""

from datetime import date

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from tests.e2e.conftest import LogIn
from tests.e2e.test_pages import check
from tests.factories import a_contract, a_report, a_ticket, an_approved_task, an_employee, billed
from tickets.models import ClientReport, Project
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
MONTH = date(2026, 10, 1)


@pytest.fixture
def office(manager: Employee) -> Employee:
    return an_employee("office_manager", department=manager.employments.get().department, name="Vera Lunina")


@pytest.fixture
def report(project: Project) -> ClientReport:
    """A line that a person of the client has agreed to, another, one without words; an overdrawn contract."""
    a_contract(project, included_minutes=120, rollover_months=1, starts_on=date(2026, 8, 1))
    task = an_approved_task(a_ticket(project, requester=project.client.contacts.get()), 180)
    billed(project, 170, ticket=task.ticket, task=task, client_text="Checkout in two steps instead of five")
    billed(project, 95, date(2026, 10, 12), client_text="Photos of the new collection, cut and put online")
    billed(project, 40, date(2026, 10, 20), client_text="")
    return a_report(project, MONTH)


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("dark", 1440, "ru"), ("light", 390, "ru"), ("dark", 390, "en")],
)
def test_the_pages_are_accessible(
    log_in: LogIn,
    live_server: LiveServer,
    office: Employee,
    report: ClientReport,
    scheme: str,
    width: int,
    language: str,
) -> None:
    office.user.language, office.user.theme = language, scheme
    office.user.save()
    page = log_in(office)
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("/reports/?month=2026-10", f"/reports/{report.pk}/", f"/clients/{report.client_id}/hours/"):
        check(page, live_server.url + path)


def test_a_hole_is_filled_in_place_and_the_report_sent(
    log_in: LogIn, live_server: LiveServer, office: Employee, report: ClientReport
) -> None:
    page = log_in(office)
    page.goto(f"{live_server.url}/reports/{report.pk}/")
    row = page.locator("tbody tr").first
    expect(row).to_contain_text("No line for the client")
    row.get_by_label("Line for the client").fill("Three banners for the sale")
    row.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("Three banners for the sale")
    expect(row).not_to_contain_text("No line for the client")
    page.reload()
    page.get_by_role("button", name="Send to the client").click()
    expect(page.locator("h1")).to_contain_text("Kedr Furniture")
    expect(page.get_by_role("button", name="Send to the client")).to_have_count(0)
    report.refresh_from_db()
    assert report.state == "sent" and report.sent_at is not None and report.sent_at <= clock.now()
