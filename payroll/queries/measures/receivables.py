"""Receivables: what was collected in time of what fell due (Y2)."""

from collections.abc import Mapping
from typing import ClassVar

from payroll.domain.spans import Evidence, Found
from payroll.models import LineEvidence, PayFact
from payroll.queries.measures.asked import Asked, measured
from payroll.queries.measures.facts import Summed, sums_of


class Receivables:
    """Collected ÷ due; not applicable where nothing fell due."""

    code: ClassVar[str] = "receivables"
    has_target: ClassVar[bool] = False
    is_summed: ClassVar[bool] = True

    def found(self, asked: Asked) -> Mapping[int, Found]:
        spans = asked.measuring(self.code)
        sums = sums_of(asked, spans)
        answer = {}
        for span in spans:
            due = sums.get((span.place, PayFact.Kind.DUE), Summed())
            collected = sums.get((span.place, PayFact.Kind.COLLECTED), Summed())
            answer[span.place] = measured(
                due.amount,
                collected.amount,
                Evidence(LineEvidence.Source.DUE, due.ids),
                Evidence(LineEvidence.Source.COLLECTED, collected.ids),
            )
        return answer
