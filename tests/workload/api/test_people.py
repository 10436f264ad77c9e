"""Reading departments, employees, skills and operations."""

from datetime import date

import pytest

from tests.factories import a_department, an_employee, an_operation
from tests.factories.api import api_of
from workload.models import EmployeeSkill, OperationNorm, Skill

pytestmark = pytest.mark.django_db


def test_a_colleague_is_shown_with_department_roles_and_skills():
    department = a_department("Support")
    mentor = an_employee("manager", department=department, name="Anna Orlova")
    junior = an_employee("manager", department=department, name="Boris Titov", mentor=mentor, position="Junior")
    skill = Skill.objects.create(name="Layout")
    EmployeeSkill.objects.create(employee=junior, skill=skill, level=2)
    body = api_of(mentor, "people:read").get(f"/api/v1/employees/{junior.pk}/").json()
    assert body["department"] == {"id": department.pk, "name": "Support", "position": "Junior"}
    assert body["roles"] == ["manager"]
    assert body["skills"] == [{"id": skill.pk, "name": "Layout", "level": 2}]
    assert body["mentor"] == {"id": mentor.pk, "name": "Anna Orlova"}
    assert "password" not in body and "phone" not in body


def test_employees_are_narrowed_by_department_and_role():
    here, there = a_department(), a_department()
    head = an_employee("head", department=here, name="A")
    an_employee("specialist", department=there, name="B")
    an_employee("manager", department=here, name="C")
    client = api_of(head, "people:read")

    def names(query):
        return [row["name"] for row in client.get(f"/api/v1/employees/?{query}").json()["results"]]

    assert names(f"department={here.pk}") == ["A", "C"]
    assert names("role=specialist") == ["B"]
    assert names("active=0") == []
    assert names("name=b") == ["B"]


def test_an_operation_shows_the_norm_of_today():
    operation = an_operation(15, starts_on=date(2026, 1, 1))
    OperationNorm.objects.create(operation=operation, minutes=20, starts_on=date(2026, 3, 1))
    OperationNorm.objects.create(operation=operation, minutes=99, starts_on=date(2199, 1, 1))
    body = api_of(an_employee("specialist"), "time:read").get(f"/api/v1/operations/{operation.pk}/").json()
    assert body["norm_minutes"] == 20
    assert an_operation(None).code


def test_people_are_not_written_through_the_api():
    client = api_of(an_employee("administrator"))
    for path in ("employees/", "departments/", "skills/", "operations/", "audit/", "me/"):
        assert client.post(f"/api/v1/{path}", {}, format="json").status_code in (403, 405), path
        assert client.delete(f"/api/v1/{path}").status_code in (403, 405), path
