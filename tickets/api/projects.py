"""Projects: lines of work for a client, each with its owner."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import KeptResource
from tickets.actions.catalogue import create_project, update_project
from tickets.api.references import service_field
from tickets.filters import ProjectFilter
from tickets.models import Client, Project
from workload.models import Department, Employee


class ProjectSerializer(serializers.Serializer[Project]):
    """A project."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    client = ReferenceField()
    owner = ReferenceField()
    department = ReferenceField()
    cover = ReferenceField(allow_null=True)
    service = ReferenceField(allow_null=True)
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class ProjectInput(Input):
    """A new project; without a department it is the owner's."""

    client = VisibleField(Client.objects.all())
    name = serializers.CharField(max_length=150)
    owner = VisibleField(Employee.objects.all())
    department = VisibleField(Department.objects.all(), required=False)
    cover = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    service = service_field()


class ProjectChange(Input):
    """What can be changed of a project. A new owner takes the live tickets along."""

    name = serializers.CharField(max_length=150, required=False)
    owner = VisibleField(Employee.objects.all(), required=False)
    department = VisibleField(Department.objects.all(), required=False)
    cover = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    service = service_field()
    is_active = serializers.BooleanField(required=False)


class ProjectViewSet(KeptResource):
    """Projects."""

    scope = "clients"
    serializer_class = ProjectSerializer
    input_class = ProjectInput
    change_class = ProjectChange
    filterset_class = ProjectFilter
    orderings = ("name", "-name", "id", "-id")

    def rows(self) -> QuerySet[Project]:
        return Project.objects.visible_to(self.viewer).select_related(
            "client", "owner", "department", "cover", "service"
        )

    def make(self, data: dict[str, Any]) -> Project:
        return create_project(**data, **self.who)

    def change(self, row: Project, data: dict[str, Any]) -> Project:
        return update_project(project=row, **data, **self.who)
