"""Who can do what, and how well (P1)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.terms import department_id_at, lock_employee
from workload.actions.trail import record_person
from workload.models import Employee, EmployeeSkill, Skill
from workload.permissions import check_can_manage_department

LEVELS = range(1, 6)


@transaction.atomic
def set_skill(*, employee: Employee, skill: Skill, level: int | None, by: Viewer, at: datetime) -> None:
    """Level 1 (learning) to 5 (teaches others); None: the person no longer has the skill."""
    locked = lock_employee(employee, by=by)
    department_id = department_id_at(locked, at)
    check_can_manage_department(by, department_id)
    if level is not None and level not in LEVELS:
        raise Refused(_("The level is a whole number from 1 to 5."), field="level")
    held = EmployeeSkill.objects.filter(employee=locked, skill=skill)
    former = held.values_list("level", flat=True).first()
    if former == level:
        return
    if level is None:
        held.delete()
    else:
        EmployeeSkill.objects.update_or_create(employee=locked, skill=skill, defaults={"level": level})
    record_person(
        locked,
        "employee.skill",
        by=by,
        at=at,
        department_id=department_id,
        before={"skill": skill, "level": former},
        after={"skill": skill, "level": level},
    )
