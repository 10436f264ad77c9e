"""Overload alarms: raised, decided, closed (L8)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.alarms import Alarm, close_alarm, decide_alarm, raise_alarm
from workload.filters import AlarmFilter
from workload.models import Department, OverloadAlarm, Skill
from workload.queries.load.alarms import alarms_of


class AlarmSerializer(serializers.Serializer[OverloadAlarm]):
    """An alarm. `raised_by` null: the desk proposed it. `before`, `after`: figures of the week in minutes."""

    id = serializers.IntegerField()
    department = ReferenceField()
    skill = ReferenceField(allow_null=True)
    week = DayField(source="week_starts_on")
    shortfall_minutes = serializers.IntegerField()
    raised_by = ReferenceField(allow_null=True)
    raised_at = InstantField()
    reason = serializers.CharField()
    state = serializers.CharField()
    decision = serializers.CharField()
    decision_text = serializers.CharField()
    decided_by = ReferenceField(allow_null=True)
    decided_at = InstantField(allow_null=True)
    before = serializers.JSONField()
    after = serializers.JSONField(allow_null=True)
    measured_at = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    changed_at = InstantField()


class AlarmInput(Input):
    """The department, the Monday of the week, the missing skill (left out: hands), and what is at stake. `sure`: even
    if moves find time for everything."""

    department = VisibleField(Department.objects.all())
    week = DayField()
    skill = serializers.PrimaryKeyRelatedField(queryset=Skill.objects.all(), required=False, allow_null=True)
    reason = serializers.CharField(max_length=2_000)
    sure = serializers.BooleanField(default=False)


class DecideInput(Input):
    """What gives way, and what is done."""

    decision = serializers.ChoiceField(OverloadAlarm.Decision.choices)
    text = serializers.CharField(max_length=2_000)


class AlarmViewSet(ReadOnlyResource):
    """Overload alarms."""

    scope = "tasks"
    serializer_class = AlarmSerializer
    filterset_class = AlarmFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[OverloadAlarm]:
        return alarms_of(self.viewer)

    @extend_schema(request=AlarmInput, responses={201: AlarmSerializer})
    def create(self, request: Request) -> Response:
        """Raise an alarm."""
        data = self.read(AlarmInput)
        asked = Alarm(data["department"], data["week"], data["reason"], data.get("skill"), is_sure=data["sure"])
        return self.answer(raise_alarm(alarm=asked, **self.who), status=201)

    @extend_schema(request=DecideInput, responses={200: AlarmSerializer})
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: str) -> Response:
        """Say what gives way."""
        alarm = self.get_object()
        return self.answer(decide_alarm(alarm=alarm, **self.read(DecideInput), **self.who))

    @extend_schema(request=NothingInput, responses={200: AlarmSerializer})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """It is over, or taken back."""
        self.read(NothingInput)
        return self.answer(close_alarm(alarm=self.get_object(), **self.who))
