"""The office manager corrects and closes October; the form T-13 has the right codes and sums (L5)."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from support_desk.invariants.timesheets import TIMESHEETS
from tests.e2e.conftest import LogIn
from tests.e2e.test_pages import check
from tests.factories import an_absence, an_employee, with_calendar
from tests.factories.timesheets import an_approved_calendar, filled
from workload.models import Department, Employee, Timesheet, TimesheetMonth

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
MONTH = "/timesheets/2026-10/"


@pytest.fixture
def office(manager: Employee) -> Employee:
    """Of a department whose head has a manager; Anna did not come on the 12th, and was ill on the 19th and 20th."""
    department = manager.employments.get().department
    above = an_employee("manager", name="Dina Above")
    head = an_employee("head", department=department, name="Hugo Brandt", manager=above)
    with_calendar(department, an_approved_calendar(head))
    an_absence(manager, date(2026, 10, 12), type="unknown")
    an_absence(manager, date(2026, 10, 19), days=2, type="sickness")
    return an_employee("office_manager", department=department, name="Vera Lunina")


@pytest.fixture
def department(office: Employee) -> Department:
    made = office.employments.get().department
    filled(made)
    return made


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("dark", 390, "ru")],
)
def test_the_pages_are_accessible(
    log_in: LogIn,
    live_server: LiveServer,
    office: Employee,
    department: Department,
    scheme: str,
    width: int,
    language: str,
) -> None:
    office.user.language, office.user.theme = language, scheme
    office.user.save()
    page = log_in(office)
    page.set_viewport_size({"width": width, "height": 900})
    sheet = Timesheet.objects.get(department=department, employee__name="Anna Sheveleva")
    for path in (f"{MONTH}?department={department.pk}", f"/timesheets/sheets/{sheet.pk}/", "/timesheets/2026-09/"):
        check(page, live_server.url + path)


def test_the_office_manager_corrects_and_closes_october(
    log_in: LogIn, live_server: LiveServer, manager: Employee, office: Employee, department: Department, tmp_path: Path
) -> None:
    page = log_in(office)
    page.goto(f"{live_server.url}{MONTH}")
    expect(page.get_by_role("heading", level=1)).to_have_text("October 2026: 4 things keep it open")
    expect(page.get_by_role("button", name="Close the month")).to_be_disabled()
    page.get_by_role("link", name="nobody knows why they were absent").click()
    page.locator("#day-12").get_by_role("link").click()
    page.get_by_label("Code").select_option("ОТ")
    page.get_by_label("Why").fill("A day of vacation, agreed by telephone")
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.locator("#day-12")).to_contain_text("agreed by telephone")
    approve(log_in, live_server, department)
    page = log_in(office)
    page.goto(f"{live_server.url}{MONTH}")
    expect(page.get_by_role("heading", level=1)).to_have_text("October 2026 can be closed")
    page.get_by_role("button", name="Close the month").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("October 2026 is closed")
    with page.expect_download() as download:
        page.get_by_role("link", name="T-13").click()
    download.value.save_as(tmp_path / "t13.xlsx")
    sheet = load_workbook(tmp_path / "t13.xlsx").active
    assert lines_of(sheet, "Anna Sheveleva") == (
        "ЯЯВВЯЯЯЯЯВВ|ОТ|ЯЯЯ|X", 10 * 8, "ЯВВ|Б|Б|ЯЯЯВВЯЯЯЯЯВ", 9 * 8, 19, 152, ["ОТ", "1 (8)", "Б", "2 (16)"],
    )  # fmt: skip
    assert TimesheetMonth.objects.get().closed_by == office
    assert not list(TIMESHEETS.check())


def approve(log_in: LogIn, live_server: LiveServer, department: Department) -> None:
    """Everybody's by the head, the head's own by who stands above."""
    department.refresh_from_db()
    head = department.head
    assert head is not None and head.manager is not None
    for sheet in Timesheet.objects.filter(department=department).select_related("employee"):
        page = log_in(head.manager if sheet.employee == head else head)
        page.goto(f"{live_server.url}/timesheets/sheets/{sheet.pk}/")
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.get_by_text("Approved by")).to_be_visible()


def lines_of(sheet: Any, name: str) -> tuple[object, ...]:
    """(codes of the first half, its hours, codes of the second, its hours, days, hours, absences)."""
    top = next(row[1].row for row in sheet.iter_rows(min_row=13) if str(row[1].value).startswith(name))

    def told(line: int, columns: range) -> list[Any]:
        return [sheet.cell(top + line, column).value for column in columns]

    def letters(line: int) -> str:
        return (
            "".join(one if len(one) == 1 and one in "ЯВ" else f"|{one}|" for one in told(line, range(4, 20)))
            .replace("||", "|")
            .strip("|")
        )

    absences = [one for line in range(4) for one in told(line, range(22, 26)) if one]
    hours = [told(1, range(20, 21))[0], told(3, range(20, 21))[0]]
    return (
        letters(0),
        hours[0],
        letters(2),
        hours[1],
        sheet.cell(top, 21).value,
        sheet.cell(top + 2, 21).value,
        absences,
    )
