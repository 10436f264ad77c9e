"""`/roster/…`: the grid, one's own month, deciding and publishing (L1, P2)."""

import re
from datetime import date

import pytest

from tests.factories import NOW, a_department, a_shift, an_absence, an_employee, moscow, viewer
from tests.factories.presence import with_calendar
from tests.factories.rosters import DECEMBER, a_roster
from workload.models import RosterEntry, RosterSubmission, Shift, WorkloadPolicy
from workload.queries.own_roster import own_roster

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures, and every so many seconds the operator's two; departments with their
# rules; people with their rosters and terms; shifts and absences
STATEMENTS = 9
OWN_STATEMENTS = 13


@pytest.fixture
def department():
    return with_calendar(a_department("Support"))


@pytest.fixture
def head(department):
    return an_employee("head", department=department, name="Vera Head")


@pytest.fixture
def anna(department):
    return an_employee("manager", department=department, name="Anna Orlova")


def grid(page: str) -> dict[str, list[str]]:
    """{name: the text of each cell of the row}."""
    rows = re.findall(r"<tr id=.*?</tr>", page, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row) for row in rows]
    return {
        re.sub(r"<[^>]+>", "", re.search(r"<th.*?</th>", row).group()): found
        for row, found in zip(rows, cells, strict=True)
    }


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_people(visit, statements, department, head, rows):
    for _ in range(rows):
        one = an_employee("manager", department=department)
        a_roster(one, state="submitted")
        a_shift(one)
        an_absence(one, date(2026, 12, 7))
    browser = visit(head)
    assert statements(browser, "/roster/2026-12/") == STATEMENTS
    assert statements(browser, "/roster/mine/2026-12/") == OWN_STATEMENTS


def test_the_month_shows_shifts_absences_norm_and_who_is_on_shift(visit, department, head, anna):
    WorkloadPolicy.objects.create(department=department, starts_on=date(2026, 1, 1), fewest_on_shift=2)
    a_roster(anna, {1: "9-13", 2: "22-6", 12: "10-14", 24: ""}, state="submitted")
    an_absence(anna, date(2026, 12, 7), days=2, type="sickness")
    browser = visit(head)
    assert "November 2026" in browser.get("/roster/").content.decode()
    page = browser.get("/roster/2026-12/?day=2026-12-07").content.decode()
    shown = grid(page)
    assert [shown["Anna Orlova"][day - 1] for day in (1, 2, 3, 5, 7, 12, 24)] == ["4", "2", "14", "", "Б", "4", ""]
    assert [shown["On shift"][day - 1] for day in (1, 5, 7, 12)] == ["2", "", "1!", "1"]
    assert "1 roster to decide on" in page and "<tfoot>" in page and "Monday, 7 December" in page
    assert page.count("<th scope") and 'data-editable=""' in page


def test_colleagues_see_shifts_and_absent_but_no_draft_and_no_type(visit, department, anna):
    boris = an_employee("manager", department=department, name="Boris Titov")
    a_roster(anna, {1: "9-13"})
    an_absence(anna, date(2026, 12, 7), type="sickness")
    page = visit(boris).get("/roster/2026-12/").content.decode()
    shown = grid(page)
    assert (shown["Anna Orlova"][0], shown["Anna Orlova"][6]) == ("8", "–")  # by the calendar, until it is published
    assert "Sickness" not in page and "Decide and publish" not in page and "roster-state" not in page
    assert re.search(r'<tr id="r\d+" data-employee="\d+"><th scope="row"><span class="clip" title="Anna', page)
    for address in ("/roster/2026-12/?department=99999999", "/roster/2026-12/?department=x", "/roster/2026-13/"):
        assert visit(boris).get(address).status_code == 404


def test_a_cell_is_planned_and_a_refusal_names_it(visit, head, anna):
    browser, address = visit(anna), "/roster/2026-12/day/"
    day = {"employee": anna.pk, "day": "2026-12-01"}
    answer = browser.post(address, {**day, "hours": "9-13 14-16"})
    assert ">6<" in answer.json()["row"] and "On shift" in answer.json()["foot"]
    assert RosterEntry.objects.filter(day=date(2026, 12, 1)).count() == 2
    for hours in ("9-25", "9-9", "6-23/0", "9-13 12-18"):
        refused = browser.post(address, {**day, "hours": hours})
        assert (refused.status_code, hours in refused.json()["error"]) == (422, True)
    assert browser.post(address, {**day, "employee": head.pk, "hours": "9-18"}).status_code == 404
    assert browser.post(address, {**day, "day": "2026-11-01", "hours": "9-18"}).status_code == 404
    assert browser.post(address, {**day, "day": "x"}).status_code == 422


