"""Time entries: read, logged and reversed, never edited (W5, W7)."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.actions.logging_time import log_time, reverse_time
from tickets.api.inputs import WorkInput, logged_work
from tickets.filters import TimeEntryFilter
from tickets.models import Ticket, TimeEntry


class NamedOperationSerializer(serializers.Serializer[Any]):
    """The operation of an entry."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()


class TimeEntrySerializer(serializers.Serializer[TimeEntry]):
    """One piece of work in whole minutes; a reversal has negative ones and names what it reverses. An entry with an
    `overrun` has no time of its own: it bills what was worked before the client agreed to it."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    ticket = serializers.IntegerField(source="ticket_number")
    message = serializers.IntegerField(source="message_id", allow_null=True)
    task = serializers.IntegerField(source="task_id", allow_null=True)
    operation = NamedOperationSerializer()
    quantity = serializers.DecimalField(max_digits=8, decimal_places=2)
    worked_on = DayField()
    actual_minutes = serializers.IntegerField()
    norm_minutes = serializers.IntegerField()
    billable_minutes = serializers.IntegerField()
    is_rework = serializers.BooleanField()
    overrun = serializers.IntegerField(source="overrun_id", allow_null=True)
    client_text = serializers.CharField()
    covered_for = ReferenceField(allow_null=True)
    reverses = serializers.IntegerField(source="reverses_id", allow_null=True)
    reversed_by = serializers.IntegerField(allow_null=True)
    created_at = InstantField()
    changed_at = InstantField()


class TimeEntryInput(WorkInput):
    """Work on a ticket, logged as the caller's own."""

    ticket = VisibleField(Ticket.objects.select_related("project", "department"), lookup="number")


class TimeEntryViewSet(ReadOnlyResource):
    """Time entries, the newest first."""

    scope = "time"
    serializer_class = TimeEntrySerializer
    input_class = TimeEntryInput
    filterset_class = TimeEntryFilter
    orderings = ("-id", "id", "-worked_on", "worked_on")

    def rows(self) -> QuerySet[TimeEntry]:
        reversal = TimeEntry.objects.filter(reverses=OuterRef("pk")).values("pk")
        return (
            TimeEntry.objects.visible_to(self.viewer)
            .select_related("employee", "department", "operation", "covered_for")
            .annotate(ticket_number=F("ticket__number"), reversed_by=Subquery(reversal[:1]))
        )

    @extend_schema(request=TimeEntryInput, responses={201: TimeEntrySerializer})
    def create(self, request: Request) -> Response:
        """Log work on a ticket."""
        data = self.read(TimeEntryInput)
        work = logged_work(data)
        assert work is not None
        return self.answer(log_time(ticket=data["ticket"], work=work, **self.who), status=201)

    @extend_schema(request=NothingInput, responses={201: TimeEntrySerializer})
    @action(detail=True, methods=["post"])
    def reverse(self, request: Request, pk: str) -> Response:
        """Take an entry back by its mirror image."""
        self.read(NothingInput)
        return self.answer(reverse_time(entry=self.get_object(), **self.who), status=201)
