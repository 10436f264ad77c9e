"""Who the caller is, and what its token may do."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceSerializer
from support_desk.shared.api.viewsets import DeskViewSet
from support_desk.shared.models import ApiToken
from workload.models import Department


class OwnTokenSerializer(serializers.Serializer[ApiToken]):
    """The token in use."""

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.CharField())
    expires_at = InstantField()


class MeSerializer(serializers.Serializer[Any]):
    """The person behind the call; `token` is null in the browser."""

    id = serializers.IntegerField(source="viewer.employee_id")
    name = serializers.CharField(source="viewer.name")
    email = serializers.EmailField(source="user.email")
    language = serializers.CharField(source="user.language")
    roles = serializers.ListField(child=serializers.CharField())
    departments = ReferenceSerializer(many=True)
    token = OwnTokenSerializer(allow_null=True)


class MeViewSet(DeskViewSet):
    """The caller."""

    scope = None
    serializer_class = MeSerializer
    change_columns = None
    pagination_class = None

    @extend_schema(operation_id="me_retrieve", responses=MeSerializer)
    def list(self, request: Request) -> Response:
        departments = Department.objects.filter(pk__in=self.viewer.department_ids)
        facts = {
            "viewer": self.viewer,
            "user": request.user,
            "roles": sorted(self.viewer.roles),
            "departments": departments,
            "token": request.auth,
        }
        return Response(MeSerializer(facts).data)
