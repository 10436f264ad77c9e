"""A year of a calendar at a glance, loaded and approved from its page (L5)."""

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_calendar, a_department, an_employee
from tickets.models import SlaPolicy
from workload.actions.calendars import load_year
from workload.models import WorkingCalendar
from workload.queries.calendar_year import year_page

SYSTEM = Viewer.system(NOW)


def test_the_months_add_up_to_the_production_calendar(db):
    calendar = a_calendar()
    load_year(calendar=calendar, year=2026, by=SYSTEM, at=NOW)
    calendar.refresh_from_db()
    page = year_page(calendar, 2026)
    assert (page.working_days, page.minutes) == (247, 1972 * 60)
    assert [month.minutes // 60 for month in page.months] == [
        120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176,
    ]  # fmt: skip
    november = {day.day.day: (day.state, day.minutes) for day in page.months[10].days}
    assert (november[3], november[4], november[1]) == (("shortened", 420), ("holiday", 0), ("closed", 0))


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_statements_however_many_calendars_there_are(visit, statements, count):
    calendars = [a_calendar() for _ in range(count)]
    load_year(calendar=calendars[0], year=2026, by=SYSTEM, at=NOW)
    browser = visit(an_employee("specialist"))
    browser.get(f"/calendars/{calendars[0].code}/2026/")
    # session, account, person; calendar, its version (not committed here), days, year, others; the rail's figures
    assert statements(browser, f"/calendars/{calendars[0].code}/2026/") == 9


def test_everybody_reads_and_who_keeps_calendars_loads_and_approves(visit):
    calendar = a_calendar("Support hours")
    path = f"/calendars/{calendar.code}/2026/"
    page = visit(an_employee("manager")).get(path).content.decode()
    assert "Support hours: the year 2026" in page
    assert "Not approved yet" in page and "Approve the year" not in page
    head = visit(an_employee("head", name="Vera Head"))
    refused = head.post(f"{path}approve/", follow=True).content.decode()
    assert "Load the days of 2026 first." in refused
    loaded = head.post(f"{path}load/", follow=True).content.decode()
    assert "Load the holidays again" in loaded
    approved = head.post(f"{path}approve/", follow=True).content.decode()
    assert "Vera Head" in approved and "Approve the year" not in approved
    assert visit(an_employee("manager")).post(f"{path}load/", follow=True).status_code == 200
    assert calendar.years.get().approved_at == NOW


@pytest.mark.parametrize("path", ["absent/2026/", "{code}/1999/", "{code}/2101/", "absent/"])
def test_a_calendar_or_year_that_is_not_there(visit, path):
    code = a_calendar().code
    assert visit(an_employee("manager")).get(f"/calendars/{path.format(code=code)}").status_code == 404


def test_without_a_calendar_the_page_offers_the_standard_one(visit):
    department = a_department()
    manager, head = (visit(an_employee(role, department=department)) for role in ("manager", "head"))
    assert "Begin with the standard calendar" not in manager.get("/calendars/").content.decode()
    assert "Begin with the standard calendar" in head.get("/calendars/").content.decode()
    assert manager.post("/sla/standard/", follow=True).status_code == 200
    assert not SlaPolicy.objects.exists()
    page = head.post("/sla/standard/", follow=True)
    assert page.redirect_chain[-1][0] == "/calendars/standard/2026/"
    assert "247 working days" in page.content.decode()
    assert SlaPolicy.objects.get().is_default
    again = head.post("/sla/standard/", follow=True).content.decode()
    assert "There is an SLA policy already" in again


def test_a_head_is_not_offered_to_change_what_other_departments_count_by(visit, settings):
    settings.SECOND_FACTOR_ROLES = ()
    calendar = a_calendar(is_default=True)
    head, director = an_employee("head"), an_employee("director")
    path = f"/calendars/{calendar.code}/2026/"
    assert "Load the holidays" in visit(director).get(path).content.decode()
    assert "Load the holidays" not in visit(head).get(path).content.decode()
    assert "Other departments count by this calendar" in visit(head).post(f"{path}load/", follow=True).content.decode()
    WorkingCalendar.objects.filter(pk=calendar.pk).update(is_default=False)
    assert "Load the holidays" in visit(head).get(path).content.decode()
