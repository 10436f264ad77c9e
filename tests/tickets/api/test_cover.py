"""Answering in the place of somebody who is not there, over the API (S4, L4)."""

import pytest

from tests.factories import a_project, a_ticket, an_absence, an_employee
from tests.factories.api import api_of
from tests.plugins.pages import _wednesday_noon
from tickets.models import Ticket

__all__ = ["_wednesday_noon"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket():
    return a_ticket(a_project(owner=an_employee("manager", name="Anna Orlova")))


@pytest.fixture
def operator(ticket):
    return an_employee("operator", department=ticket.department, name="Olga")


def covered(answer) -> tuple[str, str, str]:
    assert answer.status_code == 200, answer.content
    by = answer.json()["covered_by"]
    return by["employee"]["name"], by["instead_of"]["name"], by["level"]


def test_taken_handed_over_and_given_back(ticket, operator):
    api, address = api_of(operator), f"/api/v1/tickets/{ticket.number}/"
    assert api.get(address).json()["covered_by"] is None
    assert api.post(f"{address}take/").status_code == 409
    an_absence(ticket.assignee)
    assert covered(api.post(f"{address}take/")) == ("Olga", "Anna Orlova", "taken")
    colleague = an_employee("manager", department=ticket.department, name="Vera")
    assert covered(api.post(f"{address}hand-over/", {"to": colleague.pk})) == ("Vera", "Anna Orlova", "handed")
    gone = an_employee("manager", department=ticket.department)
    an_absence(gone)
    refused = api.post(f"{address}hand-over/", {"to": gone.pk})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "to")
    api.post(f"{address}give-back/")
    assert Ticket.objects.get().assignee == ticket.assignee
    by = api.get(address).json()["covered_by"]
    assert by is None or by["level"] not in ("taken", "handed")


def test_a_manager_takes_nothing_over(ticket):
    other = an_employee("manager", department=ticket.department)
    Ticket.objects.update(assignee=other)
    assert api_of(other).post(f"/api/v1/tickets/{ticket.number}/take/").status_code == 403
