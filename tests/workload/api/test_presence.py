"""Shifts, absences and presence through the API (L1–L3)."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_department, a_shift, all_sign, an_absence, an_employee
from tests.factories.api import api_of
from tests.plugins.pages import _wednesday_noon
from workload.models import Absence, AwayMark, Shift

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return a_department()


@pytest.fixture
def head(department):
    return an_employee("head", department=department, name="Vera Head")


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Orlova")


def test_a_shift_is_planned_changed_and_removed(head, manager):
    api = api_of(head)
    body = {"employee": manager.pk, "starts_at": "2026-11-20T09:00:00+03:00", "ends_at": "2026-11-20T18:00:00+03:00"}
    made = api.post("/api/v1/shifts/", body, format="json")
    assert made.status_code == 201, made.json()
    address = f"/api/v1/shifts/{made.json()['id']}/"
    assert api.patch(address, {"note": "On call"}, format="json").json()["note"] == "On call"
    assert api.post(f"{address}remove/", {}, format="json").status_code == 204
    assert not Shift.objects.exists()


def test_a_pattern_fills_a_period_and_a_bad_one_names_its_field(head, manager):
    api = api_of(head)
    week = [{"weekday": day, "starts": "09:00", "ends": "18:00"} for day in range(5)]
    body = {"employee": manager.pk, "pattern": week, "first": "2026-11-23", "last": "2026-11-29"}
    assert api.post("/api/v1/shifts/pattern/", body, format="json").json() == {"removed": 0, "added": 5}
    bad = api.post("/api/v1/shifts/pattern/", {**body, "last": "2026-11-22"}, format="json")
    assert bad.status_code == 422
    assert "last" in str(bad.json())


def test_an_absence_is_asked_for_and_decided(head, manager):
    body = {"type": "vacation", "starts_on": "2026-12-07", "ends_on": "2026-12-11", "cover": head.pk}
    made = api_of(manager).post("/api/v1/absences/", body, format="json")
    assert (made.status_code, made.json()["state"]) == (201, "requested")
    address = f"/api/v1/absences/{made.json()['id']}/"
    assert api_of(manager).post(f"{address}approve/", {}, format="json").status_code == 403
    assert api_of(head).post(f"{address}approve/", {}, format="json").status_code == 409
    all_sign(Absence.objects.get())
    assert api_of(head).post(f"{address}approve/", {}, format="json").json()["state"] == "approved"
    assert api_of(head).post(f"{address}cancel/", {}, format="json").json()["state"] == "cancelled"
    assert api_of(head).post(f"{address}reject/", {"note": "No"}, format="json").status_code in (409, 422)


def test_presence_tells_the_state_and_never_the_type(head, manager, department):
    an_absence(manager, type="sickness", note="zqflu", days=2)
    colleague = an_employee("manager", department=department, name="Boris Titov")
    answer = api_of(colleague).get("/api/v1/presence/")
    found = {row["name"]: row["state"] for row in answer.json()}
    assert found == {"Anna Orlova": "absent", "Boris Titov": "here", "Vera Head": "here"}
    assert "sickness" not in answer.content.decode() and "zqflu" not in answer.content.decode()
    assert api_of(colleague).get("/api/v1/presence/?department=99999999").json() == []
    assert api_of(colleague).get("/api/v1/presence/?department=x").status_code == 422
    assert api_of(colleague).get("/api/v1/absences/").json()["results"] == []


def test_away_and_back(manager):
    api = api_of(manager)
    away = api.post("/api/v1/presence/away/", {"minutes": 45, "kind": "lunch"}, format="json").json()
    assert (away["state"], away["kind"]) == ("away", "lunch")
    assert AwayMark.objects.get().ends_at == NOW + timedelta(minutes=45)
    assert api.post("/api/v1/presence/back/", {}, format="json").json()["state"] == "here"
    late = api.post("/api/v1/presence/away/", {"until": "2026-11-18T08:00:00+03:00"}, format="json")
    assert "until" in str(late.json())


def test_the_head_names_the_deputies_of_the_operator(head, manager, department):
    address = f"/api/v1/departments/{department.pk}/deputies/"
    body = api_of(head).post(address, {"deputies": [manager.pk]}, format="json").json()
    assert body["deputies"] == [{"id": manager.pk, "name": "Anna Orlova"}]
    assert api_of(manager).post(address, {"deputies": []}, format="json").status_code == 403


def test_lists_are_narrowed_by_time_and_person(head, manager):
    a_shift(manager)
    an_absence(manager, NOW.date() + timedelta(days=30))
    api = api_of(head)
    assert len(api.get(f"/api/v1/shifts/?employee={manager.pk}&since=2026-11-18T10:00:00Z").json()["results"]) == 1
    assert api.get("/api/v1/shifts/?until=2026-11-17T10:00:00Z").json()["results"] == []
    assert len(api.get("/api/v1/absences/?state=approved&type=vacation").json()["results"]) == 1
    assert Absence.objects.count() == 1
