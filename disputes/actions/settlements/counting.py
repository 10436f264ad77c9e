"""Keeping a count of a month: its case, the digest of it, and where everything went (M3)."""

from dataclasses import asdict
from datetime import datetime

from disputes.domain import settlement as rules
from disputes.domain.settlement_case import SettlementCase
from disputes.domain.settlement_record import digest_of, totals_of, written_case
from disputes.models import Settlement, SettlementCount
from support_desk.shared.money import rubles_of


def count_of(
    settlement: Settlement, stage: str, case: SettlementCase, counted: rules.Settlement, *, at: datetime
) -> SettlementCount:
    """Writes it; the database refuses one that does not add up."""
    written = written_case(case)
    sums = {name: rubles_of(kopecks) for name, kopecks in asdict(totals_of(counted)).items()}
    return SettlementCount.objects.create(
        settlement=settlement, stage=stage, case=written, digest=digest_of(written), at=at, **sums
    )
