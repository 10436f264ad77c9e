"""Departments with the operator's deputies, employees and skills; people are kept in the administration."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, ReferenceSerializer, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.deputies import set_deputies
from workload.filters import DepartmentFilter, EmployeeFilter, SkillFilter
from workload.models import Department, DeputyOperator, Employee, EmployeeSkill, Employment, RoleAssignment, Skill


class DepartmentSerializer(serializers.Serializer[Department]):
    """A department with its head; without a calendar it works by the default one."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    head = ReferenceField(allow_null=True)
    deputies = ReferenceSerializer(many=True, source="named_deputies")
    timezone = serializers.CharField()
    calendar = ReferenceField(allow_null=True)
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class PlaceSerializer(serializers.Serializer[Any]):
    """Where somebody works today."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    position = serializers.CharField()


class HeldSkillSerializer(serializers.Serializer[Any]):
    """A skill with its level, 1 (learning) to 5 (teaches others)."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    level = serializers.IntegerField()


class EmployeeSerializer(serializers.Serializer[Employee]):
    """A colleague as colleagues know one another."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    email = serializers.EmailField(source="user.email")
    department = PlaceSerializer(allow_null=True)
    roles = serializers.ListField(child=serializers.CharField(), source="role_codes")
    skills = HeldSkillSerializer(many=True, source="held_skills")
    manager = ReferenceField(allow_null=True)
    mentor = ReferenceField(allow_null=True)
    timezone = serializers.CharField()
    hired_on = DayField()
    left_on = DayField(allow_null=True)
    changed_at = InstantField()


class SkillSerializer(serializers.Serializer[Skill]):
    """A skill that a task may require."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class DeputiesInput(Input):
    """Who answers when every operator is away, in the order in which they are asked."""

    deputies = serializers.ListField(child=VisibleField(Employee.objects.all()), allow_empty=True, max_length=20)


class DepartmentViewSet(ReadOnlyResource):
    """Departments."""

    scope = "people"
    serializer_class = DepartmentSerializer
    filterset_class = DepartmentFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[Department]:
        deputies = DeputyOperator.objects.filter(department=OuterRef("pk")).order_by("rank", "id")
        facts = JSONObject(id="employee_id", name="employee__name")
        departments = Department.objects.visible_to(self.viewer).select_related("head", "calendar")
        return departments.annotate(named_deputies=ArraySubquery(deputies.values(found=facts)))

    @extend_schema(request=DeputiesInput, responses={200: DepartmentSerializer})
    @action(detail=True, methods=["post"])
    def deputies(self, request: Request, pk: str) -> Response:
        """Name the deputies of the operator anew."""
        department = self.get_object()
        set_deputies(department=department, **self.read(DeputiesInput), **self.who)
        return self.answer(department)


class EmployeeViewSet(ReadOnlyResource):
    """Employees with their department, roles and skills of today."""

    scope = "people"
    serializer_class = EmployeeSerializer
    filterset_class = EmployeeFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[Employee]:
        people = Employee.objects.visible_to(self.viewer).select_related("user", "manager", "mentor")
        at, person = self.viewer.at, OuterRef("pk")
        place = JSONObject(id="department_id", name="department__name", position="position__name")
        roles = RoleAssignment.objects.at(at).filter(employee=person).order_by("role")
        skill = JSONObject(id="skill_id", name="skill__name", level="level")
        skills = EmployeeSkill.objects.filter(employee=person).order_by("skill__name")
        return people.annotate(
            department=Subquery(Employment.objects.at(at).filter(employee=person).values(found=place)[:1]),
            role_codes=ArraySubquery(roles.values("role")),
            held_skills=ArraySubquery(skills.values(found=skill)),
        )


class SkillViewSet(ReadOnlyResource):
    """Skills."""

    scope = "people"
    serializer_class = SkillSerializer
    filterset_class = SkillFilter
    orderings = ("name", "-name", "id", "-id")
    change_columns = None

    def rows(self) -> QuerySet[Skill]:
        return Skill.objects.all() if self.viewer.is_employee else Skill.objects.none()