def test_who_changes_departments_is_planned_where_the_month_begins_and_shown_by_each_wall_clock(
    visit, department, head, anna
):
    other = with_calendar(a_department("Web", timezone="Asia/Vladivostok"))
    chief, middle = an_employee("head", department=other), date(2026, 12, 15)
    anna.employments.update(ends_on=date(2026, 12, 14))
    anna.employments.create(department=other, starts_on=middle, position=anna.employments.get().position)
    a_shift(anna, moscow(2, day=date(2026, 12, 16)))
    row = f'<tr id="r{anna.pk}" data-employee="{anna.pk}"'
    assert f'{row} data-editable=""' in visit(head).get("/roster/2026-12/").content.decode()
    page = visit(chief).get("/roster/2026-12/").content.decode()
    assert f"{row}>" in page and 'title="9-18/0"' in page


def test_ones_own_month_is_late_by_ones_own_day(anna):
    for day, is_late in ((18, False), (19, True)):
        page = own_roster(viewer(anna, moscow(0, 30, day=date(2026, 11, day))), anna, DECEMBER)
        assert page is not None and page.is_late == is_late


def test_ones_own_month_as_a_form(visit, anna):
    browser, address = visit(anna), "/roster/mine/2026-12/"
    assert "The norm" not in browser.get(address).content.decode()
    browser.post(address, {"do": "save", "2026-12-01": "10-19", "2026-12-02": ""})
    assert RosterSubmission.objects.get().state == "draft"
    wrong = browser.post(address, {"do": "submit", "2026-12-01": "9-25"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["2026-12-01"])
    overlap = browser.post(address, {"do": "save", "2026-12-01": "22-6", "2026-12-02": "5-9"})
    assert list(overlap.context["form"].errors) == ["2026-12-02"]
    browser.post(address, {"do": "submit", "2026-12-01": "10-19"})
    assert RosterSubmission.objects.get().state == "submitted"
    assert "Take it back to change it." in browser.get(address).content.decode()
    browser.post(address, {"do": "withdraw"})
    browser.post(address, {"do": "refill"})
    found = RosterSubmission.objects.get()
    assert (found.state, found.entries.count()) == ("draft", 23)
    assert browser.get("/roster/mine/2025-12/").status_code == 404


def test_the_head_decides_publishes_and_a_foreign_head_finds_nothing(visit, department, head, anna):
    boris = an_employee("manager", department=department, name="Boris Titov")
    first, second = a_roster(anna, state="submitted"), a_roster(boris, state="submitted")
    browser, address = visit(head), "/roster/2026-12/decide/"
    stranger = visit(an_employee("head"))
    for data in ({"approve": f"{first.pk}:{first.version}"}, {"all": department.pk}, {"approve": "x"}, {"all": "x"}):
        assert stranger.post(address, data).status_code == 404
    assert stranger.post("/roster/2026-12/publish/", {"department": department.pk}).status_code == 404
    browser.post(address, {"return": f"{first.pk}", f"reason-{first.pk}": "Too few on Fridays"})
    first.refresh_from_db()
    assert (first.state, first.decision_note) == ("returned", "Too few on Fridays")
    browser.post(address, {"approve": f"{second.pk}:{second.version}"})
    browser.post("/roster/mine/2026-12/", {"do": "submit"})
    a_roster(anna, {1: "9-17"}, state="submitted")
    browser.post(address, {"all": department.pk})
    assert set(RosterSubmission.objects.values_list("state", flat=True)) == {"approved", "submitted"}
    browser.post("/roster/2026-12/publish/", {"department": department.pk})
    assert Shift.objects.filter(employee=boris, starts_at=moscow(9, day=date(2026, 12, 1))).exists()
    assert "Published: these are the shifts." in browser.get("/roster/2026-12/").content.decode()


def test_a_month_that_nobody_works_in_teaches(visit, head):
    assert "Nobody works here in this month" in visit(head).get("/roster/2020-01/").content.decode()
    assert NOW and DECEMBER
