"""SLA policies, their versions, and which department uses which (S1)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from support_desk.shared.admin import CatalogueAdmin, ReadOnlyInline, each
from support_desk.shared.admin.base import viewer_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import create_policy, set_department_policy, update_policy
from tickets.admin.sla_forms import (
    PRIORITIES,
    STEP_FIELDS,
    TARGET_FIELDS,
    TARGET_LINES,
    PolicyForm,
    ladder_in,
    targets_in,
    terms_now,
)
from tickets.models import DepartmentPolicy, SlaPolicy, SlaPolicyVersion
from tickets.permissions import can_change_policy, can_keep_projects_of, can_manage_catalogues
from workload.permissions import can_name_defaults

PLAIN = ("name", "calendar", "warn_percent", "notifies_any_time", "hides_covered", "is_default")


class VersionInline(ReadOnlyInline):
    model = SlaPolicyVersion
    fields = ("number", "created_at", "created_by")


class DepartmentInline(ReadOnlyInline):
    model = DepartmentPolicy
    fields = ("department",)


@admin.register(SlaPolicy)
class PolicyAdmin(CatalogueAdmin):
    """Every change of what is promised makes a new version, by which running clocks are counted anew."""

    form = PolicyForm
    list_display = ("name", "code", "calendar", "warn_percent", "is_default", "is_active")
    list_select_related = ("calendar",)
    list_filter = ("is_active", "calendar")
    search_fields = ("name", "code")
    list_before_template = "sla/standard_terms_admin.html"
    change_form_before_template = "copying/policy_admin.html"
    inlines = (DepartmentInline, VersionInline)
    add_fields = ("code", *PLAIN, *TARGET_FIELDS, *STEP_FIELDS)
    edit_fields = (*PLAIN, "is_active", *TARGET_FIELDS, *STEP_FIELDS)
    shown_fields = ("code", "version")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_catalogues(viewer) if row is None else can_change_policy(viewer, row)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        may_begin = can_name_defaults(viewer_of(request))
        return super().changelist_view(request, {**(extra_context or {}), "may_begin": may_begin})

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        plain = [name for name in self.get_fields(request, obj) if name not in (*TARGET_FIELDS, *STEP_FIELDS)]
        lines = [(priority.label, {"fields": (line,)}) for priority, line in zip(PRIORITIES, TARGET_LINES, strict=True)]
        return [(None, {"fields": plain}), *lines, (_("Who is told after a breach"), {"fields": (STEP_FIELDS,)})]

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> SlaPolicy:
        plain = {name: data[name] for name in ("code", *PLAIN)}
        with at_form_fields():
            return create_policy(targets=targets_in(data), steps=ladder_in(data), by=by, at=at, **plain)

    def change(self, row: SlaPolicy, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> SlaPolicy:
        new: dict[str, Any] = {name: data[name] for name in (*PLAIN, "is_active") if name in data}
        terms = {**terms_now(row), **data}
        with at_form_fields():
            return update_policy(policy=row, by=by, at=at, targets=targets_in(terms), steps=ladder_in(terms), **new)


@admin.register(SlaPolicyVersion)
class PolicyVersionAdmin(CatalogueAdmin):
    """What a policy said, to be read by whoever wants to know how a due time came about."""

    list_display = ("policy", "number", "created_at", "created_by")
    list_select_related = ("policy", "created_by")
    list_filter = ("policy",)
    ordering = ("policy__name", "-number")
    search_fields = ("policy__name",)
    shown_fields = ("policy", "number", "created_at", "created_by", "spec")


@admin.register(DepartmentPolicy)
class DepartmentPolicyAdmin(CatalogueAdmin):
    """Which policy a department's tickets run by where their contract names none."""

    list_display = ("department", "policy")
    list_select_related = ("department", "policy")
    list_filter = ("policy",)
    ordering = ("department__name",)
    search_fields = ("department__name", "policy__name")
    add_fields = ("department", "policy")
    edit_fields = ("policy",)
    shown_fields = ("department",)
    actions = ("use_the_default",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_catalogues(viewer) if row is None else can_keep_projects_of(viewer, row.department_id)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> DepartmentPolicy:
        set_department_policy(department=data["department"], policy=data["policy"], by=by, at=at)
        return DepartmentPolicy.objects.get(department=data["department"])

    def change(self, row: DepartmentPolicy, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> DepartmentPolicy:
        set_department_policy(department=row.department, policy=data.get("policy", row.policy), by=by, at=at)
        return DepartmentPolicy.objects.get(department=row.department)

    @admin.action(description=_("Use the default policy instead"))
    def use_the_default(self, request: HttpRequest, queryset: QuerySet[DepartmentPolicy]) -> None:
        def leave(row: DepartmentPolicy, *, by: Viewer, at: datetime) -> None:
            set_department_policy(department=row.department, policy=None, by=by, at=at)

        each(request, queryset, leave, _("The default policy is used."))


@contextmanager
def at_form_fields() -> Iterator[None]:
    """A refusal of `targets.high.resolution` stands at the field `high_resolution`, one of `steps` at the first."""
    try:
        yield
    except Refused as refused:
        field = refused.field or ""
        refused.field = STEP_FIELDS[0] if field == "steps" else field.removeprefix("targets.").replace(".", "_") or None
        raise
