"""What the trail tells of plans and of what people are paid, and to whom (P2, P5)."""

from datetime import date
from decimal import Decimal

import pytest

from payroll.actions.plans.assigning import Pay, assign_plan
from payroll.actions.plans.terms import Measure, Terms
from payroll.actions.plans.writing import create_plan
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories.pay import a_pay_plan
from tests.factories.people import HIRED_ON, NOW, a_department, an_employee, give_roles, viewer

pytestmark = pytest.mark.django_db


def told(reader: Viewer) -> set[str]:
    return {*AuditEntry.objects.visible_to(reader).values_list("action", flat=True)}


def test_sums_are_in_the_trail_of_nobody_but_who_set_them_and_the_director():
    place, version = a_department(), a_pay_plan()
    head, person, operator = (an_employee(role, department=place) for role in ("head", "manager", "operator"))
    deputy = an_employee("manager", department=place)
    give_roles(deputy, ["head"], since=HIRED_ON)
    keeper, director = an_employee("administrator"), an_employee("director")
    terms = Terms(date(2026, 12, 1), Decimal(60_000), Decimal(40_000), (Measure("output", Decimal(1)),))
    create_plan(name="Clerks", position="other", terms=terms, by=viewer(director), at=NOW)
    paid = Pay(version.plan, Decimal(77_777), Decimal(5))
    assign_plan(employee=person, pay=paid, starts_on=NOW.date(), by=viewer(head), at=NOW)
    assign_plan(employee=head, pay=paid, starts_on=NOW.date(), by=viewer(director), at=NOW)
    assert {"pay_plan.create", "pay_plan.write", "plan_assignment.create"} <= told(viewer(director))
    assert [told(viewer(one)) for one in (keeper, operator, deputy, person)] == [set()] * 4
    own = AuditEntry.objects.visible_to(viewer(head))
    assert [entry.after["employee"]["id"] for entry in own] == [person.pk]
