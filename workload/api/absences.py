"""Absences: asked for, recorded, decided; seen by the person, their head and office, and the director (L2, P2)."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import AT_ONCE, record_absence, request_absence
from workload.actions.cover_replacing import replace_cover
from workload.actions.last_day import change_last_day
from workload.actions.leave_slips.naming import MOST_COLLEAGUES
from workload.domain.absence_types import meaning_of
from workload.domain.make_ups import MOST_MAKE_UPS, Span
from workload.filters import AbsenceFilter
from workload.models import Absence, Employee, LeaveSlip, MakeUp
from workload.queries.employees import employee_behind


class MakeUpSerializer(serializers.Serializer[MakeUp]):
    """Hours that are worked for personal hours of the same month; planned time once the absence is approved."""

    starts_at = InstantField()
    ends_at = InstantField()
    is_standing = serializers.BooleanField()


class AbsenceSerializer(serializers.Serializer[Absence]):
    """An absence. `from_time` and `until_time` only for hours of one day, in the person's zone. `code`: of its type on
    the timesheet (T-13). `leave_slip`: null for what needs none."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    type = serializers.CharField()
    code = serializers.SerializerMethodField()
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
    leave_slip = serializers.SerializerMethodField()
    make_ups = MakeUpSerializer(many=True, source="made_up")
    changed_at = InstantField()

    def get_code(self, absence: Absence) -> str:
        return meaning_of(absence.type).code

    def get_leave_slip(self, absence: Absence) -> int | None:
        slip: LeaveSlip | None = getattr(absence, "slip", None)
        return slip.pk if slip is not None else None


class MakeUpInput(Input):
    """Outside working time and absences, in the month of the hours away."""

    starts_at = InstantField()
    ends_at = InstantField()


class AbsenceInput(Input):
    """An absence of the caller, or of somebody of their department. Sickness is recorded at once; what is planned
    gets a leave slip, which the cover and `colleagues` sign. `confirmed`: for a time that has passed, once what it
    changes was read (an answer 422 `unconfirmed` lists it)."""

    employee = VisibleField(Employee.objects.all(), required=False)
    type = serializers.ChoiceField(Absence.Type.choices)
    starts_on = DayField()
    ends_on = DayField()
    from_time = serializers.TimeField(required=False, allow_null=True)
    until_time = serializers.TimeField(required=False, allow_null=True)
    cover = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    colleagues = serializers.ListField(
        child=VisibleField(Employee.objects.all()), required=False, max_length=MOST_COLLEAGUES
    )
    make_ups = serializers.ListField(child=MakeUpInput(), required=False, max_length=MOST_MAKE_UPS)
    note = serializers.CharField(max_length=500, allow_blank=True, required=False)
    confirmed = serializers.BooleanField(required=False)


class ApproveInput(Input):
    """Another cover than the one asked for: they are asked first, and the absence stays requested until they agree."""

    cover = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    note = serializers.CharField(max_length=500, allow_blank=True, required=False)


class LastDayInput(Input):
    """The last day. `confirmed`: once what it changes in the past was read."""

    ends_on = DayField()
    confirmed = serializers.BooleanField(required=False)


class CoverInput(Input):
    """Who covers from now on."""

    cover = VisibleField(Employee.objects.all())


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
        found = Absence.objects.visible_to(self.viewer).select_related("employee", "cover", "decided_by", "slip")
        hours = MakeUp.objects.filter(absence=OuterRef("pk")).order_by("starts_at", "id")
        facts = JSONObject(starts_at="starts_at", ends_at="ends_at", is_standing="is_standing")
        return found.annotate(made_up=ArraySubquery(hours.values(found=facts)))

    @extend_schema(request=AbsenceInput, responses={201: AbsenceSerializer})
    def create(self, request: Request) -> Response:
        made = entered(self.read(AbsenceInput), **self.who)
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

    @extend_schema(request=LastDayInput, responses={200: AbsenceSerializer})
    @action(detail=True, methods=["post"], url_path="last-day")
    def last_day(self, request: Request, pk: str) -> Response:
        """Set another last day of an absence in force."""
        return self.answer(change_last_day(absence=self.get_object(), **self.read(LastDayInput), **self.who))

    @extend_schema(request=CoverInput, responses={200: AbsenceSerializer})
    @action(detail=True, methods=["post"])
    def cover(self, request: Request, pk: str) -> Response:
        """Name another cover for an absence in force."""
        return self.answer(replace_cover(absence=self.get_object(), **self.read(CoverInput), **self.who))


def entered(data: dict[str, Any], *, by: Viewer, at: datetime) -> Absence:
    """Recorded or asked for, as its type is. Refused for what only a request has."""
    given = {name: data[name] for name in ("cover", "note", "confirmed") if name in data}
    asked = {name: data[name] for name in ("colleagues", "make_ups") if data.get(name)}
    if "make_ups" in asked:
        asked["make_ups"] = [Span(**span) for span in asked["make_ups"]]
    if data["type"] in AT_ONCE and asked:
        raise Refused(_("This is recorded at once, not asked for."), field=next(iter(asked)))
    enter = record_absence if data["type"] in AT_ONCE else request_absence
    employee = data.get("employee") or employee_behind(by)
    return enter(employee=employee, type=data["type"], days=days_of(data), by=by, at=at, **given, **asked)


def days_of(data: dict[str, Any]) -> Days:
    """The days and hours as the action takes them."""
    return Days(data["starts_on"], data["ends_on"], data.get("from_time"), data.get("until_time"))
