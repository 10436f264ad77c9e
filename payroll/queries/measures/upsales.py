"""Upsales: points of accepted offers against a full month's target (Y2)."""

from collections.abc import Mapping
from fractions import Fraction
from typing import ClassVar

from payroll.domain.plans import UPSALES
from payroll.domain.spans import Evidence, Found, Span
from payroll.domain.targets import prorated
from payroll.models import LineEvidence, PayFact
from payroll.queries.measures.asked import Asked, measured
from payroll.queries.measures.facts import Summed, sums_of


class Upsales:
    """Offer points ÷ the target, prorated by what was worked; not applicable where the plan sets no target."""

    code: ClassVar[str] = UPSALES
    has_target: ClassVar[bool] = True
    is_summed: ClassVar[bool] = True

    def found(self, asked: Asked) -> Mapping[int, Found]:
        spans = asked.measuring(self.code)
        sums = sums_of(asked, spans)
        return {span.place: self._found(asked, span, sums) for span in spans}

    def _found(self, asked: Asked, span: Span, sums: Mapping[tuple[int, str], Summed]) -> Found:
        component, worked = asked.component(span, self.code), asked.worked[span.place]
        full = component.target if component is not None else None
        target = Fraction() if full is None else prorated(Fraction(full), worked.paid_minutes, worked.norm_minutes)
        offers = sums.get((span.place, PayFact.Kind.OFFER), Summed())
        return measured(target, offers.amount, Evidence(LineEvidence.Source.OFFERS, offers.ids))
