"""SLA policies over the API, and what else names them (S1–S4)."""

import pytest

from tests.factories import a_calendar, a_client, a_department, a_policy, a_project, an_employee
from tests.factories.api import api_of
from tests.factories.sla import NORMAL
from tickets.models import SlaPolicy, SlaPolicyVersion

pytestmark = pytest.mark.django_db
TARGETS = {key: {**NORMAL, "approval": None} for key in ("low", "normal", "high", "urgent")}
STEPS = [{"role": "manager", "delay_minutes": 0}, {"role": "head", "delay_minutes": 60}]


@pytest.fixture
def head():
    return an_employee("head")


@pytest.fixture
def client(head):
    return api_of(head)


def body(**over):
    about = {"code": "gold", "name": "Gold", "calendar": a_calendar().pk, "targets": TARGETS, "steps": STEPS}
    return {**about, **over}


def refused(answer):
    assert answer.headers["Content-Type"] == "application/problem+json", answer.json()
    return answer.status_code, [error["field"] for error in answer.json().get("errors", [])]


def test_a_policy_is_made_changed_and_found(client):
    made = client.post("/api/v1/sla-policies/", body(warn_percent=60))
    assert made.status_code == 201, made.json()
    assert (made.json()["targets"], made.json()["steps"], made.json()["version"]) == (TARGETS, STEPS, 1)
    path = f"/api/v1/sla-policies/{made.json()['id']}/"
    urgent = {**TARGETS, "urgent": {**NORMAL, "first_response": 5, "approval": 240}}
    changed = client.patch(path, {"targets": urgent, "steps": [], "is_default": True})
    assert changed.status_code == 200, changed.json()
    assert (changed.json()["targets"], changed.json()["steps"], changed.json()["version"]) == (urgent, [], 2)
    assert [row["id"] for row in client.get("/api/v1/sla-policies/?default=1").json()["results"]] == [made.json()["id"]]
    assert SlaPolicyVersion.objects.count() == 2


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"calendar": None}, "calendar"),
        ({"calendar": 99_999_999}, "calendar"),
        ({"targets": {**TARGETS, "high": {**NORMAL, "resolution": 0}}}, "targets.high.resolution"),
        ({"targets": {**TARGETS, "high": {**NORMAL, "resolution": 5_270_400}}}, "targets.high.resolution"),
        ({"targets": {**TARGETS, "high": {**NORMAL, "approval": 0}}}, "targets.high.approval"),
        ({"targets": {**TARGETS, "high": {**NORMAL, "approval": 5_270_400}}}, "targets.high.approval"),
        ({"targets": {"normal": NORMAL}}, "targets.low"),
        ({"steps": [{"role": "head", "delay_minutes": 60}, {"role": "manager", "delay_minutes": 0}]}, "steps"),
        ({"steps": [{"role": "head", "delay_minutes": 60}] * 2}, "steps"),
        ({"warn_percent": 100}, "warn_percent"),
    ],
)
def test_a_policy_that_cannot_be_is_refused_by_its_field(client, over, field):
    status, fields = refused(client.post("/api/v1/sla-policies/", body(**over)))
    assert status == 422
    assert fields[0] == field
    assert not SlaPolicy.objects.exists()


def test_a_department_uses_a_policy_and_leaves_it(client, head):
    department, policy, other = head.headed_departments.get(), a_policy(), a_policy()
    path = f"/api/v1/sla-policies/{policy.pk}"
    used = client.post(f"{path}/use-in-department/", {"department": department.pk})
    assert used.json()["departments"] == [{"id": department.pk, "name": department.name}]
    found = client.get(f"/api/v1/sla-policies/?department={department.pk}").json()["results"]
    assert [row["id"] for row in found] == [policy.pk]
    wrong = client.post(f"/api/v1/sla-policies/{other.pk}/leave-department/", {"department": department.pk})
    assert refused(wrong) == (422, ["department"])
    left = client.post(f"{path}/leave-department/", {"department": department.pk})
    assert left.json()["departments"] == []
    foreign = client.post(f"{path}/use-in-department/", {"department": a_department().pk})
    assert foreign.status_code == 403


def test_a_client_has_a_threshold_of_its_own(client):
    path = f"/api/v1/clients/{a_client().pk}/"
    assert client.patch(path, {"unanswered_minutes": 15}).json()["unanswered_minutes"] == 15
    assert refused(client.patch(path, {"unanswered_minutes": 0})) == (422, ["unanswered_minutes"])
    assert client.patch(path, {"unanswered_minutes": None}).json()["unanswered_minutes"] is None


def test_a_project_has_a_cover_and_a_contract_its_promises(client, head):
    department, policy = head.headed_departments.get(), a_policy()
    project, colleague = a_project(department=department), an_employee("manager", department=department)
    covered = client.patch(f"/api/v1/projects/{project.pk}/", {"cover": colleague.pk})
    assert covered.json()["cover"] == {"id": colleague.pk, "name": colleague.name}
    assert refused(client.patch(f"/api/v1/projects/{project.pk}/", {"cover": project.owner_id})) == (422, ["cover"])
    terms = {"project": project.pk, "number": "1", "rate_amount": "1.00", "starts_on": "2026-01-01"}
    made = client.post("/api/v1/contracts/", {**terms, "sla_policy": policy.pk, "calendar": policy.calendar_id})
    assert made.status_code == 201, made.json()
    assert (made.json()["sla_policy"]["id"], made.json()["calendar"]["id"]) == (policy.pk, policy.calendar_id)


def test_a_manager_reads_policies_and_changes_none():
    policy, client = a_policy(), api_of(an_employee("manager"))
    assert client.get(f"/api/v1/sla-policies/{policy.pk}/").json()["name"] == policy.name
    assert client.patch(f"/api/v1/sla-policies/{policy.pk}/", {"name": "Mine"}).status_code == 403
    assert client.post("/api/v1/sla-policies/", body()).status_code == 403


def test_a_policy_is_copied(client):
    policy = a_policy("Gold", is_default=True)
    made = client.post(f"/api/v1/sla-policies/{policy.pk}/copy/", {"name": "Ours"})
    assert (made.status_code, made.json()["name"], made.json()["is_default"]) == (201, "Ours", False)
    assert made.json()["targets"] == client.get(f"/api/v1/sla-policies/{policy.pk}/").json()["targets"]
    assert refused(client.post(f"/api/v1/sla-policies/{policy.pk}/copy/", {"name": "Ours"})) == (422, ["name"])
    assert (
        api_of(an_employee("manager")).post(f"/api/v1/sla-policies/{policy.pk}/copy/", {"name": "Mine"}).status_code
        == 403
    )
