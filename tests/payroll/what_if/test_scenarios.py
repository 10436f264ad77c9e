"""Scenarios are kept under names of their own, opened over the months of the day, and deleted (Y7)."""

import json

import pytest

from payroll.actions.scenarios import delete_scenario, save_scenario
from payroll.models import PayScenario
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories import pay
from tests.payroll.what_if.closed import MONTHS, a_closed_month

pytestmark = pytest.mark.django_db
PAGE = "/director/what-if/"
CHANGES = {"1": {"weights": {"output": "0.6", "upsales": "0.4"}}}


@pytest.fixture
def director():
    return make.an_employee("director")


def save(person, **over):
    given = {"name": "More upsales", "department": None, "months": 3, "changes": CHANGES, **over}
    return save_scenario(**given, by=make.viewer(person), at=make.NOW)


def test_what_is_saved_is_kept_and_told(director):
    kept = save(director, name="  More upsales ")
    assert (kept.name, kept.changes, kept.saved_by_id) == ("More upsales", CHANGES, director.pk)
    assert AuditEntry.objects.get(action="pay_scenario.save").after["changes"] == CHANGES
    delete_scenario(scenario=kept, by=make.viewer(director), at=make.NOW)
    assert not PayScenario.objects.exists()
    assert AuditEntry.objects.get(action="pay_scenario.delete").before["name"] == "More upsales"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "Old"}, "name"),
        ({"changes": {}}, "changes"),
        ({"changes": {"1": {"weights": {"output": "much"}}}}, "changes.1.weights.output"),
        ({"months": 25}, None),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(director, over, field):
    save(director, name="Old")
    with pytest.raises(Refused) as refused:
        save(director, **over)
    assert refused.value.field == field


def test_only_the_director_keeps_and_deletes(director):
    kept, head = save(director), make.an_employee("head")
    with pytest.raises(NotAllowed):
        save(head, name="Mine")
    with pytest.raises(NotAllowed, match="not a program"):
        save_scenario(
            name="Mine", department=None, months=3, changes=CHANGES, at=make.NOW,
            by=Viewer(at=make.NOW, roles=frozenset({"director"})),
        )  # fmt: skip
    with pytest.raises(PayScenario.DoesNotExist):
        delete_scenario(scenario=kept, by=make.viewer(head), at=make.NOW)
    with pytest.raises(NotAllowed):
        delete_scenario(scenario=kept, by=Viewer.system(make.NOW), at=make.NOW)


def test_from_the_page_and_back(visit, director):
    department, version = make.a_department(), pay.a_pay_plan()
    a_closed_month(department, MONTHS[0], version, {make.an_employee("manager", department=department): {}})
    change = {str(version.plan_id): {"base": "70000.00"}}
    sent = {"name": "Higher base", "changes": json.dumps(change), "months": 6, "department": department.pk}
    browser = visit(director)
    for _twice in range(2):
        answer = browser.post(f"{PAGE}scenarios/", {**sent, "idempotency_key": "a"}, follow=True)
        assert answer.status_code == 200
    kept = PayScenario.objects.get()
    assert (kept.months, kept.department, kept.changes) == (6, department, change)
    opened = browser.get(f"{PAGE}scenarios/{kept.pk}/", follow=True)
    assert opened.context["asked"].changes == change and 'aria-current="true">Higher base' in opened.content.decode()
    taken = browser.post(f"{PAGE}scenarios/", sent)
    assert taken.status_code == 422 and "There is a scenario of this name" in taken.content.decode()
    assert 'id="name-again"' in taken.content.decode() and 'id="save-scenario"' not in taken.content.decode()
    assert browser.post(f"{PAGE}scenarios/", {**sent, "name": ""}).status_code == 422
    assert browser.post(f"{PAGE}scenarios/{kept.pk}/delete/", follow=True).status_code == 200
    assert not PayScenario.objects.exists()
