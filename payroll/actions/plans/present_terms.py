"""What a plan says already, as terms to be changed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from payroll.actions.plans.terms import Measure, Terms
from payroll.models import PayComponent, PayPlanVersion


def terms_of_version(version: PayPlanVersion, starts_on: date | None = None) -> Terms:
    """All that the version says; from another month where one is named."""
    terms = Terms(
        starts_on=version.starts_on,
        base=version.base,
        variable=version.variable,
        measures=[measure_of(component) for component in version.components.all()],
        proration=version.proration,
        offer_rate=version.offer_rate,
        measured_by=version.measures,
        complaint_deduction=version.complaint_deduction,
        finding_deduction=version.finding_deduction,
        rework_deduction=version.rework_deduction,
        regulation=version.regulation,
    )
    return terms if starts_on is None else replace(terms, starts_on=starts_on)


def measure_of(component: PayComponent) -> Measure:
    """A row as the action takes it."""
    table = None if component.table is None else [(Decimal(left), Decimal(right)) for left, right in component.table]
    return Measure(
        code=component.code,
        weight=component.weight,
        target=component.target,
        kind=component.kind,
        gate=component.gate,
        floor=component.floor,
        cap=component.cap,
        table=table,
    )
