"""What is dated about people: terms, roles, skills (P1, P4)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from support_desk.shared.admin import CatalogueAdmin, each
from support_desk.shared.viewer import Viewer
from workload.actions.moves import transfer_employee
from workload.actions.naming import create_skill, rename_skill
from workload.actions.roles import end_role, give_role
from workload.actions.skills import set_skill
from workload.actions.substitutes import name_substitute
from workload.models import EmployeeSkill, Employment, RoleAssignment, Skill, Substitute
from workload.permissions import can_manage_company


@admin.register(Employment)
class EmploymentAdmin(CatalogueAdmin):
    """Who works where since when, and for how much of full time; adding moves the person from that day on."""

    list_display = ("employee", "department", "position", "share_percent", "starts_on", "ends_on")
    list_select_related = ("employee", "department", "position")
    list_filter = ("department", "position")
    search_fields = ("employee__name",)
    ordering = ("-starts_on", "employee__name")
    add_fields = ("employee", "department", "position", "share_percent", "starts_on")
    shown_fields = ("employee", "department", "position", "share_percent", "starts_on", "ends_on")

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Employment:
        return transfer_employee(
            employee=data["employee"],
            department=data["department"],
            position=data["position"],
            share_percent=data.get("share_percent"),
            on=data["starts_on"],
            by=by,
            at=at,
        )


@admin.register(RoleAssignment)
class RoleAdmin(CatalogueAdmin):
    """Who holds which role; adding gives it, "take away" ends it at once."""

    list_display = ("employee", "role", "starts_on", "ends_on")
    list_select_related = ("employee",)
    list_filter = ("role",)
    search_fields = ("employee__name",)
    ordering = ("employee__name", "role", "starts_on")
    add_fields = ("employee", "role", "starts_on", "ends_on")
    shown_fields = ("employee", "role", "starts_on", "ends_on")
    actions = ("take_away",)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> RoleAssignment:
        return give_role(by=by, at=at, **data)

    @admin.action(description=_("Take the role away now"))
    def take_away(self, request: HttpRequest, queryset: QuerySet[RoleAssignment]) -> None:
        each(request, queryset, lambda held, **who: end_role(assignment=held, **who), _("Taken away."))


@admin.register(Substitute)
class SubstituteAdmin(CatalogueAdmin):
    """Who decides for the director what is their own case; adding names somebody from that day on."""

    list_display = ("person", "stands_in", "starts_on")
    list_select_related = ("person", "stands_in")
    search_fields = ("person__name", "stands_in__name")
    ordering = ("-starts_on", "person__name")
    add_fields = shown_fields = ("person", "stands_in", "starts_on")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_company(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Substitute:
        return name_substitute(by=by, at=at, **data)


@admin.register(Skill)
class SkillAdmin(CatalogueAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    add_fields = edit_fields = ("name",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_company(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Skill:
        return create_skill(by=by, at=at, **data)

    def change(self, row: Skill, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Skill:
        return rename_skill(skill=row, name=data.get("name", row.name), by=by, at=at)


@admin.register(EmployeeSkill)
class EmployeeSkillAdmin(CatalogueAdmin):
    """Who can do what, and how well."""

    list_display = ("employee", "skill", "level")
    list_select_related = ("employee", "skill")
    list_filter = ("skill",)
    search_fields = ("employee__name", "skill__name")
    add_fields = ("employee", "skill", "level")
    edit_fields = ("level",)
    shown_fields = ("employee", "skill")
    actions = ("take_away",)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> EmployeeSkill:
        set_skill(by=by, at=at, **data)
        return EmployeeSkill.objects.get(employee=data["employee"], skill=data["skill"])

    def change(self, row: EmployeeSkill, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> EmployeeSkill:
        set_skill(employee=row.employee, skill=row.skill, level=data.get("level", row.level), by=by, at=at)
        return row

    @admin.action(description=_("No longer has the skill"))
    def take_away(self, request: HttpRequest, queryset: QuerySet[EmployeeSkill]) -> None:
        def forget(held: EmployeeSkill, *, by: Viewer, at: datetime) -> None:
            set_skill(employee=held.employee, skill=held.skill, level=None, by=by, at=at)

        each(request, queryset.select_related("employee", "skill"), forget, _("Taken away."))
