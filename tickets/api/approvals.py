"""Questions to clients over the API: read, recorded with a message, withdrawn; clients answer in the portal (W2)."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.actions.agreeing import record_approval, withdraw_approval
from tickets.filters import ApprovalFilter
from tickets.models import Approval, Estimate, Message, Overrun


class ApprovalSerializer(serializers.Serializer[Approval]):
    """One question. `contact` answered in the portal, or `message` says so and `recorded_by` wrote it down."""

    id = serializers.IntegerField()
    ticket = serializers.IntegerField(source="ticket_number")
    state = serializers.ChoiceField(choices=Approval.State.choices)
    minutes = serializers.IntegerField()
    beyond_minutes = serializers.IntegerField()
    beyond_amount = serializers.DecimalField(max_digits=12, decimal_places=2)
    ready_by = InstantField(allow_null=True)
    words = serializers.CharField()
    estimates = serializers.ListField(child=serializers.IntegerField(), source="estimate_ids")
    overruns = serializers.ListField(child=serializers.IntegerField(), source="overrun_ids")
    asked_at = InstantField()
    asked_by = ReferenceField()
    decided_at = InstantField(allow_null=True)
    contact = ReferenceField(allow_null=True)
    message = serializers.IntegerField(source="message_id", allow_null=True)
    recorded_by = ReferenceField(allow_null=True)
    comment = serializers.CharField()
    changed_at = InstantField()


class RecordInput(Input):
    """The client's message that agrees."""

    message = VisibleField(Message.objects.all())


class ApprovalViewSet(ReadOnlyResource):
    """Questions to the clients of visible tickets, the newest first."""

    scope = "tasks"
    serializer_class = ApprovalSerializer
    filterset_class = ApprovalFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Approval]:
        mine = OuterRef("pk")
        estimates = Estimate.objects.filter(approval=mine).order_by("id").values("pk")
        overruns = Overrun.objects.filter(approval=mine).order_by("id").values("pk")
        return (
            Approval.objects.visible_to(self.viewer)
            .select_related("asked_by", "contact", "recorded_by")
            .annotate(
                ticket_number=F("ticket__number"),
                estimate_ids=ArraySubquery(estimates),
                overrun_ids=ArraySubquery(overruns),
            )
        )

    @verb(RecordInput, ApprovalSerializer)
    def record(self, request: Request, pk: str) -> Response:
        """Write down that the client agreed, with the message that says so."""
        return self.answer(record_approval(approval=self.get_object(), **self.read(RecordInput), **self.who))

    @verb(NothingInput, ApprovalSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take the question back while it is not answered."""
        self.read(NothingInput)
        return self.answer(withdraw_approval(approval=self.get_object(), **self.who))
