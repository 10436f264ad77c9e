"""Missed calls: reported by the telephone exchange, worked off by the operator (T1, S4)."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.actions.calls import Talk, handle_missed_call, log_missed_call
from tickets.filters import MissedCallFilter
from tickets.models import MissedCall, Project, Ticket
from workload.models import Department

LONGEST_NOTE = 200_000


class MissedCallSerializer(serializers.Serializer[MissedCall]):
    """A call that nobody took; the last four are empty until somebody has dealt with it."""

    id = serializers.IntegerField()
    department = ReferenceField()
    number = serializers.CharField()
    contact = ReferenceField(allow_null=True)
    called_at = InstantField()
    note = serializers.CharField()
    outcome = serializers.CharField()
    handled_by = ReferenceField(allow_null=True)
    handled_at = InstantField(allow_null=True)
    ticket = serializers.IntegerField(source="ticket_number", allow_null=True)
    changed_at = InstantField()


class MissedCallInput(Input):
    """What the exchange knows. The contact is found by the number."""

    number = serializers.CharField(max_length=40)
    called_at = InstantField()
    department = VisibleField(Department.objects.all())
    note = serializers.CharField(max_length=300, allow_blank=True, required=False)


class ReachedInput(Input):
    """What was said; into which ticket, or of which project a new one. With neither it is placed later."""

    note = serializers.CharField(max_length=LONGEST_NOTE)
    project = VisibleField(Project.objects.select_related("client", "owner", "department"), required=False)
    ticket = VisibleField(Ticket.objects.select_related("project", "department"), lookup="number", required=False)


class MissedCallViewSet(ReadOnlyResource):
    """Missed calls of the departments one looks after, the newest first."""

    scope = "tickets"
    serializer_class = MissedCallSerializer
    input_class = MissedCallInput
    filterset_class = MissedCallFilter
    orderings = ("-id", "id", "-called_at", "called_at")

    def rows(self) -> QuerySet[MissedCall]:
        seen = MissedCall.objects.visible_to(self.viewer).annotate(ticket_number=F("ticket__number"))
        return seen.select_related("department", "contact", "handled_by")

    @extend_schema(request=MissedCallInput, responses={201: MissedCallSerializer})
    def create(self, request: Request) -> Response:
        """Report a missed call; the same number at the same instant is kept once."""
        return self.answer(log_missed_call(**self.read(MissedCallInput), **self.who), status=201)

    @extend_schema(request=ReachedInput, responses=MissedCallSerializer)
    @action(detail=True, methods=["post"])
    def reached(self, request: Request, pk: str) -> Response:
        """Somebody called back and wrote down what was said."""
        talk = Talk(**self.read(ReachedInput))
        return self.handled(MissedCall.Outcome.REACHED, talk)

    @extend_schema(request=NothingInput, responses=MissedCallSerializer)
    @action(detail=True, methods=["post"], url_path="not-reached")
    def not_reached(self, request: Request, pk: str) -> Response:
        """Somebody called back and nobody answered."""
        self.read(NothingInput)
        return self.handled(MissedCall.Outcome.NOT_REACHED)

    @extend_schema(request=NothingInput, responses=MissedCallSerializer)
    @action(detail=True, methods=["post"], url_path="no-need")
    def no_need(self, request: Request, pk: str) -> Response:
        """There is no need to call back."""
        self.read(NothingInput)
        return self.handled(MissedCall.Outcome.NO_NEED)

    def handled(self, outcome: MissedCall.Outcome, talk: Any = None) -> Response:
        return self.answer(handle_missed_call(call=self.get_object(), outcome=outcome, talk=talk, **self.who))
