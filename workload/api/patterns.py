"""Usual weeks of people, by date (L1)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.rosters.patterns import set_pattern
from workload.api.shifts import MOST_SHIFTS_OF_A_WEEK, PatternShiftInput
from workload.domain.weekly_pattern import PatternShift
from workload.filters import PatternFilter
from workload.models import Employee, PatternLine, ShiftPattern
from workload.queries.employees import employee_behind


class LineSerializer(serializers.Serializer[PatternLine]):
    """A shift of every such weekday, 0 is Monday."""

    weekday = serializers.IntegerField()
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    break_minutes = serializers.IntegerField()


class PatternSerializer(serializers.Serializer[ShiftPattern]):
    """The usual week from `starts_on` until the next one of the person starts."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    starts_on = DayField()
    is_by_calendar = serializers.BooleanField()
    lines = LineSerializer(many=True)
    changed_at = InstantField()


class WeekInput(Input):
    """The usual week of the caller, or of somebody of their department. The same day again replaces it."""

    employee = VisibleField(Employee.objects.all(), required=False)
    starts_on = DayField()
    is_by_calendar = serializers.BooleanField(required=False, default=True)
    lines = PatternShiftInput(many=True)

    def validate_lines(self, value: list[dict[str, Any]]) -> list[PatternShift]:
        if len(value) > MOST_SHIFTS_OF_A_WEEK:
            raise serializers.ValidationError(f"At most {MOST_SHIFTS_OF_A_WEEK} shifts a week.")
        return [PatternShift(**shift) for shift in value]


class PatternViewSet(ReadOnlyResource):
    """Usual weeks."""

    scope = "people"
    serializer_class = PatternSerializer
    filterset_class = PatternFilter
    orderings = ("id", "-id", "starts_on", "-starts_on")

    def rows(self) -> QuerySet[ShiftPattern]:
        return ShiftPattern.objects.visible_to(self.viewer).select_related("employee").prefetch_related("lines")

    @extend_schema(request=WeekInput, responses={201: PatternSerializer})
    def create(self, request: Request) -> Response:
        """Set the usual week from a day on; months that are opened after that are filled by it."""
        data = self.read(WeekInput)
        employee = data.pop("employee", None) or employee_behind(self.viewer)
        return self.answer(set_pattern(employee=employee, **data, **self.who), status=201)
