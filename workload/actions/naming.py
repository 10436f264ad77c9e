"""Lists of names: positions and skills."""

from datetime import datetime

from django.db import transaction

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.viewer import Viewer
from workload.models import Position, Skill
from workload.permissions import check_can_manage_company


@transaction.atomic
def create_position(*, name: str, by: Viewer, at: datetime) -> Position:
    """A new position. Refused, naming `name`, when there is one."""
    check_can_manage_company(by)
    return create_row(Position(name=name.strip()), action="position.create", by=by, at=at, after={"name": name.strip()})


@transaction.atomic
def rename_position(*, position: Position, name: str, by: Viewer, at: datetime) -> Position:
    """The same position under another name."""
    check_can_manage_company(by)
    locked = Position.objects.select_for_update().get(pk=position.pk)
    return change_row(locked, action="position.rename", by=by, at=at, new={"name": name.strip()})


@transaction.atomic
def create_skill(*, name: str, by: Viewer, at: datetime) -> Skill:
    """A new skill. Refused, naming `name`, when there is one."""
    check_can_manage_company(by)
    return create_row(Skill(name=name.strip()), action="skill.create", by=by, at=at, after={"name": name.strip()})


@transaction.atomic
def rename_skill(*, skill: Skill, name: str, by: Viewer, at: datetime) -> Skill:
    """The same skill under another name."""
    check_can_manage_company(by)
    locked = Skill.objects.select_for_update().get(pk=skill.pk)
    return change_row(locked, action="skill.rename", by=by, at=at, new={"name": name.strip()})
