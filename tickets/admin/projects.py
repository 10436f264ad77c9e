"""Projects and contracts (C1, C2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin, ReadOnlyInline
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import create_contract, create_project, update_contract, update_project
from tickets.models import Contract, Project
from tickets.permissions import can_keep_projects_of, can_manage_catalogues


class ContractInline(ReadOnlyInline):
    model = Contract
    fields = ("number", "included_minutes", "rollover_months", "rate_amount", "starts_on", "ends_on")


@admin.register(Project)
class ProjectAdmin(CatalogueAdmin):
    """A new owner takes the live tickets of the former one along."""

    list_display = ("name", "client", "owner", "cover", "department", "service", "is_active")
    list_select_related = ("client", "owner", "cover", "department", "service")
    list_filter = ("department", "is_active")
    search_fields = ("name", "client__name", "owner__name")
    autocomplete_fields = ("client", "owner", "cover")
    inlines = (ContractInline,)
    add_fields = ("client", "name", "owner", "cover", "department", "service")
    edit_fields = ("name", "owner", "cover", "department", "service", "is_active")
    shown_fields = ("client",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_catalogues(viewer) if row is None else can_keep_projects_of(viewer, row.department_id)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Project:
        return create_project(by=by, at=at, **data)

    def change(self, row: Project, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Project:
        return update_project(project=row, by=by, at=at, **data)


@admin.register(Contract)
class ContractAdmin(CatalogueAdmin):
    list_display = (
        "number", "project", "included_minutes", "rollover_months", "rate_amount", "sla_policy", "calendar",
        "starts_on", "ends_on",
    )  # fmt: skip
    list_select_related = ("project", "sla_policy", "calendar")
    search_fields = ("number", "project__name", "project__client__name")
    autocomplete_fields = ("project",)
    ordering = ("-starts_on", "number")
    add_fields = (
        "project", "number", "included_minutes", "rollover_months", "rate_amount", "sla_policy", "calendar",
        "starts_on", "ends_on",
    )  # fmt: skip
    edit_fields = (
        "number", "included_minutes", "rollover_months", "rate_amount", "sla_policy", "calendar", "starts_on",
        "ends_on",
    )  # fmt: skip
    shown_fields = ("project",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        if row is None:
            return can_manage_catalogues(viewer)
        return can_keep_projects_of(viewer, row.project.department_id)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Contract:
        return create_contract(by=by, at=at, **data)

    def change(self, row: Contract, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Contract:
        return update_contract(contract=row, by=by, at=at, **data)
