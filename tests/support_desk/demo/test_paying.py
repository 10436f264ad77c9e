"""Pay of the demo: everybody is paid by something since they came, and has read it; one version is to come. What was
sold and collected is entered month by month, none of a day to come."""

from datetime import UTC, datetime, timedelta

import pytest

from payroll.models import PayFact, PayPlanVersion, PlanAcknowledgement, PlanAssignment
from payroll.queries.plans.figures import is_acknowledged, versions_on
from support_desk.demo.loading import set_stage
from support_desk.demo.paying import plans_of
from support_desk.demo.rules import lay_down_rules
from support_desk.demo.selling import sell

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_everybody_is_paid_by_something_and_has_read_it(settings):
    settings.DEMO = True
    stage = set_stage(language="ru", founded=NOW - timedelta(days=94), at=NOW)
    lay_down_rules(stage.staff, stage.content, at=NOW)
    plans = plans_of(stage.staff, stage.content, at=NOW)
    assert len(plans) == 5
    people = stage.staff.people
    assignments = PlanAssignment.objects.order_by("-starts_on")
    assert {row.employee: row.starts_on for row in assignments} == {
        person: person.hired_on for person in people.values()
    }
    assert assignments.count() == len(people) + 1, "who changed departments is paid better since then"
    paid = PlanAssignment.objects.filter(plan__isnull=False)
    month = datetime(2026, 10, 1, tzinfo=UTC)
    versions = versions_on(month.date())
    read = is_acknowledged(paid.values_list("employee_id", flat=True), versions.values(), month)
    assert read == {(row.employee_id, versions[row.plan_id].pk) for row in paid}
    to_come = PayPlanVersion.objects.get(starts_on="2026-12-01")
    assert PlanAcknowledgement.objects.filter(version=to_come).count() == 2
    sell(stage, at=NOW)
    assert_sold_and_collected(people["head"])


def assert_sold_and_collected(head):
    """Most of what fell due came in time."""
    facts = PayFact.objects.filter(created_by=head)
    assert {day.month for day in facts.values_list("happened_on", flat=True)} == {7, 8, 9, 10, 11}
    counts = {kind: facts.filter(kind=kind).count() for kind in PayFact.Kind.values}
    assert counts["due"] > counts["collected"] > counts["due"] // 2
    assert counts["offer"] > 20
    assert facts.count() == PayFact.objects.count() < 400
