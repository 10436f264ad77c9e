"""Instructions: what somebody new learns (L9)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.viewer import Viewer
from workload.actions.onboarding.instructions import create_instruction, update_instruction
from workload.models import Instruction
from workload.onboarding_permissions import can_keep_instruction, keeps_some_instructions


@admin.register(Instruction)
class InstructionAdmin(CatalogueAdmin):
    """What is changed here reaches a plan when it is laid out anew."""

    list_display = ("title", "operation", "minutes", "is_active")
    list_select_related = ("operation",)
    list_filter = ("is_active", "operation__department")
    search_fields = ("title", "operation__name")
    add_fields = ("operation", "title", "text", "link", "minutes")
    edit_fields = ("title", "text", "link", "minutes", "is_active")
    shown_fields = ("operation",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return keeps_some_instructions(viewer) if row is None else can_keep_instruction(viewer, row.operation)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Instruction:
        return create_instruction(by=by, at=at, **data)

    def change(self, row: Instruction, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Instruction:
        return update_instruction(instruction=row, by=by, at=at, **data)
