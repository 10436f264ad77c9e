"""Rules of work by department and date (W2, C2, T2, T4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import create_work_policy, update_work_policy
from tickets.agreeing_permissions import can_keep_rules, can_keep_some_rules
from tickets.models import WorkPolicy

RULES = ("threshold_minutes", "used_percent", "spare_percent", "silent_days", "reopen_days")


@admin.register(WorkPolicy)
class WorkPolicyAdmin(CatalogueAdmin):
    """What was in force stays; new rules begin with a row of their own."""

    list_display = ("__str__", "department", "starts_on", *RULES)
    list_select_related = ("department",)
    list_filter = ("department",)
    ordering = ("department__name", "-starts_on")
    search_fields = ("department__name",)
    add_fields = ("department", "starts_on", *RULES)
    edit_fields = RULES
    shown_fields = ("department", "starts_on")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_keep_some_rules(viewer) if row is None else can_keep_rules(viewer, row.department)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> WorkPolicy:
        return create_work_policy(by=by, at=at, **data)

    def change(self, row: WorkPolicy, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> WorkPolicy:
        return update_work_policy(policy=row, by=by, at=at, **data)
