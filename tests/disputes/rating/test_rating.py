"""The month's quiet race: places, names inside the department only, months, files (M5)."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from disputes.queries.rating import rated_departments, rating_of
from tests.factories import NOW, a_correction, a_department, an_employee, viewer
from tests.factories.decided import a_decided_dispute, take_back

pytestmark = pytest.mark.django_db
# session, account, person; departments with their first month, sums, outcomes, own points; the rail's figures
STATEMENTS = 8


@pytest.fixture
def department():
    return a_department("Support")


@pytest.fixture
def anna(department):
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def boris(department):
    return an_employee("manager", department=department, name="Boris Titov")


def places(page: str) -> list[list[str]]:
    """The lines of the file that stands for the page."""
    return list(csv.reader(StringIO(page.lstrip("\ufeff"))))[1:]


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_disputes(visit, statements, department, anna, boris, rows):
    """Each more has two more people in the race, an outcome of one's own, and a department beside."""
    for number in range(rows):
        at = NOW - timedelta(hours=number)
        a_decided_dispute("accepted", anna, an_employee("manager", department=department), at=at)
        a_decided_dispute("defaulted", an_employee("manager", department=department), boris, at=at)
        a_decided_dispute("initiator_right", at=at)
    browser = visit(anna)
    assert statements(browser, "/rating/") == STATEMENTS
    assert len(places(browser.get("/rating/csv/").getvalue().decode())) == 2 + 3 * rows


def test_the_title_says_who_leads_and_one_sees_what_ones_points_came_from(visit, anna, boris):
    dispute = a_decided_dispute("initiator_right", anna, boris, title="A letter lay for days")
    page = visit(anna).get("/rating/").content.decode()
    assert "<h1>November 2026: Anna Orlova leads with +2</h1>" in page
    assert "Your points: +2" in page and f'href="/disputes/{dispute.pk}/">A letter lay for days' in page
    other = visit(an_employee("manager", department=dispute.department)).get("/rating/").content.decode()
    assert "A letter lay for days" not in other
    assert "Boris Titov" in other


def test_the_directors_opens_where_most_people_are(visit, anna, boris):
    director = an_employee("director", department=a_department("Management"))
    page = visit(director).get("/rating/")
    assert page.context["rating"].department.name == "Support"
    assert [chip["label"] for chip in page.context["chips"]] == ["Support", "Management"]


def test_other_departments_are_sums_without_names(visit, anna, boris):
    a_decided_dispute("accepted", anna, boris)
    elsewhere = a_department("Sales")
    far, away = (an_employee("manager", department=elsewhere, name=name) for name in ("Zoya Far", "Yakov Away"))
    a_decided_dispute("initiator_right", far, away)
    browser = visit(anna)
    page = browser.get("/rating/").content.decode()
    assert "Sales" in page and "Zoya Far" not in page and "Yakov Away" not in page
    lines = places(browser.get("/rating/csv/").getvalue().decode())
    assert lines == [
        ["1", "Anna Orlova", "Support", "1", "1", "0", "0"],
        ["2", "Boris Titov", "Support", "-1", "0", "1", "0"],
        ["", "All", "Sales", "0", "2", "2", ""],
    ]
    assert browser.get(f"/rating/?department={elsewhere.pk}").status_code == 404
    director = visit(an_employee("director", department=anna.employments.get().department))
    assert "Zoya Far" in director.get(f"/rating/?department={elsewhere.pk}").content.decode()


def test_who_has_overtaken_whom_within_a_week(visit, anna, boris):
    a_decided_dispute("accepted", boris, anna, at=NOW - timedelta(days=8))
    a_decided_dispute("initiator_right", anna, boris, at=NOW - timedelta(days=1))
    browser = visit(anna)
    assert places(browser.get("/rating/csv/").getvalue().decode())[0] == [
        "1", "Anna Orlova", "Support", "1", "2", "1", "-1",
    ]  # fmt: skip
    page = browser.get("/rating/").content.decode()
    assert "up 1 place in a week" in page and "down 1 place in a week" in page


