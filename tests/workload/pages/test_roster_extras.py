"""Swaps, the calendar address and the fairness report as pages (L1, P2)."""

from datetime import date
from io import BytesIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from tests.factories import a_department, a_shift, an_absence, an_employee, moscow
from tests.factories.presence import with_calendar
from workload.models import RosterFeed, Shift, ShiftSwap

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
PERIOD = "from=2026-11-01&to=2026-11-30"


@pytest.fixture
def department():
    return with_calendar(a_department("Support"))


@pytest.fixture
def anna(department):
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def head(department):
    return an_employee("head", department=department, name="Vera Head")


# session, account, person; the rail's figures, and every so many seconds the operator's two; swaps; people and shifts
SWAP_STATEMENTS = 11


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_swaps(visit, statements, department, anna, head, rows):
    for number in range(rows):
        one = a_shift(anna, moscow(9, day=date(2026, 11, 23 + number)))
        boris = an_employee("manager", department=department)
        visit(anna).post(f"/roster/swaps/?colleague={boris.pk}", {"shift": one.pk})
    assert ShiftSwap.objects.count() == rows
    assert statements(visit(head), f"/roster/swaps/?colleague={anna.pk}") == SWAP_STATEMENTS


def test_a_shift_is_offered_agreed_to_and_approved(visit, department, anna, head):
    boris = an_employee("manager", department=department, name="Boris Titov")
    mine, theirs = a_shift(anna, moscow(9, day=MONDAY)), a_shift(boris, moscow(9, day=date(2026, 11, 24)))
    browser = visit(anna)
    assert "Tue, 24 Nov, 09:00–18:00" in browser.get(f"/roster/swaps/?colleague={boris.pk}").content.decode()
    refused = browser.post(f"/roster/swaps/?colleague={boris.pk}", {"shift": theirs.pk})
    assert refused.status_code == 422
    assert browser.post("/roster/swaps/", {"shift": mine.pk}).status_code == 404
    browser.post(f"/roster/swaps/?colleague={boris.pk}", {"shift": mine.pk, "wanted": theirs.pk})
    again = browser.post(f"/roster/swaps/?colleague={boris.pk}", {"shift": mine.pk})
    assert "This shift is offered already." in again.content.decode()
    swap = ShiftSwap.objects.get()
    assert "1 swap waits for you" in visit(boris).get("/roster/swaps/").content.decode()
    visit(boris).post(f"/roster/swaps/{swap.pk}/agree/")
    assert visit(head).post(f"/roster/swaps/{swap.pk}/burn/").status_code == 404
    visit(head).post(f"/roster/swaps/{swap.pk}/approve/")
    assert Shift.objects.get(starts_at=moscow(9, day=MONDAY)).employee == boris
    assert "Exchanged" in browser.get("/roster/swaps/").content.decode()


def test_ones_usual_week_fills_the_next_months(visit, anna):
    browser, day = visit(anna), {"starts_on": "2026-12-01", "is_by_calendar": "on"}
    wrong = browser.post("/roster/week/", {**day, "day-0": "5-9", "day-6": "22-6"})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["day-0"])
    assert browser.post("/roster/week/", {**day, "day-0": "9-25"}).status_code == 422
    browser.post("/roster/week/", {**day, "day-0": "10-19", "day-5": "9-13"})
    assert 'value="10-19"' in browser.get("/roster/week/").content.decode()
    assert 'value="9-13"' in browser.get("/roster/mine/2026-12/").content.decode()


@pytest.mark.parametrize("verb", ["decline", "withdraw", "refuse"])
def test_a_swap_comes_to_nothing(visit, department, anna, head, verb):
    boris = an_employee("manager", department=department)
    visit(anna).post(f"/roster/swaps/?colleague={boris.pk}", {"shift": a_shift(anna, moscow(9, day=MONDAY)).pk})
    swap, who = ShiftSwap.objects.get(), {"decline": boris, "withdraw": anna, "refuse": head}[verb]
    if verb == "refuse":
        visit(boris).post(f"/roster/swaps/{swap.pk}/agree/")
    visit(who).post(f"/roster/swaps/{swap.pk}/{verb}/", {"note": "No"})
    swap.refresh_from_db()
    assert swap.state in ("declined", "withdrawn", "refused")


