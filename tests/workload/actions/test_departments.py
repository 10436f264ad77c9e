"""Departments, positions, skills: who keeps them (P1, P4)."""

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_department, an_employee, viewer
from workload.actions.departments import create_department, update_department
from workload.actions.naming import create_position, create_skill, rename_position, rename_skill
from workload.actions.skills import set_skill
from workload.models import EmployeeSkill, Skill

pytestmark = pytest.mark.django_db


def test_a_department_and_its_head() -> None:
    director = viewer(an_employee("director"))
    department = create_department(name=" Design ", timezone="Asia/Omsk", by=director, at=NOW)
    first, second = (an_employee("head", department=a_department()) for _ in range(2))
    update_department(department=department, by=director, at=NOW, head=first)
    update_department(department=department, by=director, at=NOW, head=second, name="Design 2")
    update_department(department=department, by=director, at=NOW, head=None)
    update_department(department=department, by=director, at=NOW, name="Design 3")
    update_department(department=department, by=director, at=NOW, name="Design 2")
    department.refresh_from_db()
    first.user.refresh_from_db()
    assert (department.name, department.head, department.timezone) == ("Design 2", None, "Asia/Omsk")
    assert first.user.session_epoch == 2
    assert AuditEntry.objects.of_scope(f"department:{department.pk}").count() == 6


def test_nobody_makes_themselves_head() -> None:
    keeper = an_employee("administrator")
    with pytest.raises(NotAllowed):
        update_department(department=a_department(), by=viewer(keeper), at=NOW, head=keeper)


def test_a_head_works_here_now() -> None:
    gone = an_employee("head", left_on="2026-11-17")
    with pytest.raises(Refused) as refused:
        update_department(department=a_department(), by=viewer(an_employee("director")), at=NOW, head=gone)
    assert refused.value.field == "head"


def test_an_unknown_zone_and_a_taken_name_are_refused() -> None:
    director = viewer(an_employee("director"))
    for data, field in (({"name": "X", "timezone": "Mars"}, "timezone"), ({"name": a_department().name}, "name")):
        with pytest.raises(Refused) as refused:
            create_department(by=director, at=NOW, **data)
        assert refused.value.field == field


@pytest.mark.parametrize("role", ["head", "office_manager", "manager"])
def test_others_keep_no_lists_of_the_company(role: str) -> None:
    other = viewer(an_employee(role))
    for act in (create_department, create_position, create_skill):
        with pytest.raises(NotAllowed):
            act(name="New", by=other, at=NOW)


def test_positions_and_skills_are_named_and_renamed() -> None:
    keeper = viewer(an_employee("administrator"))
    position = create_position(name=" Editor ", by=keeper, at=NOW)
    skill = create_skill(name="Layout", by=keeper, at=NOW)
    assert rename_position(position=position, name="Chief editor", by=keeper, at=NOW).name == "Chief editor"
    assert rename_skill(skill=skill, name=" Print ", by=keeper, at=NOW).name == "Print"


def test_a_skill_is_learnt_and_forgotten() -> None:
    department = a_department()
    head = viewer(an_employee("head", department=department))
    kim, skill = an_employee("specialist", department=department), Skill.objects.create(name="Layout")
    for level in (2, 2, 4):
        set_skill(employee=kim, skill=skill, level=level, by=head, at=NOW)
    assert EmployeeSkill.objects.get().level == 4
    set_skill(employee=kim, skill=skill, level=None, by=head, at=NOW)
    assert not EmployeeSkill.objects.exists()
    trail = AuditEntry.objects.filter(action="employee.skill").order_by("id")
    assert [(entry.before["level"], entry.after["level"]) for entry in trail] == [(None, 2), (2, 4), (4, None)]


@pytest.mark.parametrize("level", [0, 6])
def test_a_level_is_one_to_five(level: int) -> None:
    skill = Skill.objects.create(name="Layout")
    with pytest.raises(Refused) as refused:
        set_skill(employee=an_employee(), skill=skill, level=level, by=viewer(an_employee("director")), at=NOW)
    assert refused.value.field == "level"
