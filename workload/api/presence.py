"""Who is here now, and marking oneself away (L3). Never the type of an absence (P2)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import DeskViewSet
from workload.actions.presence import come_back, mark_away
from workload.domain.presence import State
from workload.models import AwayMark, Department
from workload.queries.presence import Presence, presence_in, presence_of

LARGEST = 2**63 - 1


class PresenceSerializer(serializers.Serializer[Presence]):
    """Somebody now. `until`: when the state ends, null when that is not known. `kind` of an away mark, else ""."""

    id = serializers.IntegerField(source="employee_id")
    name = serializers.CharField()
    department = serializers.IntegerField(source="department_id", allow_null=True)
    state = serializers.ChoiceField([state.value for state in State])
    until = InstantField(allow_null=True)
    kind = serializers.CharField(source="standing.kind")


class AwayInput(Input):
    """Until when, or for how many minutes (30 when neither is given); 12 hours at most."""

    kind = serializers.ChoiceField(AwayMark.Kind.choices, required=False)
    until = InstantField(required=False)
    minutes = serializers.IntegerField(min_value=1, max_value=720, required=False)


class PresenceViewSet(DeskViewSet):
    """Who is here now."""

    scope = "people"
    serializer_class = PresenceSerializer
    change_columns = None
    pagination_class = None

    def known_parameters(self) -> set[str]:
        return {"department"} if self.action == "list" else set()

    @extend_schema(
        operation_id="presence_list",
        responses=PresenceSerializer(many=True),
        parameters=[OpenApiParameter("department", int, description="One department; else those one works in.")],
    )
    def list(self, request: Request) -> Response:
        found = presence_in(self.departments(request), self.viewer.at)
        people: Any = sorted(found.values(), key=lambda person: (person.name, person.employee_id))
        return Response(PresenceSerializer(people, many=True).data)

    @extend_schema(request=AwayInput, responses=PresenceSerializer)
    @action(detail=False, methods=["post"])
    def away(self, request: Request) -> Response:
        """Mark oneself away."""
        mark_away(**self.read(AwayInput), **self.who)
        return self.oneself()

    @extend_schema(request=NothingInput, responses=PresenceSerializer)
    @action(detail=False, methods=["post"])
    def back(self, request: Request) -> Response:
        """Come back."""
        self.read(NothingInput)
        come_back(**self.who)
        return self.oneself()

    def departments(self, request: Request) -> set[int]:
        """The one asked for, as far as the caller may see departments; else their own."""
        asked = request.query_params.get("department")
        if asked is None:
            return set(self.viewer.department_ids | self.viewer.headed_department_ids)
        if not (asked.isascii() and asked.isdigit() and int(asked) <= LARGEST):
            raise serializers.ValidationError({"department": [_("Write the id as a whole number.")]})
        return set(Department.objects.visible_to(self.viewer).filter(pk=int(asked)).values_list("pk", flat=True))

    def oneself(self) -> Response:
        employee_id = self.viewer.employee_id or 0
        found: Any = presence_of([employee_id], self.viewer.at)[employee_id]
        return Response(PresenceSerializer(found).data)
