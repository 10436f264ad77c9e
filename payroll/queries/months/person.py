"""One person's month as the calculator reads it and as their payslip keeps it (Y3–Y5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from payroll.domain.figures import number
from payroll.domain.plans import BASE, OFFERS
from payroll.domain.spans import Evidence, Found, Span
from payroll.domain.targets import hours, output_target
from payroll.models import LineEvidence, PayFact
from payroll.queries.measures.facts import Summed
from payroll.queries.measures.output import Done, Output
from payroll.queries.months.found import MonthFound
from payroll.queries.plans.figures import plan_json
from support_desk.shared.money import half_up

type Sources = Mapping[tuple[int, str], tuple[Evidence, ...]]
"""{(place of the section, code of the line): rows}; what was worked stands under "base"."""


@dataclass(frozen=True, slots=True)
class PersonCase:
    """`inputs`: {"sections": […]} as `manage.py calculate pay` reads it; `sections`, `versions`, `measures`: as
    `Payslip` stores them; `spans`: of the sections, in their order."""

    employee_id: int
    inputs: dict[str, Any]
    sections: list[dict[str, Any]]
    versions: dict[str, Any]
    measures: dict[str, int]
    evidence: Sources
    spans: tuple[Span, ...]


def person_case(employee_id: int, spans: Sequence[Span], found: MonthFound) -> PersonCase:
    """No statement."""
    return PersonCase(
        employee_id=employee_id,
        inputs={"sections": [_section(span, found) for span in spans]},
        sections=[_days(span, found) for span in spans],
        versions=_versions(spans, found),
        measures=_measures(spans, found),
        evidence={
            (place, code): rows
            for place, span in enumerate(spans)
            for code, rows in _evidence(span, found).items()
            if rows
        },
        spans=tuple(spans),
    )


def nothing_worked(employee_id: int, given: Mapping[str, str]) -> PersonCase:
    """Of who has left: a month of which only what is `given` beside sections is paid."""
    return PersonCase(employee_id, {"sections": [], **given}, [], {}, {}, {}, ())


def _section(span: Span, found: MonthFound) -> dict[str, Any]:
    version, worked = found.version(span), found.worked(span)
    components = list(version.components.all())
    facts: dict[str, Any] = {one.code: _reached(span, one.code, found).fact for one in components}
    if version.offer_rate:
        facts[OFFERS] = {"points": number(_offers(span, found).amount)}
    period = {
        "norm_hours": hours(worked.norm_minutes),
        "worked_hours": hours(worked.paid_minutes),
        "norm_days": worked.norm_days,
        "worked_days": worked.paid_days,
    }
    return {"plan": plan_json(version, components, span.base, span.variable), "period": period, "facts": facts}


def _days(span: Span, found: MonthFound) -> dict[str, Any]:
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "department": span.department_id,
        "plan": found.version(span).plan_id,
        "version": span.version_id,
        "assignment": span.assignment_id,
        "share": span.share_percent,
    }


def _versions(spans: Sequence[Span], found: MonthFound) -> dict[str, Any]:
    """{"plans": {plan: number}, "calendars": {department: [calendar, number]}}; keys are texts, as JSON has them."""
    versions = [found.version(span) for span in spans]
    counted = {span.department_id: found.calendars[span.department_id] for span in spans}
    return {
        "plans": {str(version.plan_id): version.number for version in versions},
        "calendars": {str(one): [calendar.calendar_id, calendar.number] for one, calendar in counted.items()},
    }


def _measures(spans: Sequence[Span], found: MonthFound) -> dict[str, int]:
    done = [found.done.get(span.place, Done()) for span in spans]
    return {
        "norm": sum(one.norm_minutes for one in done),
        "normed": sum(one.actual_minutes for one in done),
        "paid": sum(found.worked(span).paid_minutes for span in spans),
        "target": sum(_target(span, found) for span in spans),
    }


def _target(span: Span, found: MonthFound) -> int:
    component = found.asked.component(span, Output.code)
    percent = None if component is None or component.target is None else Fraction(component.target)
    return half_up(output_target(found.worked(span).target_minutes, percent))


def _evidence(span: Span, found: MonthFound) -> dict[str, tuple[Evidence, ...]]:
    sheets, offers = found.worked(span).sheet_ids, _offers(span, found).ids
    codes = [one.code for one in found.version(span).components.all()]
    return {
        BASE: (Evidence(LineEvidence.Source.TIMESHEETS, sheets),) if sheets else (),
        **{code: _reached(span, code, found).evidence for code in codes},
        OFFERS: (Evidence(LineEvidence.Source.OFFERS, offers),) if offers else (),
    }


def _reached(span: Span, code: str, found: MonthFound) -> Found:
    return found.reached.get((span.place, code), Found(None))


def _offers(span: Span, found: MonthFound) -> Summed:
    return found.offers.get((span.place, PayFact.Kind.OFFER), Summed())
