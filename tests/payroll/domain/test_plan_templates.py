"""Plans to begin with hold by the rules of plans."""

import pytest

from payroll.domain.plan_case import plan_from
from payroll.domain.plan_templates import TEMPLATES
from payroll.models import PayComponent, PayPlanVersion
from payroll.queries.measures.registry import MEASURES
from payroll.queries.plans.figures import plan_json
from payroll.queries.plans.measure_words import WORDS


@pytest.mark.parametrize("position", TEMPLATES)
def test_a_template_is_a_plan_of_measures_that_somebody_counts(position):
    template = TEMPLATES[position]
    version = PayPlanVersion(base=template.base, variable=template.variable)
    components = [
        PayComponent(
            code=measure.code,
            weight=measure.weight,
            kind=measure.kind,
            gate=measure.gate,
            floor=measure.floor,
            cap=measure.cap,
            table=measure.table,
        )
        for measure in template.measures
    ]
    plan = plan_from(plan_json(version, components, template.base, template.variable), "plan")
    assert {component.code for component in plan.components} <= MEASURES.keys() == WORDS.keys()
