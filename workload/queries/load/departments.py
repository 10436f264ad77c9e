"""Whose boards somebody may look at, with what their department has settled (L7, P2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import JSONField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from support_desk.shared.viewer import Viewer
from workload.domain.policies import STANDARD, WorkloadRules
from workload.load_permissions import board_department_ids, sees_board
from workload.models import Department, WorkloadPolicy

PERCENTS = ("overload_percent", "idle_percent")


@dataclass(frozen=True, slots=True)
class LoadDepartment:
    """`is_whole`: the viewer sees everybody in it, else only themselves. `rules`: its percents in force today."""

    id: int
    name: str
    zone: ZoneInfo
    rules: WorkloadRules
    is_whole: bool

    def today(self, viewer: Viewer) -> date:
        return viewer.at.astimezone(self.zone).date()


def load_departments(viewer: Viewer) -> QuerySet[Department]:
    """Those that the viewer works in or looks after, with what `department_from` reads."""
    return _visible(viewer).filter(is_active=True).annotate(percents=Subquery(_policy(viewer), JSONField()))


def _visible(viewer: Viewer) -> QuerySet[Department]:
    if viewer.is_system or viewer.has("director"):
        return Department.objects.all()
    return Department.objects.filter(pk__in=board_department_ids(viewer) | viewer.department_ids)


def _policy(viewer: Viewer) -> QuerySet[WorkloadPolicy, Any]:
    """The department's own in force, else the one for all."""
    mine = Q(department=OuterRef("pk")) | Q(department__isnull=True)
    known = WorkloadPolicy.objects.filter(mine, starts_on__lte=viewer.at.date())
    own_first = known.order_by("department_id", "-starts_on")  # NULL comes last
    return own_first.values(found=JSONObject(**{name: name for name in PERCENTS}))[:1]


def department_from(row: Any, viewer: Viewer) -> LoadDepartment:
    """One of `load_departments`."""
    return LoadDepartment(
        id=row.pk,
        name=row.name,
        zone=ZoneInfo(row.timezone),
        rules=WorkloadRules(**row.percents) if row.percents else STANDARD,
        is_whole=sees_board(viewer, row.pk),
    )
