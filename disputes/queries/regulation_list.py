"""`/regulations/`: the rules, and whether the viewer has read them (D2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from disputes.models import Acknowledgement, Dispute, Regulation, RegulationVersion, RevisionRequest
from disputes.queries.standing import Standing, standing_of
from support_desk.shared.viewer import Viewer

# Disputes under a rule are counted this far back.
DISPUTES_COUNTED = timedelta(days=90)
VIEWS = ("mine", "unread", "all", "drafts", "ended")


@dataclass(frozen=True, slots=True)
class RegulationRow:
    """One rule. `is_mine`: it binds the viewer. `read_at`: when they read what is in force, else what follows.
    `disputes`: opened under it in 90 days, whoever they are between."""

    rule: Regulation
    standing: Standing
    is_mine: bool
    read_at: datetime | None
    to_read: RegulationVersion | None
    revision: RevisionRequest | None
    disputes: int


@dataclass(frozen=True, slots=True)
class RegulationGroup:
    """Rules of a department by code; those of the company have no name and come first."""

    name: str
    rows: Sequence[RegulationRow]


def regulation_groups(viewer: Viewer, view: str = "all") -> list[RegulationGroup]:
    """The rules that the viewer sees in one of VIEWS. Four statements."""
    rules: list[Any] = list(wanted(viewer, view))
    versions = versions_of(rules, viewer)
    read = readings_of(viewer, [one for many in versions.values() for one in many])
    revisions = revisions_of(rules)
    rows = [_row(rule, versions[rule.pk], read, revisions, viewer) for rule in rules]
    if view == "unread":
        rows = [row for row in rows if row.to_read is not None]
    grouped = groupby(rows, key=lambda row: row.rule.department.name if row.rule.department else "")
    return [RegulationGroup(name, list(found)) for name, found in grouped]


def wanted(viewer: Viewer, view: str) -> QuerySet[Regulation]:
    """The rules of a view with what a row shows of them, the company's first."""
    since = viewer.at - DISPUTES_COUNTED
    disputes = Dispute.objects.filter(version__regulation=OuterRef("pk"), opened_at__gte=since).order_by()
    counted = disputes.values("version__regulation").annotate(number=Count("pk")).values("number")
    rules = Regulation.objects.visible_to(viewer).select_related("department", "owner")
    rules = rules.annotate(disputes=Coalesce(Subquery(counted, IntegerField()), 0))
    if view == "ended":
        rules = rules.filter(is_active=False)
    elif view == "drafts":
        drafts = RegulationVersion.objects.visible_to(viewer).filter(published_at__isnull=True)
        rules = rules.filter(Exists(drafts.filter(regulation=OuterRef("pk"))), is_active=True)
    elif view == "all":
        rules = rules.filter(is_active=True)
    else:
        rules = rules.binding(viewer.department_ids)
    return rules.order_by(F("department__name").asc(nulls_first=True), "code")


def versions_of(rules: Iterable[Regulation], viewer: Viewer) -> Mapping[int, list[RegulationVersion]]:
    """{rule: its versions that the viewer sees}. One statement."""
    found: dict[int, list[RegulationVersion]] = defaultdict(list)
    rows = RegulationVersion.objects.visible_to(viewer).filter(regulation__in=[rule.pk for rule in rules])
    for version in rows.order_by("number"):
        found[version.regulation_id].append(version)
    return found


def readings_of(viewer: Viewer, versions: Iterable[RegulationVersion]) -> Mapping[int, datetime]:
    """{version: when the viewer read it}. One statement."""
    rows = Acknowledgement.objects.filter(employee=viewer.employee_id, version__in=[one.pk for one in versions])
    return dict(rows.values_list("version_id", "acknowledged_at"))


def revisions_of(rules: Iterable[Regulation]) -> Mapping[int, RevisionRequest]:
    """{rule: its open revision, that which is due first}. One statement."""
    rows = RevisionRequest.objects.open().filter(regulation__in=[rule.pk for rule in rules])
    return {row.regulation_id: row for row in rows.order_by("-due_on", "-id")}


def unread_of(standing: Standing, read: Mapping[int, datetime]) -> RegulationVersion | None:
    """The first of what binds or will bind that has not been read."""
    binding = (standing.current, standing.upcoming)
    return next((version for version in binding if version is not None and version.pk not in read), None)


def _row(
    rule: Any,
    versions: list[RegulationVersion],
    read: Mapping[int, datetime],
    revisions: Mapping[int, RevisionRequest],
    viewer: Viewer,
) -> RegulationRow:
    standing = standing_of(rule, versions, rule.today(viewer.at))
    is_mine = rule.department_id is None or rule.department_id in viewer.department_ids
    shown = standing.current or standing.upcoming
    return RegulationRow(
        rule=rule,
        standing=standing,
        is_mine=is_mine,
        read_at=read.get(shown.pk) if shown else None,
        to_read=unread_of(standing, read) if is_mine else None,
        revision=revisions.get(rule.pk),
        disputes=rule.disputes,
    )


def has_any_rule() -> bool:
    """Whether somebody has written one at all. One statement."""
    return Regulation.objects.filter(Q(is_active=True)).exists()
