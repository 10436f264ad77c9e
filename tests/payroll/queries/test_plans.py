"""Plans as the calculator reads them, the version that holds on a day, and who had read it (Y1, M4)."""

from datetime import date, timedelta

import pytest

from payroll.domain.plan_case import plan_from
from payroll.models import PlanAcknowledgement
from payroll.queries.plans.figures import is_acknowledged, plan_json, versions_on
from tests.factories.disputes import a_version, acknowledged
from tests.factories.pay import a_pay_plan
from tests.factories.people import NOW, an_employee

pytestmark = pytest.mark.django_db


def test_the_version_of_a_day_is_the_latest_that_has_begun(django_assert_num_queries):
    first = a_pay_plan()
    second = a_pay_plan([("output", "1", None)], plan=first.plan, starts_on=date(2026, 10, 1))
    a_pay_plan(plan=first.plan, starts_on=date(2026, 11, 1), is_draft=True)
    to_come = a_pay_plan(starts_on=date(2026, 12, 1))
    assert versions_on(date(2026, 9, 30))[first.plan_id] == first
    with django_assert_num_queries(2):
        found = versions_on(date(2026, 11, 30))
        assert [component.code for component in found[second.plan_id].components.all()] == ["output"]
    assert found[second.plan_id] == second
    assert to_come.plan_id not in found


def test_a_plan_is_written_as_the_calculator_reads_it():
    version = a_pay_plan(
        proration="days", offer_rate="150", components=[("output", "0.65", None), ("quality", "0.35", None)]
    )
    output, quality = version.components.order_by("position")
    output.kind, output.table, output.cap = "steps", [["0.80", "0.5"], ["1", "1"]], "1.2"
    quality.gate, quality.floor = "0.5", "0.4"
    written = plan_json(version, [output, quality], "60000", version.variable)
    assert written == {
        "base": "60000.00", "variable": "40000.00", "proration": "days", "offer_rate": "150.00",
        "components": [
            {"code": "output", "weight": "0.65",
             "scale": {"kind": "steps", "table": [["0.8", "0.5"], ["1", "1"]], "cap": "1.2"}},
            {"code": "quality", "weight": "0.35", "scale": {"gate": "0.5", "floor": "0.4"}},
        ],
    }  # fmt: skip
    assert plan_from(written, "plan").base == 6_000_000


def test_what_is_usual_is_left_out():
    version = a_pay_plan([("output", "1", None)])
    version.refresh_from_db()
    assert plan_json(version, version.components.all(), version.base, version.variable) == {
        "base": "60000.00",
        "variable": "40000.00",
        "components": [{"code": "output", "weight": "1"}],
    }


def test_a_minus_needs_plan_and_regulation_read_before(django_assert_num_queries):
    text = a_version()
    rule = text.regulation
    alone, with_rule = a_pay_plan(), a_pay_plan(regulation=rule)
    early, late, half = (an_employee("manager") for _ in range(3))
    month = NOW + timedelta(hours=1)
    for reader, at in ((early, NOW), (late, month), (half, NOW)):
        for version in (alone, with_rule):
            PlanAcknowledgement.objects.create(employee=reader, version=version, at=at)
    acknowledged(text, early, late, at=NOW)
    people = [early.pk, late.pk, half.pk]
    with django_assert_num_queries(3):
        found = is_acknowledged(people, [alone, with_rule], month)
    assert found == {(early.pk, alone.pk), (early.pk, with_rule.pk), (half.pk, alone.pk)}
    rule.is_active, rule.ended_on = False, date(2026, 1, 1)
    rule.save()
    assert is_acknowledged(people, [with_rule], month) == set()
