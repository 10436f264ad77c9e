"""Quality: what complaints, review findings and returned results leave of 1 (Y2, Y6, S5, S6, W4)."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import ClassVar, Final

from disputes.queries.complaint_facts import confirmed_facts
from payroll.domain.figures import number
from payroll.domain.spans import Evidence, Found, Span
from payroll.domain.targets import quality
from payroll.models import LineEvidence
from payroll.queries.measures.asked import Asked, rows_of
from payroll.queries.plans.figures import plan_json

Source = LineEvidence.Source
TAKING: Final = (Source.COMPLAINTS, Source.FINDINGS, Source.REWORK)
# A result that goes back counts for who had submitted it. What the author was right about takes nothing (D6). Days are
# those of the span's department.
STATEMENT: Final = """
SELECT span.place, 'findings', finding.id
FROM span
JOIN disputes_replyreview review ON review.author_id = span.employee_id AND review.state = 'done'
JOIN disputes_reviewfinding finding ON finding.review_id = review.id
LEFT JOIN disputes_dispute dispute ON dispute.id = finding.dispute_id
WHERE (dispute.state IS NULL OR dispute.state NOT IN ('respondent_right', 'both_right'))
  AND review.reviewed_at >= %(begins)s AND review.reviewed_at < %(ends)s
  AND (review.reviewed_at AT TIME ZONE span.zone)::date BETWEEN span.first AND span.last
UNION ALL
SELECT span.place, 'rework', change.id
FROM tickets_taskchange change
CROSS JOIN LATERAL (
  SELECT employee.id FROM tickets_taskchange former
  JOIN workload_employee employee ON employee.user_id = former.by_id
  WHERE former.task_id = change.task_id AND former.event = 'submit' AND former.id < change.id
  ORDER BY former.id DESC LIMIT 1
) author
JOIN span ON span.employee_id = author.id
WHERE change.event IN ('return', 'ask_changes') AND change.at >= %(begins)s AND change.at < %(ends)s
  AND (change.at AT TIME ZONE span.zone)::date BETWEEN span.first AND span.last
ORDER BY 1, 2, 3
"""

type Counted = Mapping[tuple[int, str], Sequence[int]]
"""{(place, source): ids of what was found}."""
type Deductions = Mapping[str, Fraction]
"""{source: what one of them takes}."""


class Quality:
    """A score: 1 less what each complaint, finding and returned result takes by the plan. Always one's own: complaints
    name the head as well as the manager. What is found in a part of the month counts in all its parts under the same
    terms: cutting it between them changes nothing (Y1)."""

    code: ClassVar[str] = "quality"
    has_target: ClassVar[bool] = False
    is_summed: ClassVar[bool] = False

    def found(self, asked: Asked) -> Mapping[int, Found]:
        spans = asked.measuring(self.code)
        counted = _counted(asked, spans)
        by_terms: dict[str, list[Span]] = defaultdict(list)
        for span in spans:
            by_terms[_terms(asked, span)].append(span)
        return {
            span.place: Found({"score": score}, _evidence(span, counted))
            for parts in by_terms.values()
            for score in [_score(parts, _deductions(asked, parts[0]), counted)]
            for span in parts
        }


def _counted(asked: Asked, spans: Sequence[Span]) -> Counted:
    """Two statements."""
    found: dict[tuple[int, str], list[int]] = defaultdict(list)
    if not spans:
        return found
    for place, source, key in rows_of(STATEMENT, asked, spans):
        found[place, source].append(key)
    by_employee: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_employee[span.employee_id].append(span)
    for fact in confirmed_facts(asked.month):
        for span in by_employee.get(fact.employee_id, ()):
            if span.first <= fact.decided_on <= span.last:
                found[span.place, Source.COMPLAINTS].append(fact.complaint_id)
    return found


def _terms(asked: Asked, span: Span) -> str:
    """The same text for parts of somebody's month that the calculator takes as one."""
    version = asked.version_of(span)
    plan = plan_json(version, version.components.all(), span.base, span.variable)
    takes = {source: str(deduction) for source, deduction in _deductions(asked, span).items()}
    return json.dumps([span.employee_id, plan, takes])


def _deductions(asked: Asked, span: Span) -> Deductions:
    version = asked.version_of(span)
    return {
        Source.COMPLAINTS: Fraction(version.complaint_deduction),
        Source.FINDINGS: Fraction(version.finding_deduction),
        Source.REWORK: Fraction(version.rework_deduction),
    }


def _score(parts: Sequence[Span], deductions: Deductions, counted: Counted) -> str:
    """Of all the parts together."""
    return number(
        quality(
            (sum(len(counted.get((span.place, source), ())) for span in parts), deduction)
            for source, deduction in deductions.items()
        )
    )


def _evidence(span: Span, counted: Counted) -> tuple[Evidence, ...]:
    """What was found in this part."""
    found = ((source, counted.get((span.place, source), ())) for source in TAKING)
    return tuple(Evidence(source, tuple(ids)) for source, ids in found if ids)
