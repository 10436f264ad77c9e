"""Which months of which departments are to be settled (M1)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Max, Min, OuterRef, Q, Subquery

from disputes.domain.ledger import month_of
from disputes.domain.settling import last_month_over, months_between
from disputes.models import Dispute, Posting, Settlement
from workload.domain.months import month_after
from workload.domain.zones import zone_named
from workload.models import Department


def months_due(at: datetime) -> Iterator[tuple[Department, date]]:
    """In order. A department begins with the month of its first dispute or posting; one that is no more is settled as
    long as postings of it are not. One statement."""
    for department in _departments():
        zone = zone_named(department.timezone)
        last = last_month_over(at, zone)
        begins = _first_month(department)
        if begins is not None:
            yield from ((department, month) for month in months_between(begins, last))


def _departments() -> list[Department]:
    """With `settled_until`, `posted_since` and `disputed_since`."""
    rows = Department.objects.annotate(
        settled_until=_one(Settlement, Max("month")),
        posted_since=_one(Posting, Min("month"), settled__isnull=True),
        disputed_since=_one(Dispute, Min("opened_at")),
    )
    return list(rows.filter(Q(is_active=True) | Q(posted_since__isnull=False)).order_by("pk"))


def _one(model: type, found: Max | Min, **only: bool) -> Subquery:
    rows = model.objects.filter(department=OuterRef("pk"), **only).order_by().values("department")  # type: ignore[attr-defined]  # a model
    return Subquery(rows.annotate(found=found).values("found"))


def _first_month(department: Department) -> date | None:
    settled: date | None = department.settled_until  # type: ignore[attr-defined]  # annotated above
    if settled is not None:
        return month_after(settled)
    posted: date | None = department.posted_since  # type: ignore[attr-defined]  # annotated above
    disputed: datetime | None = department.disputed_since  # type: ignore[attr-defined]  # annotated above
    begins = [posted] if posted else []
    if disputed is not None:
        begins.append(month_of(disputed, zone_named(department.timezone)))
    return min(begins, default=None)
