"""Working calendars over the API: kept, their weeks, days and years by verbs (S1, L5)."""

import pytest

from support_desk.shared.models import AuditEntry
from tests.factories import a_calendar, a_department, an_employee
from tests.factories.api import api_of
from workload.models import CalendarVersion, WorkingCalendar

pytestmark = pytest.mark.django_db
WEEK = {"mon": [["09:00", "13:00"], ["14:00", "18:00"]]}


@pytest.fixture
def client():
    return api_of(an_employee("head"))


def post(client, calendar, verb, body, **headers):
    return client.post(f"/api/v1/calendars/{calendar.pk}/{verb}/", body, **headers)


def refused(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    return answer.status_code, [error["field"] for error in answer.json().get("errors", [])]


def test_a_calendar_is_made_changed_and_shown_whole(client):
    body = {"code": "night", "name": "Night", "week": {"fri": [["22:00", "06:00"]]}, "timezone": "Asia/Omsk"}
    made = client.post("/api/v1/calendars/", body)
    assert made.status_code == 201, made.json()
    assert made.json()["weeks"][0]["week"] == {"fri": [["22:00", "24:00"]], "sat": [["00:00", "06:00"]]}
    path = f"/api/v1/calendars/{made.json()['id']}/"
    changed = client.patch(path, {"is_default": True, "country": "de"})
    assert (changed.status_code, changed.json()["is_default"], changed.json()["country"]) == (200, True, "DE")
    listed = client.get("/api/v1/calendars/?default=1").json()["results"]
    assert [row["code"] for row in listed] == ["night"]
    assert "weeks" not in listed[0]
    assert refused(client.patch(path, {"code": "day"})) == (422, ["code"])


def test_weeks_days_and_years_by_verbs(client):
    calendar = a_calendar()
    week = post(client, calendar, "set-week", {"starts_on": "2026-12-01", "week": WEEK})
    assert week.json()["weeks"][1] == {"starts_on": "2026-12-01", "week": WEEK}
    day = post(client, calendar, "set-day", {"day": "2026-12-07", "kind": "workday", "hours": [["10:00", "12:00"]]})
    assert day.json()["days"] == [
        {
            "day": "2026-12-07",
            "kind": "workday",
            "hours": [["10:00", "12:00"]],
            "shortened_minutes": 0,
            "name": "",
            "is_loaded": False,
        }
    ]
    assert post(client, calendar, "remove-day", {"day": "2026-12-07"}).json()["days"] == []
    assert len(post(client, calendar, "remove-week", {"starts_on": "2026-12-01"}).json()["weeks"]) == 1
    assert post(client, calendar, "load-year", {"year": 2026}).json()["years"][0]["approved_at"] is None
    approved = post(client, calendar, "approve-year", {"year": 2026})
    assert approved.json()["years"][0]["approved_by"]["name"] == an_employee_named(client)
    assert post(client, calendar, "remove-day", {"day": "2026-12-07"}).status_code == 404
    assert post(client, calendar, "remove-week", {"starts_on": "2026-12-01"}).status_code == 404


def an_employee_named(client):
    return client.get("/api/v1/me/").json()["name"]


@pytest.mark.parametrize(
    ("verb", "body", "field"),
    [
        (
            "set-week",
            {"starts_on": "2026-12-01", "week": {"mon": [["09:00", "13:00"], ["12:00", "18:00"]]}},
            "week.mon",
        ),
        ("set-week", {"starts_on": "2026-12-01", "week": {"mon": [["09:00", "09:00"]]}}, "week.mon"),
        ("set-week", {"starts_on": "2026-12-01", "week": {}}, "week"),
        ("set-week", {"starts_on": "soon", "week": WEEK}, "starts_on"),
        ("set-week", {"starts_on": "1999-12-01", "week": WEEK}, "starts_on"),
        ("set-day", {"day": "2026-12-07", "kind": "workday", "hours": [["18:00", "09:00"]]}, "hours"),
        ("set-day", {"day": "2026-12-07", "kind": "shortened", "shortened_minutes": 2000}, "shortened_minutes"),
        ("set-day", {"day": "2026-12-07", "kind": "feast"}, "kind"),
        ("load-year", {"year": 2060}, "year"),
        ("load-year", {"year": 10**12}, "year"),
        ("approve-year", {"year": 2026}, "year"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(client, verb, body, field):
    calendar = a_calendar()
    assert refused(post(client, calendar, verb, body)) == (422, [field])
    assert CalendarVersion.objects.filter(calendar=calendar).count() == 1


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"timezone": "Mars/Olympus"}, "timezone"),
        ({"week": [1]}, "week"),
        ({"week": {}}, "week"),
        ({"color": 1}, "color"),
    ],
)
def test_a_bad_calendar_is_refused_by_its_field(client, over, field):
    body = {"code": "new", "name": "New", "week": WEEK, **over}
    assert refused(client.post("/api/v1/calendars/", body)) == (422, [field])
    assert not WorkingCalendar.objects.exists()


def test_the_same_key_has_one_effect(client):
    calendar, body = a_calendar(), {"day": "2026-12-07", "kind": "holiday"}
    first = post(client, calendar, "set-day", body, HTTP_IDEMPOTENCY_KEY="k")
    again = post(client, calendar, "set-day", body, HTTP_IDEMPOTENCY_KEY="k")
    other = post(client, calendar, "set-day", {**body, "day": "2026-12-08"}, HTTP_IDEMPOTENCY_KEY="k")
    assert (first.status_code, again.json(), other.status_code) == (200, first.json(), 422)
    assert AuditEntry.objects.filter(action="calendar.day").count() == 1


def test_a_token_needs_its_scope_and_the_person_their_role():
    head, manager, calendar = an_employee("head"), an_employee("manager"), a_calendar()
    body = {"day": "2026-12-07", "kind": "holiday"}
    assert api_of(head, "people:read").get("/api/v1/calendars/").status_code == 403
    assert api_of(head, "sla:read").get("/api/v1/calendars/").status_code == 200
    assert post(api_of(head, "sla:read"), calendar, "set-day", body).status_code == 403
    assert api_of(manager).get(f"/api/v1/calendars/{calendar.pk}/").status_code == 200
    assert post(api_of(manager), calendar, "set-day", body).status_code == 403


def test_a_department_tells_its_calendar(client):
    calendar = a_calendar()
    department = a_department(calendar=calendar)
    found = client.get(f"/api/v1/departments/{department.pk}/").json()
    assert found["calendar"] == {"id": calendar.pk, "name": calendar.name}


def test_a_calendar_is_copied(client):
    calendar = a_calendar("Hours", is_default=True)
    made = post(client, calendar, "copy", {"name": "Ours"})
    assert (made.status_code, made.json()["name"], made.json()["is_default"]) == (201, "Ours", False)
    assert made.json()["weeks"] == client.get(f"/api/v1/calendars/{calendar.pk}/").json()["weeks"]
    assert refused(post(client, calendar, "copy", {"name": "Ours"})) == (422, ["name"])
    assert refused(post(client, calendar, "copy", {})) == (422, ["name"])
    assert post(api_of(an_employee("manager")), calendar, "copy", {"name": "Mine"}).status_code == 403
