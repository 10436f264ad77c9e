"""What every span has reached by every component of its plan (Y2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from payroll.domain.members import Member, members_of, summed
from payroll.domain.spans import Evidence, Found, Span
from payroll.models import LineEvidence, PayPlanVersion
from payroll.queries.measures.asked import Asked, Measure
from payroll.queries.measures.output import Done, Output
from payroll.queries.measures.registry import ALL
from payroll.queries.months.calendars import CountedBy
from payroll.queries.months.spans import spans_within
from payroll.queries.months.worked import worked_by

type Reached = Mapping[tuple[int, str], Found]
"""{(place, code): what was found}."""


def reached_by(
    asked: Asked, done: Mapping[int, Done], calendars: Mapping[int, CountedBy], *, until: date | None
) -> Reached:
    """Of one's own figures, and of those measured by their department of its members'. `done`: what each span has done,
    read already. A constant number of statements, whatever the number of people."""
    own = replace(asked, spans=[span for span in asked.spans if not span.of_department])
    found = dict(_of_all(own, done, ALL))
    heads = [span for span in asked.spans if span.of_department]
    if heads:
        found |= _of_all(replace(asked, spans=heads), done, [one for one in ALL if not one.is_summed])
        found |= _of_departments(asked, heads, calendars, until)
    return found


def _of_all(asked: Asked, done: Mapping[int, Done], measures: Sequence[Measure]) -> Reached:
    found: dict[tuple[int, str], Found] = {}
    for measure in measures:
        answer = measure.by_all(asked, done) if isinstance(measure, Output) else measure.found(asked)
        found |= {(place, measure.code): one for place, one in answer.items()}
    return found


def _of_departments(
    asked: Asked, heads: Sequence[Span], calendars: Mapping[int, CountedBy], until: date | None
) -> Reached:
    departments = {span.department_id for span in heads}
    by_plan: dict[int, PayPlanVersion] = {version.plan_id: version for version in asked.versions.values()}
    others = spans_within(by_plan, departments, asked.month, until=until)
    members = members_of(heads, others, len(asked.spans))
    spans = [member.span for member in members]
    theirs = replace(asked, spans=spans, worked=worked_by(calendars, spans, asked.month))
    found: dict[tuple[int, str], Found] = {}
    for measure in ALL:
        if measure.is_summed:
            answer = measure.found(theirs)
            found |= {
                (head.place, measure.code): _summed(_by_head(members, answer).get(head.place, []))
                for head in asked.measuring(measure.code)
                if head.of_department
            }
    return found


def _by_head(members: Sequence[Member], answer: Mapping[int, Found]) -> Mapping[int, list[tuple[int, Found]]]:
    found: dict[int, list[tuple[int, Found]]] = defaultdict(list)
    for member in members:
        if member.span.place in answer:
            found[member.of_place].append((member.span.employee_id, answer[member.span.place]))
    return found


def _summed(reached: Sequence[tuple[int, Found]]) -> Found:
    fact, figures = summed(reached)
    return Found(fact, (Evidence(LineEvidence.Source.MEMBERS, figures=tuple(figures)),) if figures else ())
