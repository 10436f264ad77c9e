"""What the ledger adds up to, month by month (D10)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from disputes.models import Posting
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class MonthOfPoints:
    """Points of one month: won, lost (0 or less), and their sum."""

    month: date
    won: int
    lost: int
    points: int


def own_months(viewer: Viewer) -> list[MonthOfPoints]:
    """The viewer's own months, the newest first. One statement."""
    own = Posting.objects.visible_to(viewer).filter(employee_id=viewer.employee_id or 0).order_by()
    months = own.values("month").annotate(
        won=Sum("points", filter=Q(points__gt=0), default=0),
        lost=Sum("points", filter=Q(points__lt=0), default=0),
        total=Sum("points"),
    )
    return [MonthOfPoints(row["month"], row["won"], row["lost"], row["total"]) for row in months.order_by("-month")]
