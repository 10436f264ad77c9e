"""Homes by role, and the rail with its bounded figures."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from support_desk.shared.models import User
from tests.factories import NOW, a_contact, a_department, a_message, a_project, a_ticket, an_employee, viewer
from tickets.models import Timer
from tickets.queries.badges import badges_for

EMPLOYED = ["office_manager", "accountant", "administrator", "sales"]


@pytest.mark.parametrize(
    ("role", "first"),
    [
        ("manager", "/queue/?view=mine"),
        ("specialist", "/tasks/"),
        ("operator", "/operator/"),
        ("head", "/queue/?view=unanswered"),
        ("director", "/director/"),
    ],
)
def test_where_each_role_begins(visit, settings, role, first):
    settings.SECOND_FACTOR_ROLES = ()
    assert visit(an_employee(role)).get("/").headers["Location"] == first


@pytest.mark.parametrize("role", EMPLOYED)
def test_others_find_what_there_is_and_no_dead_link(visit, settings, role):
    settings.SECOND_FACTOR_ROLES = ()
    browser = visit(an_employee(role, is_staff=role != "sales"))
    page = browser.get("/")
    assert page.status_code == 200
    for doorway in page.context["doorways"]:
        assert browser.get(doorway.url).status_code == 200, doorway.url
    for group in page.context["rail"]:
        for place in group.items:
            assert browser.get(place.url).status_code == 200, place.url


@pytest.mark.parametrize("role", ["manager", "specialist", "operator", "head", "director"])
def test_every_place_of_the_rail_opens(visit, settings, role):
    settings.SECOND_FACTOR_ROLES = ()
    browser = visit(an_employee(role, is_staff=role == "head"))
    for group in browser.get("/time/").context["rail"]:
        for place in group.items:
            assert browser.get(place.url).status_code == 200, place.url


def test_a_client_contact_is_led_to_the_portal_and_to_nothing_else(db):
    contact = a_contact()
    contact.user = User.objects.create_user("contact@client.test", "x")
    contact.save()
    browser = Client()
    browser.force_login(contact.user)
    assert browser.get("/").headers["Location"] == "/portal/"
    for address in ("/clients/", "/search/", "/time/", "/audit/", "/quarantine/", "/tickets/new/"):
        assert browser.get(address).status_code == 404, address


def test_visitors_are_led_to_the_log_in(client, db):
    for address in ("/", "/clients/", "/search/", "/time/", "/audit/", "/profile/", "/exports/clients/csv/"):
        assert client.get(address).headers["Location"].startswith("/accounts/login/?next="), address


def test_figures_take_one_statement_and_stop_at_a_hundred(db):
    head = an_employee("head")
    department = head.headed_departments.get()
    project = a_project(owner=an_employee("manager", department=department))
    for _index in range(101):
        a_ticket(project, waiting_since=NOW)
    looking = viewer(head)
    with CaptureQueriesContext(connection) as captured:
        badges = badges_for(looking, sees_quarantine=True)
    assert len(captured.captured_queries) == 1
    assert badges.counts["unanswered"] == 100
    assert badges.counts["mine"] == 0 and badges.counts["quarantine"] == 0


def test_figures_count_only_what_one_may_see(db):
    a_message(a_ticket(), "in")
    assert set(badges_for(viewer(an_employee("manager")), sees_quarantine=False).counts.values()) == {0}


def test_the_stopwatch_comes_along(db):
    manager = an_employee("manager", department=a_department())
    ticket = a_ticket(a_project(owner=manager))
    Timer.objects.create(employee=manager, ticket=ticket, started_at=NOW - timedelta(minutes=5))
    badges = badges_for(viewer(manager), sees_quarantine=False)
    assert (badges.timer_started_at, badges.timer_ticket) == (NOW - timedelta(minutes=5), ticket.number)
