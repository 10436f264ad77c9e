"""`/absences/report/` and its files: by person and type, with cost and cover, each to whom they belong (L6, P2)."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import (
    NOW,
    a_department,
    a_shift,
    a_ticket,
    a_time_entry,
    an_absence,
    an_employee,
    moscow,
    viewer,
    with_calendar,
)
from workload.exports import absence_rows

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures, and every so many seconds the operator's (3); whose absences (2);
# absences, planned days (2) and a calendar not read before, cover time, names
STATEMENTS = 14
TUESDAY = date(2026, 11, 10)


@pytest.fixture
def department():
    return with_calendar(a_department())


@pytest.fixture
def head(department):
    return an_employee("head", department=department)


@pytest.fixture
def away(department):
    return an_employee("manager", department=department, name="=Anna Orlova")


@pytest.fixture
def cover(department):
    return an_employee("manager", department=department, name="Boris Titov")


@pytest.fixture
def absent(away, cover, department):
    """Two days of vacation in which the cover worked 50 minutes, and an hour of another day."""
    absence = an_absence(away, TUESDAY, days=2, cover=cover)
    day = date(2026, 11, 16)
    hour = {"starts_at": moscow(10, day=day), "ends_at": moscow(11, day=day)}
    an_absence(away, day, type="personal", from_time="10:00", until_time="11:00", **hour)
    ticket = a_ticket()
    a_time_entry(ticket, cover, actual_minutes=50, worked_on=TUESDAY, covered_for=away, department=department)
    return absence


def test_cost_and_cover_by_person_and_type(visit, head, absent):
    page = visit(head).get("/absences/report/")
    report = page.context["report"]
    assert (report.wanted.first, report.wanted.last) == (date(2026, 8, 18), NOW.date())
    assert [(line.type, line.code, line.days, line.lost_minutes) for line in report.lines] == [
        ("personal", "ДО", 1, 60),
        ("vacation", "ОТ", 2, 960),
    ]
    assert [(one.name, one.actual_minutes) for one in report.lines[1].covers] == [("Boris Titov", 50)]
    assert [week.lost_minutes for week in report.weeks if week.lost_minutes] == [960, 60]
    assert sum(week.covered_minutes for week in report.weeks) == 50
    words = page.content.decode()
    assert "Absences cost 17 h of planned time" in words and "Boris Titov" in words


def test_a_business_trip_has_days_and_costs_nothing(visit, head, away):
    an_absence(away, TUESDAY, days=2, type="business_trip")
    report = visit(head).get("/absences/report/").context["report"]
    assert [(line.code, line.days, line.lost_minutes) for line in report.lines] == [("К", 2, 0)]
    assert report.lost_minutes == sum(week.lost_minutes for week in report.weeks) == 0


def test_filters_narrow_it_and_a_bad_one_names_its_field(visit, head, absent, away):
    def lines(query):
        return [line.type for line in visit(head).get(f"/absences/report/?{query}").context["report"].lines]

    assert lines("type=personal") == ["personal"]
    assert lines("to=2026-11-10") == ["vacation"]
    assert lines("from=2026-11-11&to=2026-11-11") == ["vacation"]
    assert lines(f"person={away.pk}&department={away.employments.get().department_id}") == ["personal", "vacation"]
    for bad, field in (("from=2026-11-12&to=2026-11-11", "to"), ("from=2020-01-01&to=2026-11-11", "from"),
                       ("person=x", "person"), ("department=99999999", "department")):  # fmt: skip
        page = visit(head).get(f"/absences/report/?{bad}")
        assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_everybody_sees_what_they_may(visit, head, absent, away, cover, department):
    office = an_employee("office_manager", department=department)
    for reader, count in ((away, 2), (cover, 0), (office, 2), (an_employee("head"), 0)):
        assert len(visit(reader).get("/absences/report/").context["report"].lines) == count
    assert "Nobody was absent in these days" in visit(cover).get("/absences/report/").content.decode()
    assert visit(cover).get("/exports/absence-report/csv/").getvalue().decode().count("\r\n") == 1


@pytest.mark.parametrize("people", [1, 3])
def test_as_many_statements_whatever_the_number(visit, statements, head, department, people):
    for _one in range(people):
        who = an_employee("manager", department=department)
        a_shift(who, moscow(9, day=TUESDAY))
        an_absence(who, TUESDAY, cover=head)
    a_time_entry(a_ticket(), head, actual_minutes=50, worked_on=TUESDAY, covered_for=who, department=department)
    assert statements(visit(head), "/absences/report/") == STATEMENTS


def test_the_file_holds_one_line_an_absence_and_no_formula(visit, head, absent):
    answer = visit(head).get("/exports/absence-report/xlsx/?from=2026-11-11&to=2026-11-30")
    rows = list(load_workbook(BytesIO(answer.getvalue())).active.values)
    assert rows[0][:4] == ("Employee", "Type", "Code", "First day")
    told = [(row[0], row[2], row[3].date(), row[6], row[7], row[8]) for row in rows[1:]]
    assert told == [
        ("'=Anna Orlova", "ОТ", date(2026, 11, 11), 1, 8, "Boris Titov"),
        ("'=Anna Orlova", "ДО", date(2026, 11, 16), 1, 1, None),
    ]


def test_a_file_of_no_period_reaches_to_the_day_that_it_is_for_the_reader(department):
    head = an_employee("head", department=department)
    an_absence(head, date(2026, 12, 1))
    night = viewer(head, moscow(0, 30, day=date(2026, 12, 1)))
    assert absence_rows(night, {}).values_list("to_day", flat=True).get() == "2026-12-01"
