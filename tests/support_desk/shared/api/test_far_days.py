"""Days and minutes that no calendar can be reckoned around are refused at their field, never with an error of ours."""

import pytest
from django.urls import reverse

from tests.factories import a_department, a_ticket, an_employee, an_operation
from tests.factories.api import api_of

pytestmark = pytest.mark.django_db


def refused_fields(answer) -> set[str]:
    assert answer.status_code == 422, answer.content
    return {error["field"] for error in answer.json()["errors"]}


@pytest.mark.parametrize("minutes", [0, 721, 99_999_999_999, 10**30])
def test_nobody_is_away_for_longer_than_twelve_hours(minutes):
    api = api_of(an_employee("manager"))
    assert refused_fields(api.post("/api/v1/presence/away/", {"minutes": minutes}, format="json")) == {"minutes"}


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "2200-01-01", "9999-12-31"])
def test_an_absence_is_of_days_that_come(day):
    head = an_employee("head", department=a_department())
    body = {"employee": head.pk, "type": "vacation", "starts_on": day, "ends_on": day}
    assert refused_fields(api_of(head).post("/api/v1/absences/", body, format="json")) == {"starts_on", "ends_on"}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_work_is_of_days_that_were(day):
    manager = an_employee("manager")
    body = {"operation": an_operation().pk, "minutes": 5, "worked_on": day, "client_text": "x"}
    body["ticket"] = a_ticket(assignee=manager).number
    answer = api_of(manager).post("/api/v1/time-entries/", body, format="json")
    assert refused_fields(answer) == {"worked_on"}


def test_a_page_of_an_impossible_day_shows_today(client):
    client.force_login(an_employee("manager").user)
    for day in ("0001-01-01", "9999-12-31", "2026-13-45"):
        assert client.get(reverse("time"), {"day": day}).status_code == 200


def test_a_form_names_the_day_that_is_too_far(client):
    client.force_login(an_employee("manager").user)
    answer = client.post(reverse("absences"), {"kind": "vacation", "starts_on": "9999-12-31", "ends_on": "9999-12-31"})
    assert answer.status_code < 500
    assert "too far" in answer.content.decode()
