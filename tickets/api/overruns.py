"""Difficulties over the API: reported by who does the task, put down to their cause, put before the client (W3)."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.actions.agreeing import ask_client, decide_overrun, report_overrun
from tickets.api.estimates import WordsInput
from tickets.filters import OverrunFilter
from tickets.models import Overrun, Task


class OverrunSerializer(serializers.Serializer[Overrun]):
    """So many minutes more than agreed. `state`: with whom it is, or what became of it; one that is "reported" and has
    a `decided_at` waits to be put before the client."""

    id = serializers.IntegerField()
    task = serializers.IntegerField(source="task_id")
    ticket = serializers.IntegerField(source="ticket_number")
    reported_by = ReferenceField()
    reported_at = InstantField()
    minutes = serializers.IntegerField()
    cause = serializers.ChoiceField(choices=Overrun.Cause.choices)
    explanation = serializers.CharField()
    client_text = serializers.CharField()
    new_deadline_at = InstantField(allow_null=True)
    state = serializers.ChoiceField(choices=Overrun.State.choices)
    approval = serializers.IntegerField(source="approval_id", allow_null=True)
    decided_by = ReferenceField(allow_null=True)
    decided_at = InstantField(allow_null=True)
    changed_at = InstantField()


class OverrunInput(Input):
    """What was found and how much more it takes."""

    task = VisibleField(Task.objects.all())
    minutes = serializers.IntegerField()
    cause = serializers.ChoiceField(choices=Overrun.Cause.choices)
    explanation = serializers.CharField(max_length=4000)
    client_text = serializers.CharField(max_length=300, allow_blank=True, required=False)
    new_deadline_at = InstantField(required=False, allow_null=True)


class CauseInput(Input):
    """What it comes from."""

    cause = serializers.ChoiceField(choices=Overrun.Cause.choices)


class OverrunViewSet(ReadOnlyResource):
    """Overruns of visible tasks, the newest first."""

    scope = "tasks"
    serializer_class = OverrunSerializer
    input_class = OverrunInput
    filterset_class = OverrunFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Overrun]:
        seen = Overrun.objects.visible_to(self.viewer).select_related("reported_by", "decided_by")
        return seen.annotate(ticket_number=F("task__ticket__number"))

    @extend_schema(request=OverrunInput, responses={201: OverrunSerializer})
    def create(self, request: Request) -> Response:
        """Report a difficulty of one's own task while it is in work."""
        data: dict[str, Any] = self.read(OverrunInput)
        return self.answer(report_overrun(**data, **self.who), status=201)

    @verb(CauseInput, OverrunSerializer)
    def decide(self, request: Request, pk: str) -> Response:
        """Say as the manager what it comes from: internal is never billed, the others are asked of the client."""
        return self.answer(decide_overrun(overrun=self.get_object(), **self.read(CauseInput), **self.who))

    @verb(WordsInput, OverrunSerializer, path="ask-client")
    def ask_client(self, request: Request, pk: str) -> Response:
        """Put this decided overrun before the client, in a question of its own."""
        overrun, words = self.get_object(), self.read(WordsInput).get("words", "")
        ask_client(ticket=overrun.task.ticket, estimates=[], overruns=[overrun], words=words, **self.who)
        return self.answer(overrun)
