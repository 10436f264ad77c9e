"""Which plans somebody reads: the sums of a plan are no more theirs than the pay of whom it pays (P2, P4)."""

from datetime import date

import pytest

from payroll.actions.plans.assigning import Pay, assign_plan
from payroll.models import PayPlan, PayPlanVersion
from payroll.plan_permissions import can_assign_plans
from payroll.queries.plans.people import usable_plans
from support_desk.shared.viewer import Viewer
from tests.factories.pay import a_pay_plan, assigned
from tests.factories.people import HIRED_ON, a_department, an_employee, viewer
from workload.models import Employee, Substitute

pytestmark = pytest.mark.django_db

STAFF, FREE = {"Staff", "Mixed"}, {"Free"}
LEADERS = {"Heads", "Head alone"}


@pytest.fixture
def people() -> dict[str, Employee]:
    """Two departments with heads, a director; a manager of a head and who stands in for the director lead nothing."""
    place, other = a_department(), a_department()
    boss = an_employee("manager", name="Boss", department=a_department())
    rows = [
        boss,
        an_employee("head", name="Head", department=place, manager=boss),
        an_employee("manager", name="Person", department=place),
        an_employee("head", name="Chair", department=other),
        an_employee("manager", name="Stranger", department=other),
        an_employee("director", name="Director", department=a_department()),
        an_employee("accountant", name="Clara", department=a_department()),
        an_employee("manager", name="Stas", department=a_department()),
    ]
    found = {person.name: person for person in rows}
    Substitute.objects.create(person=found["Director"], stands_in=found["Stas"], starts_on=HIRED_ON)
    paid = {
        "Staff": ("Person",), "Mixed": ("Stranger", "Chair"), "Head alone": ("Head",), "Director alone": ("Director",),
    }  # fmt: skip
    for name, holders in paid.items():
        version = a_pay_plan(name=name, position="other")
        for holder in holders:
            assigned(found[holder], version)
    a_pay_plan(name="Free", position="other")
    a_pay_plan(name="Heads", position="head")
    a_pay_plan(name="Written", position="other", is_draft=True)
    return found


def read_by(reader: Viewer) -> set[str]:
    return set(PayPlan.objects.visible_to(reader).values_list("name", flat=True))


def test_a_plan_that_pays_leaders_alone_is_read_one_level_up(people: dict[str, Employee]) -> None:
    given = STAFF | FREE
    assert {name: read_by(viewer(person)) for name, person in people.items()} == {
        "Head": given | {"Head alone"},
        "Chair": given,
        "Boss": given | LEADERS,
        "Stas": given | LEADERS | {"Director alone"},
        "Person": {"Staff"},
        "Stranger": {"Mixed"},
        "Director": given | LEADERS | {"Director alone", "Written"},
        "Clara": given | LEADERS | {"Director alone"},
    }


def test_nobody_gives_a_plan_that_they_do_not_read(people: dict[str, Employee]) -> None:
    chair = viewer(people["Chair"])
    plan = PayPlan.objects.get(name="Head alone")
    assert plan not in usable_plans(chair)
    with pytest.raises(PayPlan.DoesNotExist):
        assign_plan(employee=people["Stranger"], pay=Pay(plan), starts_on=date(2026, 12, 1), by=chair, at=chair.at)


def test_who_leads_nothing_gives_plans_to_whom_they_answer_for(people: dict[str, Employee]) -> None:
    can = {name for name, person in people.items() if can_assign_plans(viewer(person))}
    assert can == {"Head", "Chair", "Boss", "Stas", "Director"}
    plan = PayPlanVersion.objects.get(plan__name="Heads").plan
    for giver, person in (("Boss", "Head"), ("Stas", "Director")):
        by = viewer(people[giver])
        assert plan in usable_plans(by)
        made = assign_plan(employee=people[person], pay=Pay(plan), starts_on=date(2026, 12, 1), by=by, at=by.at)
        assert made.set_by == people[giver]
