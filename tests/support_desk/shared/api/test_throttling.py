"""How often one caller may ask."""

import pytest
from django.test import override_settings

from tests.factories import an_employee
from tests.factories.api import api_of

pytestmark = pytest.mark.django_db


@override_settings(API_CALLS_PER_MINUTE=3)
def test_the_calls_of_a_token_are_counted_apart_from_those_of_another(time_machine):
    time_machine.move_to("2026-11-18T09:00:12Z", tick=False)
    employee = an_employee("manager")
    first, second = api_of(employee), api_of(employee)
    assert [first.get("/api/v1/me/").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = first.get("/api/v1/me/")
    assert refused.json()["code"] == "throttled"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert refused.headers["Retry-After"] == "48"
    assert second.get("/api/v1/me/").status_code == 200
    time_machine.move_to("2026-11-18T09:01:00Z", tick=False)
    assert first.get("/api/v1/me/").status_code == 200
