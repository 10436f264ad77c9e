"""Complaints over the API: flagged, written down, confirmed, rejected (S6)."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.complaints.deciding import LONGEST_REASON, decide_complaint
from disputes.actions.complaints.flagging import LONGEST_WHAT, Told, flag_complaint, record_complaint
from disputes.complaint_permissions import can_decide
from disputes.domain.complaints import COMPLAINT_TRANSITIONS, ComplaintEvent
from disputes.filters.complaints import ComplaintFilter
from disputes.models import Complaint
from disputes.queries.complaint_lists import complaints_of
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import DeskViewSet, ReadOnlyResource
from tickets.models import Client, Message, Project, Ticket
from workload.models import Employee


class ComplaintSerializer(serializers.Serializer[Complaint]):
    """A complaint. `what`: the words of who flagged it, empty where the message says it all; `ticket` by its number.
    `allowed_actions`: what the caller may do with it now."""

    id = serializers.IntegerField()
    origin = serializers.CharField(source="source")
    message = serializers.IntegerField(source="message_id", allow_null=True)
    ticket = serializers.SerializerMethodField()
    client = ReferenceField(allow_null=True)
    project = ReferenceField(allow_null=True)
    department = ReferenceField()
    happened_on = DayField()
    what = serializers.CharField()
    manager = ReferenceField(allow_null=True)
    head = ReferenceField(allow_null=True)
    flagged_by = ReferenceField()
    flagged_at = InstantField()
    state = serializers.CharField()
    decided_by = ReferenceField(allow_null=True)
    decided_at = InstantField(allow_null=True)
    reason = serializers.CharField()
    allowed_actions = serializers.SerializerMethodField()
    changed_at = InstantField()

    def get_ticket(self, complaint: Complaint) -> int | None:
        return complaint.message.ticket.number if complaint.message else None

    def get_allowed_actions(self, complaint: Any) -> list[str]:
        viewer = self.context["request"].viewer
        if not can_decide(viewer, complaint, stands_in=complaint.is_for_substitute):
            return []
        return [event.value for (state, event) in COMPLAINT_TRANSITIONS if state == complaint.state]


class ComplaintInput(Input):
    """What a client said elsewhere than in a message: about whom, on which day."""

    client = VisibleField(Client.objects.all())
    project = VisibleField(Project.objects.all(), required=False, allow_null=True)
    manager = VisibleField(Employee.objects.all())
    happened_on = DayField()
    what = serializers.CharField(max_length=LONGEST_WHAT)


class FlagInput(Input):
    """A message of the client in this ticket, and what is to be said besides."""

    message = VisibleField(Message.objects.all())
    what = serializers.CharField(max_length=LONGEST_WHAT, allow_blank=True, required=False, default="")


class ReasonInput(Input):
    """Why; who flagged it and whom it concerns read this."""

    reason = serializers.CharField(max_length=LONGEST_REASON)


class ComplaintViewSet(ReadOnlyResource):
    """Complaints that the caller sees, the newest first."""

    scope = "tickets"
    serializer_class = ComplaintSerializer
    filterset_class = ComplaintFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Complaint]:
        return complaints_of(self.viewer)

    @extend_schema(request=ComplaintInput, responses={201: ComplaintSerializer})
    def create(self, request: Request) -> Response:
        """Write a complaint down."""
        data = self.read(ComplaintInput)
        told = Told(data["client"], data["manager"], data["happened_on"], data["what"], data.get("project"))
        return self.answer(record_complaint(told=told, **self.who), status=201)

    @verb(ReasonInput, ComplaintSerializer)
    def confirm(self, request: Request, pk: str) -> Response:
        """The client is right."""
        return self._decide(ComplaintEvent.CONFIRM)

    @verb(ReasonInput, ComplaintSerializer)
    def reject(self, request: Request, pk: str) -> Response:
        """Nothing is to be held against anybody."""
        return self._decide(ComplaintEvent.REJECT)

    def _decide(self, event: ComplaintEvent) -> Response:
        complaint = self.get_object()
        return self.answer(decide_complaint(complaint=complaint, event=event, **self.read(ReasonInput), **self.who))


class TicketComplaintViewSet(DeskViewSet):
    """Flagging a message of one ticket."""

    scope = "tickets"
    serializer_class = ComplaintSerializer
    change_columns = None

    def rows(self) -> QuerySet[Complaint]:
        return complaints_of(self.viewer)

    @extend_schema(request=FlagInput, responses={201: ComplaintSerializer})
    def create(self, request: Request, number: str) -> Response:
        """Flag a message as a complaint."""
        ticket = get_object_or_404(Ticket.objects.visible_to(self.viewer).only("pk"), number=number)
        data = self.read(FlagInput)
        message: Message = data["message"]
        if message.ticket_id != ticket.pk:
            raise serializers.ValidationError({"message": VisibleField.default_error_messages["absent"]})
        return self.answer(flag_complaint(message=message, what=data["what"], **self.who), status=201)
