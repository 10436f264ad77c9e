"""Whose plan and sums somebody reads: of those for whose pay they answer, nobody else's (P2, P4)."""

import pytest

from payroll.models import PayPlan, PlanAssignment
from payroll.queries.plans.page import people_of
from payroll.queries.plans.people import people_rows
from support_desk.shared.viewer import Viewer
from tests.factories.pay import a_pay_plan, assigned
from tests.factories.people import HIRED_ON, a_department, an_employee, give_roles, viewer
from workload.models import Substitute

pytestmark = pytest.mark.django_db


def read_by(reader: Viewer) -> list[set[str]]:
    """Names by the rows themselves (as the API has them), on the page of the plan and in the list of people."""
    rows = PlanAssignment.objects.visible_to(reader).exclude(employee=reader.employee_id)
    seen = [row.employee for row in rows]
    of_plan = [row.employee for row in people_of(PayPlan.objects.get(), reader)]
    listed = [row.employee for row in people_rows(reader) if row.employee.pk != reader.employee_id]
    return [{person.name for person in people} for people in (seen, of_plan, listed)]


def test_a_heads_and_a_directors_pay_are_not_read_by_who_else_leads_their_department():
    place, board = a_department(), a_department()
    above, chair = an_employee("head", name="Above"), an_employee("head", department=board, name="Chair")
    head = an_employee("head", department=place, name="Head", manager=above)
    deputy = an_employee("manager", department=place, name="Deputy")
    give_roles(deputy, ["head"], since=HIRED_ON)
    director = an_employee("director", department=board, name="Director")
    version = a_pay_plan()
    for person in (above, chair, head, deputy, director, an_employee("manager", department=place, name="Person")):
        assigned(person, version)
    assert read_by(viewer(deputy)) == [{"Person"}] * 3
    assert read_by(viewer(head)) == [{"Person", "Deputy"}] * 3
    assert read_by(viewer(above)) == [{"Head"}] * 3
    assert read_by(viewer(chair)) == [set()] * 3
    Substitute.objects.create(person=director, stands_in=chair, starts_on=HIRED_ON)
    assert read_by(viewer(chair)) == [{"Director"}] * 3
    assert all(len(names) == 5 for names in read_by(viewer(director)))
