"""Rosters of a month: planned, submitted, decided, published (L1)."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.rosters.deciding import approve_roster, return_roster
from workload.actions.rosters.planning import open_roster, plan_days
from workload.actions.rosters.publishing import publish_month
from workload.actions.rosters.submitting import submit_roster, withdraw_roster
from workload.api.shifts import break_field, reason_field
from workload.domain.stretches import Stretch, Stretches
from workload.filters import RosterFilter
from workload.models import Department, Employee, RosterEntry, RosterSubmission
from workload.queries.employees import employee_behind
from workload.roster_permissions import keeps_rosters, roster_events

MOST_STRETCHES = 200


class EntrySerializer(serializers.Serializer[RosterEntry]):
    """A stretch of work that begins on that day; one that does not end after it starts runs into the next day."""

    day = DayField()
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    break_minutes = serializers.IntegerField()


class RosterSerializer(serializers.Serializer[RosterSubmission]):
    """Somebody's month. `events`: what the caller may do to it now."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    month = DayField()
    state = serializers.CharField()
    version = serializers.IntegerField()
    submitted_at = InstantField(allow_null=True)
    is_late = serializers.BooleanField()
    decided_by = ReferenceField(allow_null=True)
    decision_note = serializers.CharField()
    entries = EntrySerializer(many=True)
    events = serializers.SerializerMethodField()
    changed_at = InstantField()

    def get_events(self, row: RosterSubmission) -> list[str]:
        return [event.value for event in roster_events(self.context["view"].viewer, row)]


class RosterInput(Input):
    """A month, of the caller unless another employee is named."""

    employee = VisibleField(Employee.objects.all(), required=False)
    month = DayField()


class StretchInput(Input):
    """A stretch of work that begins on that day."""

    day = DayField()
    starts = serializers.TimeField()
    ends = serializers.TimeField()
    break_minutes = break_field()


class PlanInput(Input):
    """`days`: planned anew; those without a stretch among `entries` are off."""

    days = serializers.ListField(child=DayField(), min_length=1, max_length=31)
    entries = StretchInput(many=True)
    reason = reason_field()

    def validate_entries(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len(value) > MOST_STRETCHES:
            raise serializers.ValidationError(f"At most {MOST_STRETCHES} stretches a month.")
        return value


class SeenInput(Input):
    """`version`: the latest that the caller has seen; another one is a conflict."""

    version = serializers.IntegerField(min_value=1, required=False)


class ApproveRosterInput(SeenInput):
    """`reason`: needed where shifts that have begun would change."""

    reason = reason_field()


class ReturnInput(Input):
    """Why."""

    reason = serializers.CharField(max_length=500)


class PublishInput(Input):
    """A month of a department."""

    department = VisibleField(Department.objects.all())
    month = DayField()
    reason = reason_field()


class PublicationSerializer(serializers.Serializer[Any]):
    """A published month."""

    department = ReferenceField()
    month = DayField()
    published_at = InstantField()


class RosterViewSet(ReadOnlyResource):
    """Rosters of a month."""

    scope = "people"
    serializer_class = RosterSerializer
    filterset_class = RosterFilter
    orderings = ("id", "-id", "month", "-month")

    def rows(self) -> QuerySet[RosterSubmission]:
        found = RosterSubmission.objects.visible_to(self.viewer)
        return found.select_related("employee", "department", "decided_by").prefetch_related("entries")

    @extend_schema(request=RosterInput, responses={201: RosterSerializer})
    def create(self, request: Request) -> Response:
        """Open a month: a new one is a draft filled from the usual week and the calendar."""
        data = self.read(RosterInput)
        employee = data.get("employee") or employee_behind(self.viewer)
        try:
            return self.answer(open_roster(employee=employee, month=data["month"], **self.who), status=201)
        except Employee.DoesNotExist as unseen:
            raise Http404 from unseen

    @verb(PlanInput, RosterSerializer)
    def plan(self, request: Request, pk: str) -> Response:
        """Plan days anew."""
        row, data = self.get_object(), self.read(PlanInput)
        days = planned(data["days"], data["entries"])
        plan_days(employee=row.employee, days=days, reason=data.get("reason", ""), **self.who)
        return self.answer(row)

    @verb(SeenInput, RosterSerializer)
    def submit(self, request: Request, pk: str) -> Response:
        """Submit it."""
        row, data = self.get_object(), self.read(SeenInput)
        return self.answer(submit_roster(employee=row.employee, month=row.month, **data, **self.who))

    @verb(NothingInput, RosterSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take one's own back before it is decided."""
        row, _nothing = self.get_object(), self.read(NothingInput)
        return self.answer(withdraw_roster(submission=row, **self.who))

    @verb(ApproveRosterInput, RosterSerializer)
    def approve(self, request: Request, pk: str) -> Response:
        """Approve it; in a published month its shifts stand at once."""
        row, data = self.get_object(), self.read(ApproveRosterInput)
        return self.answer(approve_roster(submission=row, **data, **self.who))

    @verb(ReturnInput, RosterSerializer, path="return")
    def give_back(self, request: Request, pk: str) -> Response:
        """Return it with a reason."""
        row, data = self.get_object(), self.read(ReturnInput)
        return self.answer(return_roster(submission=row, **data, **self.who))

    @extend_schema(request=PublishInput, responses={200: PublicationSerializer})
    @action(detail=False, methods=["post"])
    def publish(self, request: Request) -> Response:
        """Publish a month of a department: approved rosters become shifts, and everybody is told."""
        data = self.read(PublishInput)
        if not keeps_rosters(self.viewer, data["department"].pk):
            raise Http404
        return Response(PublicationSerializer(publish_month(**data, **self.who)).data)


def planned(days: list[date], entries: list[dict[str, Any]]) -> dict[date, Stretches]:
    """{day: stretches} as the action takes them."""
    found: dict[date, Stretches] = dict.fromkeys(days, ())
    for entry in entries:
        stretch = Stretch(entry["starts"], entry["ends"], entry.get("break_minutes", 0))
        found[entry["day"]] = (*found.get(entry["day"], ()), stretch)
    return found
