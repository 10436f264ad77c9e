"""The terms of a plan as a template has them, for a form or a first draft."""

from dataclasses import asdict
from datetime import date

from disputes.models import Regulation
from payroll.actions.plans.terms import Measure, Terms
from payroll.domain.plan_templates import TEMPLATES
from payroll.models import PayPlanVersion


def terms_of_template(position: str, starts_on: date, *, regulation: Regulation | None = None) -> Terms:
    """KeyError for a position without a template."""
    template = TEMPLATES[position]
    by = PayPlanVersion.Measures.DEPARTMENT if template.of_department else PayPlanVersion.Measures.OWN
    measures = [Measure(**asdict(measure)) for measure in template.measures]
    return Terms(starts_on, template.base, template.variable, measures, measured_by=by.value, regulation=regulation)
