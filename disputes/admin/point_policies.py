"""Policies of points by date (D0, M2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from disputes.actions.point_policies import LIMITS, MONEY, STAKES, TERMS, set_point_policy
from disputes.models import PointPolicy
from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.viewer import Viewer
from workload.permissions import can_manage_company

NAMES = (*MONEY, *STAKES, *TERMS, *LIMITS)


@admin.register(PointPolicy)
class PointPolicyAdmin(CatalogueAdmin):
    """Adding sets the policy from a first of the month on; what has been in force stays as it was."""

    list_display = ("department", "starts_on", "kind", "rate", "silence_counts", "controller", "set_by")
    list_select_related = ("department", "controller", "set_by")
    list_filter = ("department", "kind")
    ordering = ("department__name", "-starts_on")
    add_fields = ("department", "starts_on", *NAMES)
    shown_fields = ("department", "starts_on", *NAMES, "set_by")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_company(viewer) or viewer.has("head")

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> PointPolicy:
        values = {name: data[name] for name in NAMES}
        return set_point_policy(department=data["department"], starts_on=data["starts_on"], values=values, by=by, at=at)
