"""Operations and their norms by date (W6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin, ReadOnlyInline
from support_desk.shared.viewer import Viewer
from workload.actions.operations import create_operation, set_norm, update_operation
from workload.models import Operation, OperationNorm
from workload.permissions import can_manage_company, can_set_norm


class NormInline(ReadOnlyInline):
    model = OperationNorm
    fields = ("minutes", "starts_on", "set_by")


def sets_some_norms(viewer: Viewer) -> bool:
    """The company's managers, and heads for their department."""
    return can_manage_company(viewer) or viewer.has("head")


@admin.register(Operation)
class OperationAdmin(CatalogueAdmin):
    list_display = ("name", "code", "unit", "kind", "department", "is_billable", "importance", "is_active")
    list_select_related = ("department",)
    list_filter = ("department", "kind", "is_billable", "is_active")
    search_fields = ("name", "code")
    inlines = (NormInline,)
    add_fields = ("code", "name", "unit", "kind", "department", "is_billable", "free_minutes", "importance")
    edit_fields = ("name", "unit", "is_billable", "free_minutes", "importance", "is_active")
    shown_fields = ("code", "kind", "department")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return sets_some_norms(viewer) if row is None else can_set_norm(viewer, row)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Operation:
        return create_operation(by=by, at=at, **data)

    def change(self, row: Operation, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Operation:
        return update_operation(operation=row, by=by, at=at, **data)


@admin.register(OperationNorm)
class NormAdmin(CatalogueAdmin):
    """Adding sets the norm from a day on; what has been in force stays as it was."""

    list_display = ("operation", "minutes", "starts_on", "set_by")
    list_select_related = ("operation", "set_by")
    list_filter = ("operation__department",)
    search_fields = ("operation__name", "operation__code")
    ordering = ("operation__name", "-starts_on")
    add_fields = ("operation", "minutes", "starts_on")
    shown_fields = ("operation", "minutes", "starts_on", "set_by")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return sets_some_norms(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> OperationNorm:
        return set_norm(by=by, at=at, **data)
