"""Absences: asked for, recorded, decided; seen by the person, their head and office, and the director (L2, P2)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import AT_ONCE, record_absence, request_absence
from workload.filters import AbsenceFilter
from workload.models import Absence, Employee
from workload.queries.employees import employee_behind


class AbsenceSerializer(serializers.Serializer[Absence]):
    """An absence. `from_time` and `until_time` only for hours of one day, in the person's zone."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    type = serializers.CharField()
    starts_on = DayField()
    ends_on = DayField()
    from_time = serializers.TimeField(allow_null=True)
    until_time = serializers.TimeField(allow_null=True)
    starts_at = InstantField()
    ends_at = InstantField()
    state = serializers.CharField()
    cover = ReferenceField(allow_null=True)
    note = serializers.CharField()
    decided_by = ReferenceField(allow_null=True)
    decision_note = serializers.CharField()
    changed_at = InstantField()


class AbsenceInput(Input):
    """An absence of the caller, or of somebody of their department. Sickness is recorded at once."""

    employee = VisibleField(Employee.objects.all(), required=False)
    type = serializers.ChoiceField(Absence.Type.choices)
    starts_on = DayField()
    ends_on = DayField()
    from_time = serializers.TimeField(required=False, allow_null=True)
    until_time = serializers.TimeField(required=False, allow_null=True)
    cover = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    note = serializers.CharField(max_length=500, allow_blank=True, required=False)


class ApproveInput(Input):
    """Another cover than the one asked for."""

    cover = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    note = serializers.CharField(max_length=500, allow_blank=True, required=False)


class RejectInput(Input):
    """Why."""

    note = serializers.CharField(max_length=500)


class AbsenceViewSet(ReadOnlyResource):
    """Absences."""

    scope = "people"
    serializer_class = AbsenceSerializer
    filterset_class = AbsenceFilter
    orderings = ("-starts_at", "starts_at", "id", "-id")

    def rows(self) -> QuerySet[Absence]:
        return Absence.objects.visible_to(self.viewer).select_related("employee", "cover", "decided_by")

    @extend_schema(request=AbsenceInput, responses={201: AbsenceSerializer})
    def create(self, request: Request) -> Response:
        data = self.read(AbsenceInput)
        enter = record_absence if data["type"] in AT_ONCE else request_absence
        made = enter(
            employee=data.get("employee") or employee_behind(self.viewer),
            type=data["type"],
            days=days_of(data),
            cover=data.get("cover"),
            note=data.get("note", ""),
            **self.who,
        )
        return self.answer(made, status=201)

    @extend_schema(request=ApproveInput, responses={200: AbsenceSerializer})
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approve, or confirm what was recorded."""
        absence, data = self.get_object(), self.read(ApproveInput)
        return self.answer(approve_absence(absence=absence, **data, **self.who))

    @extend_schema(request=RejectInput, responses={200: AbsenceSerializer})
    @action(detail=True, methods=["post"])
    def reject(self, request: Request, pk: str) -> Response:
        """Reject, with a reason."""
        return self.answer(reject_absence(absence=self.get_object(), **self.read(RejectInput), **self.who))

    @extend_schema(request=NothingInput, responses={200: AbsenceSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """Take an absence back."""
        self.read(NothingInput)
        return self.answer(cancel_absence(absence=self.get_object(), **self.who))


def days_of(data: dict[str, Any]) -> Days:
    """The days and hours as the action takes them."""
    return Days(data["starts_on"], data["ends_on"], data.get("from_time"), data.get("until_time"))
