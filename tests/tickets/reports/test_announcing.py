"""A month that is over and was not reported is told to who builds the reports, once, and stands on their page (W8)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support_desk.shared import due
from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import a_client, a_department, a_project, a_report, a_ticket, a_time_entry, an_employee, billed
from tests.factories import viewer as viewer_of
from tests.plugins.pages import visit
from tickets.actions.reports.announcing import tell_unbuilt
from tickets.actions.reports.building import build_reports
from tickets.notifications.unbuilt import unbuilt_words
from tickets.queries.report_clients import unbuilt_clients

__all__ = ["visit"]

OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
# A department of Moscow: its November begins at nine in the evening of October in UTC.
NOVEMBER = datetime(2026, 10, 31, 21, tzinfo=UTC)


@pytest.fixture
def department(db):
    return a_department(timezone="Europe/Moscow")


@pytest.fixture
def office(department):
    return an_employee("office_manager", department=department)


def told():
    return list(Notice.objects.order_by("id").values_list("user_id", "kind", "facts__clients", "url"))


def test_the_office_manager_is_told_from_the_first_of_the_next_month_on_and_once(department, office):
    for _client in range(2):
        billed(a_project(department=department))
    assert tell_unbuilt(at=NOVEMBER - timedelta(seconds=1)) == 0
    assert [due.run("reports.unbuilt", at=NOVEMBER + timedelta(hours=hour)) for hour in range(3)] == [1, 0, 0]
    assert told() == [(office.user_id, "reports.unbuilt", 2, "/reports/?month=2026-10")]
    words = words_of(Notice.objects.get())
    assert words.title == "October 2026 is over: build the reports"
    assert words.body.startswith("2 clients have billed time in it")


def test_what_was_built_is_not_told(department, office):
    project = a_project(department=department)
    billed(project)
    build_reports(clients=[project.client_id], month=OCTOBER, by=Viewer.system(NOVEMBER), at=NOVEMBER)
    assert tell_unbuilt(at=NOVEMBER) == 0


@pytest.mark.parametrize(("minutes", "day"), [(0, date(2026, 10, 5)), (60, date(2026, 9, 30)), (60, date(2026, 11, 1))])
def test_a_month_without_billed_time_needs_no_report(department, office, minutes, day):
    a_time_entry(a_ticket(a_project(department=department)), worked_on=day, billable_minutes=minutes)
    assert tell_unbuilt(at=NOVEMBER) == 0


def test_time_that_came_in_after_a_later_report_is_not_left_to_build(department, office):
    project = a_project(department=department)
    billed(project)
    a_report(project, OCTOBER, is_sent=True)
    billed(project, day=date(2026, 9, 5))
    assert not unbuilt_clients(viewer_of(office), SEPTEMBER).exists()


def test_of_a_department_without_an_office_manager_the_head_is_told(department):
    head = an_employee("head", department=department)
    department.head = head
    department.save()
    billed(a_project(department=department))
    tell_unbuilt(at=NOVEMBER)
    assert [row[0] for row in told()] == [head.user_id]


def test_nobody_hears_of_clients_of_another_department(department, office):
    billed(a_project(a_client(), department=a_department()))
    assert tell_unbuilt(at=NOVEMBER) == 0


@pytest.mark.parametrize(("count", "words"), [(1, "1 client has"), (5, "5 clients have")])
def test_words_count(count, words):
    assert words in unbuilt_words({"month": "2026-10-01", "clients": count}).body


def test_the_page_offers_to_build_and_says_nothing_once_it_is_done(visit, department, office):
    project = a_project(department=department)
    billed(project)
    page = visit(office).get("/reports/").content.decode()
    assert "October 2026 is over, and 1 client with billed time has no report yet." in page
    assert "Build the month’s reports" in page and "Build what is missing" not in page
    a_report(a_project(department=department))
    assert "Build what is missing" in visit(office).get("/reports/").content.decode()
    a_report(project)
    assert "is over, and" not in visit(office).get("/reports/").content.decode()


def test_neither_the_month_that_runs_nor_a_manager_is_asked_to_build(visit, department, office):
    manager = an_employee("manager", department=department)
    project = a_project(department=department, owner=manager)
    billed(project, day=date(2026, 11, 3))
    billed(project)
    assert "is over, and" not in visit(office).get("/reports/?month=2026-11").content.decode()
    assert "is over, and" not in visit(manager).get("/reports/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_tell_once():
    department = a_department(timezone="Europe/Moscow")
    an_employee("office_manager", department=department)
    billed(a_project(department=department))
    assert sum(run_at_once(*[lambda: tell_unbuilt(at=NOVEMBER)] * 2)) == 1
