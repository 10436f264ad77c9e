"""Ended disputes counted by month, department, regulation and outcome, for files (D11)."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Avg, Count, F
from django.utils.timezone import localdate

from disputes.domain.workflow import VERDICTS
from disputes.models import Dispute, DisputeState
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after


@dataclass(frozen=True, slots=True)
class DisputeCount:
    """`outcome` in words; hours from opening to answer and from answer to verdict, None where there is neither."""

    month: date
    department: str
    regulation: str
    outcome: str
    number: int
    answer_hours: Decimal | None
    decide_hours: Decimal | None


def dispute_counts(viewer: Viewer, months: int) -> list[DisputeCount]:
    """Of the running month and those before it. One statement."""
    first = month_after(localdate(viewer.at), 1 - months)
    rows = (
        Dispute.objects.visible_to(viewer)
        .filter(decided_month__gte=first)
        .values_list("decided_month", "department__name", "version__regulation__code", "state")
        .annotate(
            number=Count("pk"),
            answering=Avg(F("answered_at") - F("opened_at")),
            deciding=Avg(F("decided_at") - F("answered_at")),
        )
        .order_by("decided_month", "department__name", "version__regulation__code", "state")
    )
    return [
        DisputeCount(
            month,
            department,
            regulation,
            str(DisputeState(state).label),
            number,
            _hours(answering),
            _hours(deciding) if state in VERDICTS else None,
        )
        for month, department, regulation, state, number, answering, deciding in rows
    ]


def _hours(spent: timedelta | None) -> Decimal | None:
    return None if spent is None else (Decimal(spent // timedelta(minutes=1)) / 60).quantize(Decimal("0.1"))
