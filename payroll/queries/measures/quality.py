"""Quality: what complaints, review findings and returned results leave of 1 (Y2, Y6, S5, S6, W4)."""

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

Source = LineEvidence.Source
# A result that goes back counts for who had submitted it. Days are those of the span's department.
STATEMENT: Final = """
SELECT span.place, 'findings', finding.id
FROM span
JOIN disputes_replyreview review ON review.author_id = span.employee_id AND review.state = 'done'
JOIN disputes_reviewfinding finding ON finding.review_id = review.id
WHERE review.reviewed_at >= %(begins)s AND review.reviewed_at < %(ends)s
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


class Quality:
    """A score: 1 less what each complaint, finding and returned result takes by the plan. Always one's own: complaints
    name the head as well as the manager."""

    code: ClassVar[str] = "quality"
    has_target: ClassVar[bool] = False
    is_summed: ClassVar[bool] = False

    def found(self, asked: Asked) -> Mapping[int, Found]:
        spans = asked.measuring(self.code)
        counted = _counted(asked, spans)
        return {span.place: _found(asked, span, counted) for span in spans}


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


def _found(asked: Asked, span: Span, counted: Counted) -> Found:
    version = asked.version_of(span)
    deductions = {
        Source.COMPLAINTS: version.complaint_deduction,
        Source.FINDINGS: version.finding_deduction,
        Source.REWORK: version.rework_deduction,
    }
    ids = {source: tuple(counted.get((span.place, source), ())) for source in deductions}
    score = quality((len(ids[source]), Fraction(deduction)) for source, deduction in deductions.items())
    return Found({"score": number(score)}, tuple(Evidence(source, some) for source, some in ids.items() if some))
