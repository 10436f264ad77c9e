"""How much of somebody's was reviewed, and what was found: facts by employee and month, which pay counts, too (S5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, DateField, F, Func, Q, QuerySet

from disputes.models import ReplyReview
from support_desk.shared.viewer import Viewer

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """`reviewed` replies, `faulty` ones among them, `findings` in all, `disputes` that these became."""

    reviewed: int = 0
    faulty: int = 0
    findings: int = 0
    disputes: int = 0

    @property
    def clean_percent(self) -> int | None:
        """Of those reviewed; None where nothing was."""
        return round(100 * (self.reviewed - self.faulty) / self.reviewed) if self.reviewed else None


class MonthOf(Func):
    """The first day of an instant's month in a zone: MonthOf(zone, instant)."""

    template = "date_trunc('month', timezone(%(expressions)s))::date"
    output_field = DateField()


def review_facts(employee_ids: Collection[int], months: Collection[date]) -> Mapping[tuple[int, date], ReviewFacts]:
    """{(employee, first of the month): facts} of reviews done in these months, by the zone of the department. One
    statement."""
    return facts_of(ReplyReview.objects.filter(author__in=employee_ids), months)


def facts_seen_by(viewer: Viewer, months: Collection[date]) -> Mapping[tuple[int, date], ReviewFacts]:
    """The same of all whose replies the viewer reviews, and of their own. One statement."""
    return facts_of(ReplyReview.objects.visible_to(viewer), months)


def facts_of(reviews: QuerySet[ReplyReview], months: Collection[date]) -> Mapping[tuple[int, date], ReviewFacts]:
    if not months:
        return {}
    # A month of another zone begins up to a day earlier or later.
    about = Q(reviewed_at__date__gte=min(months) - A_DAY, reviewed_at__date__lte=max(months) + 33 * A_DAY)
    done = reviews.filter(about, state=ReplyReview.State.DONE).annotate(
        month=MonthOf(F("department__timezone"), F("reviewed_at"))
    )
    rows: Any = done.filter(month__in=months).order_by().values("author_id", "month")
    counted = rows.annotate(
        reviewed=Count("pk", distinct=True),
        faulty=Count("pk", distinct=True, filter=Q(finding_count__gt=0)),
        found=Count("findings"),
        disputes=Count("findings__dispute"),
    )
    return {
        (row["author_id"], row["month"]): ReviewFacts(row["reviewed"], row["faulty"], row["found"], row["disputes"])
        for row in counted
    }
