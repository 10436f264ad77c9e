"""Rules of rosters, load and onboarding by date (L1, L7, L9)."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.viewer import Viewer
from workload.actions.policies import set_workload_policy
from workload.domain.policies import WorkloadRules
from workload.models import WorkloadPolicy
from workload.permissions import can_manage_company

RULES = tuple(field.name for field in fields(WorkloadRules))


@admin.register(WorkloadPolicy)
class WorkloadPolicyAdmin(CatalogueAdmin):
    """Adding sets the rules from a day on; what has been in force stays as it was."""

    list_display = ("department", "starts_on", "submit_day", "overload_percent", "idle_percent", "set_by")
    list_select_related = ("department", "set_by")
    list_filter = ("department",)
    ordering = ("department__name", "-starts_on")
    add_fields = ("department", "starts_on", *RULES)
    shown_fields = ("department", "starts_on", *RULES, "set_by")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_company(viewer) or viewer.has("head")

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> WorkloadPolicy:
        named = {name: data[name] for name in RULES}
        return set_workload_policy(
            department=data["department"],
            starts_on=data["starts_on"],
            rules=WorkloadRules(**{**named, "ramp": tuple(named["ramp"])}),
            by=by,
            at=at,
        )
