"""Evenings, nights, days off and covers by person (L1)."""

from datetime import date
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, ReferenceField
from support_desk.shared.api.viewsets import DeskViewSet
from workload.forms.fairness import LONGEST
from workload.models import Department
from workload.queries.fairness import fairness_of

LARGEST = 2**63 - 1


class BurdenSerializer(serializers.Serializer[Any]):
    """Minutes from 20:00 to 22:00, from 22:00 to 6:00, and on days off; how many such days."""

    evening_minutes = serializers.IntegerField()
    night_minutes = serializers.IntegerField()
    off_minutes = serializers.IntegerField()
    off_days = serializers.IntegerField()


class FairnessLineSerializer(serializers.Serializer[Any]):
    """A person's share; `covers`: absences of others that they covered."""

    employee = ReferenceField()
    burden = BurdenSerializer()
    covers = serializers.IntegerField()


class FairnessSerializer(serializers.Serializer[Any]):
    """`lines`: those the caller may see, the heaviest first; `average` and `average_covers`: of all `people` of the
    department."""

    department = ReferenceField()
    first = DayField()
    last = DayField()
    people = serializers.IntegerField()
    average = BurdenSerializer()
    average_covers = serializers.FloatField()
    lines = FairnessLineSerializer(many=True)


class FairnessViewSet(DeskViewSet):
    """Who works evenings, nights and days off."""

    scope = "people"
    serializer_class = FairnessSerializer
    change_columns = None
    pagination_class = None

    def known_parameters(self) -> set[str]:
        return {"department", "from", "to"} if self.action == "list" else set()

    @extend_schema(
        operation_id="fairness_list",
        responses=FairnessSerializer,
        parameters=[
            OpenApiParameter("department", int, required=True, description="One department."),
            OpenApiParameter("from", date, required=True, description="First day."),
            OpenApiParameter("to", date, required=True, description="Last day, at most a year later."),
        ],
    )
    def list(self, request: Request) -> Response:
        first, last = self.day("from"), self.day("to")
        if not first <= last <= first + LONGEST:
            raise serializers.ValidationError({"to": [_("At most a year at once.")]})
        key = request.query_params.get("department", "")
        if not (key.isascii() and key.isdigit() and int(key) <= LARGEST):
            raise serializers.ValidationError({"department": [_("Write the id as a whole number.")]})
        department = Department.objects.visible_to(self.viewer).filter(pk=int(key)).first()
        found: Any = fairness_of(self.viewer, department, first, last) if department else None
        if found is None or not found.lines:
            raise NotFound
        return Response(FairnessSerializer(found).data)

    def day(self, name: str) -> date:
        """A day of the query."""
        try:
            found = parse_date(self.request.query_params.get(name, ""))
        except ValueError:
            found = None
        if found is None or not date.min < found < date.max - LONGEST:
            raise serializers.ValidationError({name: [_("Write a day as in 2026-11-23.")]})
        return found
