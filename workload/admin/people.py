"""Departments, positions and people (P1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from support_desk.shared.actions.second_factor import can_reset_second_factor, reset_second_factor
from support_desk.shared.admin import CatalogueAdmin, ReadOnlyInline, each
from support_desk.shared.admin.base import viewer_of
from support_desk.shared.viewer import Viewer
from workload.actions.departments import create_department, update_department
from workload.actions.employees import Place, hire_employee, update_employee
from workload.actions.moves import dismiss_employee
from workload.actions.naming import create_position, rename_position
from workload.actions.terms import department_id_at
from workload.admin.forms import HireForm, PersonForm
from workload.models import Department, Employee, EmployeeSkill, Employment, Position, RoleAssignment
from workload.permissions import can_manage_company, can_manage_department


@admin.register(Department)
class DepartmentAdmin(CatalogueAdmin):
    list_display = ("name", "head", "timezone", "calendar", "is_active")
    list_select_related = ("head", "calendar")
    search_fields = ("name",)
    add_fields = ("name", "timezone")
    edit_fields = ("name", "head", "timezone", "calendar", "is_active")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_company(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Department:
        return create_department(by=by, at=at, **data)

    def change(self, row: Department, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Department:
        return update_department(department=row, by=by, at=at, **data)


@admin.register(Position)
class PositionAdmin(CatalogueAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    add_fields = edit_fields = ("name",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_company(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Position:
        return create_position(by=by, at=at, **data)

    def change(self, row: Position, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Position:
        return rename_position(position=row, name=data.get("name", row.name), by=by, at=at)


class TermInline(ReadOnlyInline):
    model = Employment
    fields = ("department", "position", "share_percent", "starts_on", "ends_on")


class RoleInline(ReadOnlyInline):
    model = RoleAssignment
    fields = ("role", "starts_on", "ends_on")


class SkillInline(ReadOnlyInline):
    model = EmployeeSkill
    fields = ("skill", "level")


@admin.register(Employee)
class EmployeeAdmin(CatalogueAdmin):
    """Adding hires; a last day dismisses; department, position and roles are dated and have lists of their own."""

    list_display = ("name", "user", "manager", "mentor", "hired_on", "left_on")
    list_select_related = ("user", "manager", "mentor")
    search_fields = ("name", "user__email")
    inlines = (TermInline, RoleInline, SkillInline)
    add_fields = (
        "name", "email", "department", "position", "share_percent", "hired_on", "roles", "manager", "mentor",
        "timezone", "phone",
    )  # fmt: skip
    edit_fields = ("name", "manager", "mentor", "timezone", "phone", "left_on")
    shown_fields = ("user", "hired_on")
    actions = ("take_factor_away",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        if row is None:
            return can_manage_company(viewer) or viewer.has("head", "office_manager")
        return can_manage_department(viewer, department_id_at(row, viewer.at))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        self.form = PersonForm if change else HireForm
        return super().get_form(request, obj, change=change, **kwargs)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Employee:
        about = dict(data)
        place = Place(*(about.pop(name) for name in ("department", "position", "hired_on", "share_percent")))
        return hire_employee(place=place, by=by, at=at, **about)

    def change(self, row: Employee, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Employee:
        about = dict(data)
        left_on = about.pop("left_on", None)
        changed = update_employee(employee=row, by=by, at=at, **about) if about else row
        return dismiss_employee(employee=row, left_on=left_on, by=by, at=at) if left_on else changed

    def has_reset_factor_permission(self, request: HttpRequest) -> bool:
        return can_reset_second_factor(viewer_of(request))

    @admin.action(description=_("Take the second factor away"), permissions=["reset_factor"])
    def take_factor_away(self, request: HttpRequest, queryset: QuerySet[Employee]) -> None:
        def take(person: Employee, *, by: Viewer, at: datetime) -> None:
            reset_second_factor(user=person.user, by=by, at=at)

        each(request, queryset, take, _("Taken away. The next log-in leads to setting up a new one."))
