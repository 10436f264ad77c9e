"""Instructions over the API: read by every employee, kept by who keeps the operation's department (L9)."""

import pytest

from support_desk.shared.models import AuditEntry
from tests.factories import a_department, an_employee, an_instruction, an_operation
from tests.factories.api import api_of
from workload.models import Instruction

pytestmark = pytest.mark.django_db
PATH = "/api/v1/instructions/"


@pytest.fixture
def department():
    return a_department()


def test_an_instruction_is_made_changed_found_and_foreign_ones_are_only_read(department):
    operation = an_operation(department=department)
    head, stranger = (api_of(an_employee("head", department=one)) for one in (department, a_department()))
    body = {"operation": operation.pk, "title": "How", "text": "So.", "minutes": 45}
    made = head.post(PATH, body)
    assert made.status_code == 201, made.json()
    assert {"operation": made.json()["operation"]["id"], **body} == body
    one = f"{PATH}{made.json()['id']}/"
    changed = head.patch(one, {"is_active": False, "link": "https://desk.test/how"}).json()
    assert (changed["is_active"], changed["link"], changed["text"]) == (False, "https://desk.test/how", "So.")
    assert stranger.get(one).json()["title"] == "How"
    assert (stranger.post(PATH, body).status_code, stranger.patch(one, {"minutes": 5}).status_code) == (403, 403)
    an_instruction(title="Other")
    asked = {"operation": operation.pk, "department": department.pk, "active": "0"}
    assert [row["title"] for row in stranger.get(PATH, asked).json()["results"]] == ["How"]
    assert AuditEntry.objects.filter(action__startswith="instruction.").count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"minutes": 0}, "minutes"), ({"link": "javascript:1"}, "link"), ({"operation": 0}, "operation")],
)
def test_a_bad_field_is_named(department, changed, field):
    body = {"operation": an_operation(department=department).pk, "title": "How", "text": "So.", **changed}
    answer = api_of(an_employee("head", department=department)).post(PATH, body)
    assert (answer.status_code, [one["field"] for one in answer.json()["errors"]]) == (422, [field])
    assert not Instruction.objects.exists()
