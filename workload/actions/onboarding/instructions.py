"""Instructions: how an operation is done, and how long it takes to learn (L9)."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.viewer import Viewer
from workload.models import Instruction, Operation
from workload.onboarding_permissions import check_can_keep_instruction

FIELDS = frozenset({"title", "text", "link", "minutes", "is_active"})


class InstructionFields(TypedDict, total=False):
    """What can be changed of an instruction; its operation never."""

    title: str
    text: str
    link: str
    minutes: int
    is_active: bool


@transaction.atomic
def create_instruction(
    *, operation: Operation, title: str, by: Viewer, at: datetime, text: str = "", link: str = "", minutes: int = 30
) -> Instruction:
    """A new instruction. Plans made or renewed from now on teach it. Refused, naming the field."""
    check_can_keep_instruction(by, operation)
    row = Instruction(operation=operation, title=title.strip(), text=text.strip(), link=link.strip(), minutes=minutes)
    after = {"operation": operation, "title": row.title, "minutes": minutes}
    return create_row(
        row, action="instruction.create", by=by, at=at, after=after, department_id=operation.department_id
    )


@transaction.atomic
def update_instruction(
    *, instruction: Instruction, by: Viewer, at: datetime, **new: Unpack[InstructionFields]
) -> Instruction:
    """Changes the named fields. Plans keep the minutes and days they have until they are renewed."""
    check_named(new, FIELDS)
    rows = Instruction.objects.visible_to(by).select_related("operation").select_for_update(of=("self",))
    locked = rows.get(pk=instruction.pk)
    check_can_keep_instruction(by, locked.operation)
    department_id = locked.operation.department_id
    return change_row(locked, action="instruction.update", by=by, at=at, new=dict(new), department_id=department_id)
