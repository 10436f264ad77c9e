"""Leave slips, make-up hours and the absence report through the API (L2, L6)."""

from datetime import datetime

import pytest

from tests.factories import a_department, a_shift, an_absence, an_employee, moscow, with_calendar
from tests.factories.api import api_of
from tests.plugins.pages import _wednesday_noon
from workload.models import Absence, LeaveSlip

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db
# token, account, person; the page, and the signatures of slips
LIST_STATEMENTS = {"leave-slips": 4, "absences": 3}


@pytest.fixture
def department():
    return with_calendar(a_department())


@pytest.fixture
def head(department):
    return an_employee("head", department=department)


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def cover(department):
    return an_employee("manager", department=department, name="Boris Titov")


@pytest.fixture
def colleague():
    return an_employee("specialist", name="Ilya Sokol")


@pytest.fixture
def slip(manager, cover, colleague):
    body = {"type": "study", "starts_on": "2026-12-07", "ends_on": "2026-12-11", "note": "zqexam"}
    made = post(manager, "absences/", {**body, "cover": cover.pk, "colleagues": [colleague.pk]})
    assert made.status_code == 201, made.json()
    assert (made.json()["code"], made.json()["make_ups"]) == ("У", [])
    return LeaveSlip.objects.get(pk=made.json()["leave_slip"])


def post(who, address, body):
    return api_of(who).post(f"/api/v1/{address}", body, format="json")


def test_a_slip_goes_round_and_never_tells_the_type(slip, manager, cover, colleague, head):
    address = f"leave-slips/{slip.pk}/"
    shown = api_of(cover).get(f"/api/v1/{address}")
    assert "zqexam" not in shown.content.decode() and "study" not in shown.content.decode()
    assert shown.json()["waits_for"] == "Boris Titov has not yet agreed to cover."
    assert post(colleague, f"{address}agree/", {}).status_code == 409
    assert post(manager, f"{address}agree/", {}).status_code == 403
    assert post(cover, f"{address}decline/", {}).status_code == 422
    assert post(cover, f"{address}decline/", {"note": "Away"}).json()["state"] == "returned"
    assert "Away" not in api_of(colleague).get(f"/api/v1/{address}").content.decode()
    assert post(manager, f"{address}signers/", {"cover": head.pk}).json()["state"] == "with_cover"
    post(head, f"{address}agree/", {})
    assert post(colleague, f"{address}agree/", {"note": "Settled"}).json()["state"] == "with_head"
    assert post(head, f"absences/{slip.absence_id}/approve/", {}).json()["state"] == "approved"
    assert api_of(an_employee("manager")).get(f"/api/v1/{address}").status_code == 404
    assert api_of(cover).get(f"/api/v1/absences/{slip.absence_id}/").status_code == 404


def test_slips_are_listed_narrowed_and_followed(slip, manager, head):
    def ids(query):
        return [row["id"] for row in api_of(head).get(f"/api/v1/leave-slips/?{query}").json()["results"]]

    assert ids(f"state=with_cover&employee={manager.pk}&absence={slip.absence_id}") == [slip.pk]
    assert ids("state=closed") == []
    assert api_of(head).get("/api/v1/leave-slips/?changed_since=2020-01-01T00:00:00Z").status_code == 200


def test_bad_signers_name_their_field(slip, manager, cover):
    address = f"leave-slips/{slip.pk}/signers/"
    for body, field in (({"cover": manager.pk}, "cover"), ({"colleagues": [cover.pk]}, "colleagues"),
                        ({"cover": 99999999}, "cover"), ({"colour": 1}, "colour")):  # fmt: skip
        answer = post(manager, address, body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field)


def test_the_past_is_confirmed_and_hours_are_made_up(manager, head):
    a_shift(manager, moscow(9, day=moscow(0).date().replace(day=16)))
    past = {"type": "sickness", "starts_on": "2026-11-16", "ends_on": "2026-11-16"}
    answer = post(manager, "absences/", past)
    assert (answer.status_code, answer.json()["code"]) == (422, "unconfirmed")
    assert [error["field"] for error in answer.json()["errors"]] == ["confirmed", "confirmed"]
    assert post(manager, "absences/", {**past, "confirmed": True}).status_code == 201
    hours = {"type": "personal", "starts_on": "2026-11-25", "ends_on": "2026-11-25"}
    hours |= {"from_time": "10:00", "until_time": "12:00"}
    span = {"starts_at": "2026-11-28T10:00:00+03:00", "ends_at": "2026-11-28T12:00:00+03:00"}
    made = post(manager, "absences/", {**hours, "make_ups": [span]})
    (told,) = made.json()["make_ups"]
    assert [datetime.fromisoformat(told[name]) for name in span] == [datetime.fromisoformat(at) for at in span.values()]
    assert told["is_standing"] is True
    refused = post(
        manager, "absences/", {**past, "starts_on": "2026-11-18", "ends_on": "2026-11-18", "make_ups": [span]}
    )
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "make_ups")
    assert Absence.objects.count() == 2


def test_the_report_and_its_bad_parameters(head, manager):
    an_absence(manager, moscow(0).date().replace(day=10))
    found = api_of(head).get("/api/v1/absence-report/?from=2026-11-01&to=2026-11-15").json()
    assert [(line["name"], line["code"], line["lost_minutes"]) for line in found["lines"]] == [
        ("Anna Orlova", "ОТ", 480)
    ]
    assert sum(week["lost_minutes"] for week in found["weeks"]) == found["lost_minutes"] == 480
    bad = api_of(head).get("/api/v1/absence-report/?from=2026-11-15&to=2026-11-01")
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (422, "to")
    assert api_of(head).get("/api/v1/absence-report/?colour=1").status_code in (400, 422)


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_as_many_statements_whatever_their_length(rows, head, department, django_assert_num_queries):
    for _one in range(rows):
        absence = an_absence(an_employee("manager", department=department), state="requested")
        slip = LeaveSlip.objects.create(absence=absence)
        slip.sign_offs.create(kind="cover", person=head, asked_at=absence.requested_at)
    api = api_of(head)
    api.get("/api/v1/me/")
    for address, statements in LIST_STATEMENTS.items():
        with django_assert_num_queries(statements):
            assert len(api.get(f"/api/v1/{address}/").json()["results"]) == rows


def test_another_last_day_and_another_cover_through_the_api(manager, head, cover):
    absence = an_absence(manager, days=3, type="sickness", state="recorded")
    address = f"absences/{absence.pk}/"
    assert post(head, f"{address}last-day/", {"ends_on": "2026-11-18"}).json()["ends_on"] == "2026-11-18"
    assert post(head, f"{address}cover/", {"cover": cover.pk}).json()["cover"]["id"] == cover.pk
    assert post(manager, f"{address}last-day/", {"ends_on": "2026-11-19"}).status_code == 403
