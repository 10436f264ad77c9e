"""What a month's report tells of disputes: outcomes, rules most disputed, revisions (M5). Totals without a name."""

from collections import Counter
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import Count, F, Max, Q

from disputes.models import Dispute, Posting, RevisionRequest
from workload.domain.months import month_after
from workload.domain.zones import zone_named
from workload.models import Department

MOST_DISPUTED: Final = 5


def facts_of_month(department: Department, month: date) -> dict[str, Any]:
    """{"opened", "outcomes": {state: disputes}, "regulations": [{"code", "title", "disputes"}], "revisions": {"opened",
    "closed"}, "decided_late": disputes} of disputes against the department's people, by its clock. Three statements."""
    within = bounds(department, month)
    opened, outcomes = Counter[str](), Counter[str]()
    titles: dict[str, str] = {}
    for row in _groups(department, within):
        opened[row["code"]] += row["opened"]
        titles[row["code"]] = max(titles.get(row["code"], ""), row["title"])
        if row["decided"]:
            outcomes[row["state"]] += row["decided"]
    most = sorted((-disputes, code) for code, disputes in opened.items() if disputes)[:MOST_DISPUTED]
    return {
        "opened": opened.total(),
        "outcomes": dict(sorted(outcomes.items())),
        "regulations": [{"code": code, "title": titles[code], "disputes": -disputes} for disputes, code in most],
        "revisions": _revisions(department, within),
        "decided_late": _decided_late(department, month),
    }


def bounds(department: Department, month: date) -> tuple[datetime, datetime]:
    """The first and the last instant of the month there."""
    zone = zone_named(department.timezone)
    first = datetime.combine(month, time.min, zone)
    after = datetime.combine(month_after(month), time.min, zone)
    return first, after - datetime.resolution


def _groups(department: Department, within: tuple[datetime, datetime]) -> Any:
    """Disputes opened or decided in the month, by outcome and rule."""
    opened, decided = Q(opened_at__range=within), Q(decided_at__range=within)
    own = Dispute.objects.filter(opened | decided, department=department).order_by()
    return own.values("state", code=F("version__regulation__code")).annotate(
        title=Max("version__title"), opened=Count("pk", filter=opened), decided=Count("pk", filter=decided)
    )


def _revisions(department: Department, within: tuple[datetime, datetime]) -> dict[str, int]:
    """Of the department's own rules, and of those that its disputes found unclear."""
    own = RevisionRequest.objects.filter(Q(regulation__department=department) | Q(dispute__department=department))
    return own.aggregate(
        opened=Count("pk", filter=Q(asked_at__range=within)), closed=Count("pk", filter=Q(closed_at__range=within))
    )


def _decided_late(department: Department, month: date) -> int:
    """Disputes that silence had decided in a month before, but which were noticed when its report was out: the outcomes
    of no report told of them. They are told with the settlement that takes their points."""
    late = Posting.objects.filter(department=department, month__lt=month, settled__isnull=True, mirrors__isnull=True)
    own = late.filter(cause=Posting.Cause.SILENCE, employee=F("dispute__respondent"), mirrored_by__isnull=True)
    return own.count()