def test_the_calendar_address_tells_shifts_and_no_type(visit, client, anna):
    a_shift(anna, moscow(9, day=MONDAY))
    an_absence(anna, date(2026, 11, 25), type="sickness", note="zqflu")
    browser = visit(anna)
    assert "You have no address yet." in browser.get("/roster/feed/").content.decode()
    address = browser.post("/roster/feed/").context["address"]
    answer = client.get(address)
    events = {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    assert set(events) == {"Shift", "Absent"}
    assert (events["Shift"].start, events["Absent"]["transp"]) == (moscow(9, day=MONDAY), "TRANSPARENT")
    assert b"zqflu" not in answer.content and b"ickness" not in answer.content
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    browser.post("/roster/feed/")
    assert client.get(address).status_code == 404
    assert RosterFeed.objects.live().count() == 1
    browser.post("/roster/feed/end/")
    browser.post("/roster/feed/end/")
    assert not RosterFeed.objects.live().exists()


def test_the_address_of_who_left_is_dead_and_guessing_is_slowed(visit, client, anna):
    address = visit(anna).post("/roster/feed/").context["address"]
    anna.left_on = date(2026, 11, 1)
    anna.save()
    answers = [client.get(address).status_code for _try in range(61)]
    assert (answers[0], answers[-1]) == (404, 429)


def test_the_head_compares_and_others_see_themselves_and_the_average(visit, department, anna, head):
    boris = an_employee("manager", department=department, name="Boris Titov")
    shift = a_shift(boris, moscow(13, day=MONDAY))
    a_shift(anna, moscow(9, day=date(2026, 11, 22)), hours=5)
    an_absence(head, date(2026, 11, 10), cover=anna)
    shift.break_minutes = 60
    shift.save()
    address = f"/roster/fairness/?department={department.pk}&{PERIOD}"
    page = visit(head).get(address)
    assert [line.employee.name for line in page.context["found"].lines] == ["Anna Orlova", "Boris Titov", "Vera Head"]
    own = visit(boris).get(address).context["found"]
    assert [line.employee.name for line in own.lines] == ["Boris Titov"]
    assert (own.lines[0].burden.evening_minutes, own.average.evening_minutes, own.people) == (120, 40, 3)
    stranger = visit(an_employee("manager"))
    assert "Nothing to compare" in stranger.get(address).content.decode()
    assert stranger.get(f"/roster/fairness/csv/?department={department.pk}&{PERIOD}").status_code == 404
    assert (
        visit(head).get(f"/roster/fairness/?department={department.pk}&from=2026-11-02&to=2026-11-01").status_code
        == 422
    )
    assert (
        visit(head).get(f"/roster/fairness/?department={department.pk}&from=2024-11-02&to=2026-11-01").status_code
        == 422
    )
    assert visit(head).get("/roster/fairness/").status_code == 200


def test_the_report_is_read_back_from_its_files(visit, department, anna, head):
    a_shift(anna, moscow(13, day=MONDAY))
    address = f"department={department.pk}&{PERIOD}"
    lines = b"".join(visit(head).get(f"/roster/fairness/csv/?{address}")).decode().splitlines()
    assert lines[1] == "Anna Orlova,120,0,0,0,0"
    book = load_workbook(BytesIO(b"".join(visit(head).get(f"/roster/fairness/xlsx/?{address}"))))
    assert [cell.value for cell in book.active[2]] == ["Anna Orlova", 120, 0, 0, 0, 0]
    assert visit(head).get(f"/roster/fairness/pdf/?{address}").status_code == 404
