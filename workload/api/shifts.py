"""Shifts: planned working time (L1)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import KeptResource
from workload.actions.shift_pattern import set_shifts
from workload.actions.shifts import change_shift, plan_shift, remove_shift
from workload.domain.weekly_pattern import PatternShift
from workload.filters import ShiftFilter
from workload.models import Employee, Shift

MOST_SHIFTS_OF_A_WEEK = 50
MOST_BREAK = 480


class ShiftSerializer(serializers.Serializer[Shift]):
    """A shift, at most a day long; split shifts are several."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    starts_at = InstantField()
    ends_at = InstantField()
    break_minutes = serializers.IntegerField()
    note = serializers.CharField()
    changed_at = InstantField()


def reason_field() -> serializers.CharField:
    """Needed where what has begun is changed."""
    return serializers.CharField(max_length=500, allow_blank=True, required=False)


def break_field() -> serializers.IntegerField:
    """Minutes of the shift that are not worked."""
    return serializers.IntegerField(min_value=0, max_value=MOST_BREAK, required=False)


class ShiftInput(Input):
    """A new shift."""

    employee = VisibleField(Employee.objects.all())
    starts_at = InstantField()
    ends_at = InstantField()
    break_minutes = break_field()
    note = serializers.CharField(max_length=200, allow_blank=True, required=False)
    reason = reason_field()


class ShiftChange(Input):
    """What can be changed of a shift."""

    starts_at = InstantField(required=False)
    ends_at = InstantField(required=False)
    break_minutes = break_field()
    note = serializers.CharField(max_length=200, allow_blank=True, required=False)
    reason = reason_field()


class RemoveInput(Input):
    """Why, when the shift has begun."""

    reason = reason_field()


class PatternShiftInput(Input):
    """A shift of every such weekday (0 is Monday); one that does not end after it starts runs into the next day."""

    weekday = serializers.IntegerField(min_value=0, max_value=6)
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    break_minutes = break_field()


class PatternInput(Input):
    """The shifts that start from `first` to `last` become those of the pattern."""

    employee = VisibleField(Employee.objects.all())
    pattern = PatternShiftInput(many=True)
    first = DayField()
    last = DayField()
    reason = reason_field()

    def validate_pattern(self, value: list[dict[str, Any]]) -> list[PatternShift]:
        if len(value) > MOST_SHIFTS_OF_A_WEEK:
            raise serializers.ValidationError(f"At most {MOST_SHIFTS_OF_A_WEEK} shifts a week.")
        return [PatternShift(**shift) for shift in value]


class PatternAnswer(serializers.Serializer[Any]):
    """How many shifts were removed and added; those that stay are neither."""

    removed = serializers.IntegerField()
    added = serializers.IntegerField()


class ShiftViewSet(KeptResource):
    """Shifts."""

    scope = "people"
    serializer_class = ShiftSerializer
    input_class = ShiftInput
    change_class = ShiftChange
    filterset_class = ShiftFilter
    orderings = ("starts_at", "-starts_at", "id", "-id")

    def rows(self) -> QuerySet[Shift]:
        return Shift.objects.visible_to(self.viewer).select_related("employee")

    def make(self, data: dict[str, Any]) -> Shift:
        return plan_shift(**data, **self.who)

    def change(self, row: Shift, data: dict[str, Any]) -> Shift:
        return change_shift(shift=row, **data, **self.who)

    @extend_schema(request=RemoveInput, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        """Take the shift out of the roster."""
        remove_shift(shift=self.get_object(), **self.read(RemoveInput), **self.who)
        return Response(status=204)

    @extend_schema(request=PatternInput, responses={200: PatternAnswer})
    @action(detail=False, methods=["post"])
    def pattern(self, request: Request) -> Response:
        """Set the shifts of a period from a weekly pattern."""
        found = set_shifts(**self.read(PatternInput), **self.who)
        return Response({"removed": len(found.gone), "added": len(found.new)})