def test_what_was_taken_back_is_no_gain(visit, anna, boris):
    dispute = a_decided_dispute("defaulted", anna, boris, at=NOW - timedelta(days=1))
    take_back(dispute, NOW)
    a_correction(anna, 3, reason="Counted by hand.", department=dispute.department)
    browser = visit(anna)
    assert [line[1:6] for line in places(browser.get("/rating/csv/").getvalue().decode())] == [
        ["Anna Orlova", "Support", "3", "3", "0"],
        ["Boris Titov", "Support", "0", "0", "0"],
    ]
    page = browser.get("/rating/").content.decode()
    assert "taken back" in page and "Counted by hand." in page
    assert "No dispute against people of this department ended in this month." in page


def test_a_month_is_that_of_the_department(visit, anna, boris):
    """Half past nine in the evening of 31 October in UTC is November in Moscow."""
    dispute = a_decided_dispute("accepted", anna, boris, at=datetime(2026, 10, 31, 21, 30, tzinfo=UTC))
    dispute.refresh_from_db()
    assert f"{dispute.decided_month:%Y-%m}" == "2026-11"
    a_decided_dispute("both_wrong", anna, boris, at=datetime(2026, 10, 20, 9, tzinfo=UTC))
    a_correction(anna, 2, month=datetime(2026, 9, 1, tzinfo=UTC).date(), department=dispute.department)
    browser = visit(anna)
    november, october = (browser.get(f"/rating/?month={month}").content.decode() for month in ("2026-11", "2026-10"))
    assert "Accepted" in november and "Both are wrong" in october
    assert 'rel="prev"' in november and 'rel="next"' not in november and 'rel="next"' in october
    assert "The race has not begun" in october and "The month is over." in october
    assert 'rel="prev"' not in browser.get("/rating/?month=2026-09").content.decode()


@pytest.mark.parametrize("query", ["month=2026-12", "month=soon", "department=999999", "department=x"])
def test_what_is_no_month_or_department_of_ours_is_not_found(visit, anna, query):
    assert visit(anna).get(f"/rating/?{query}").status_code == 404


def test_a_tie_is_told_as_one(visit, anna, boris):
    carl = an_employee("manager", department=anna.employments.get().department, name="Carl Eik")
    for one in (anna, boris):
        a_correction(one, 2, department=one.employments.get().department)
    a_correction(carl, -1, department=carl.employments.get().department)
    assert "Anna Orlova and 1 more share the lead at +2" in visit(anna).get("/rating/").content.decode()
    a_correction(carl, 3, department=carl.employments.get().department)
    assert "everybody is level at +2" in visit(anna).get("/rating/").content.decode()


def test_nobody_leads_with_a_loss(visit, anna):
    a_correction(anna, -1, department=anna.employments.get().department)
    assert "<h1>November 2026: nobody is above zero</h1>" in visit(anna).get("/rating/").content.decode()


def test_the_same_lines_as_a_workbook(visit, anna, boris):
    a_decided_dispute("accepted", anna, boris)
    sheet = load_workbook(BytesIO(b"".join(visit(anna).get("/rating/xlsx/")))).active
    assert [cell.value for cell in sheet[2]][:2] == [1, "Anna Orlova"]
    assert visit(anna).get("/rating/pdf/").status_code == 404


def test_the_race_is_over_at_midnight_there(anna):
    midnight = datetime(2026, 11, 30, 21, tzinfo=UTC)
    for at, month, is_running in ((midnight - timedelta(seconds=1), 11, True), (midnight, 12, False)):
        seen_by = viewer(anna, at)
        [place] = rated_departments(seen_by)
        assert place.month_at(at).month == month
        assert rating_of(seen_by, place, date(2026, 11, 1)).is_running == is_running
