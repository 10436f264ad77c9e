"""Estimates over the API: handed in by who does the task, confirmed, returned, put before the client (W2)."""

from typing import Any

from django.db.models import F, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.actions.agreeing import Figures, ask_client, confirm_estimate, estimate_task, return_estimate
from tickets.filters import EstimateFilter
from tickets.models import Estimate, Task


class EstimateSerializer(serializers.Serializer[Estimate]):
    """An estimate in whole minutes. `state`: with whom it is, or what became of it; `minutes` is what the method gives:
    (optimistic + 4 likely + pessimistic) ÷ 6, or the likely time with its risk, rounded up to five minutes."""

    id = serializers.IntegerField()
    task = serializers.IntegerField(source="task_id")
    ticket = serializers.IntegerField(source="ticket_number")
    author = ReferenceField()
    state = serializers.ChoiceField(choices=Estimate.State.choices)
    method = serializers.ChoiceField(choices=Estimate.Method.choices)
    optimistic_minutes = serializers.IntegerField(allow_null=True)
    likely_minutes = serializers.IntegerField()
    pessimistic_minutes = serializers.IntegerField(allow_null=True)
    risk_percent = serializers.IntegerField(allow_null=True)
    minutes = serializers.IntegerField()
    client_text = serializers.CharField()
    note = serializers.CharField()
    comment = serializers.CharField()
    approval = serializers.IntegerField(source="approval_id", allow_null=True)
    mentor_at = InstantField(allow_null=True)
    manager_at = InstantField(allow_null=True)
    created_at = InstantField()
    finished_at = InstantField(allow_null=True)
    changed_at = InstantField()


class EstimateInput(Input):
    """Three points, or the likely time with a risk in percent."""

    task = VisibleField(Task.objects.all())
    likely_minutes = serializers.IntegerField()
    optimistic_minutes = serializers.IntegerField(required=False, allow_null=True)
    pessimistic_minutes = serializers.IntegerField(required=False, allow_null=True)
    risk_percent = serializers.IntegerField(required=False, allow_null=True)
    client_text = serializers.CharField(max_length=300, allow_blank=True, required=False)
    note = serializers.CharField(max_length=4000, allow_blank=True, required=False)


class ReasonInput(Input):
    """Why it goes back."""

    reason = serializers.CharField(max_length=4000)


class WordsInput(Input):
    """What stands above the sums in the letter to the client."""

    words = serializers.CharField(max_length=4000, allow_blank=True, required=False)


class EstimateViewSet(ReadOnlyResource):
    """Estimates of visible tasks, the newest first."""

    scope = "tasks"
    serializer_class = EstimateSerializer
    input_class = EstimateInput
    filterset_class = EstimateFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Estimate]:
        seen = Estimate.objects.visible_to(self.viewer).select_related("author")
        return seen.annotate(ticket_number=F("task__ticket__number"))

    @extend_schema(request=EstimateInput, responses={201: EstimateSerializer})
    def create(self, request: Request) -> Response:
        """Hand in an estimate of one's own task; it supersedes the one on its way."""
        data: dict[str, Any] = self.read(EstimateInput)
        task = data.pop("task")
        return self.answer(estimate_task(task=task, figures=Figures(**data), **self.who), status=201)

    @verb(NothingInput, EstimateSerializer)
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm as the mentor or as the manager, whoever is next."""
        self.read(NothingInput)
        return self.answer(confirm_estimate(estimate=self.get_object(), **self.who))

    @verb(ReasonInput, EstimateSerializer, path="return")
    def send_back(self, request: Request, pk: str) -> Response:
        """Return it to its author with a reason."""
        return self.answer(return_estimate(estimate=self.get_object(), **self.read(ReasonInput), **self.who))

    @verb(WordsInput, EstimateSerializer, path="ask-client")
    def ask_client(self, request: Request, pk: str) -> Response:
        """Put this confirmed estimate before the client, in a question of its own."""
        estimate, words = self.get_object(), self.read(WordsInput).get("words", "")
        ticket = estimate.task.ticket
        ask_client(ticket=ticket, estimates=[estimate], overruns=[], words=words, **self.who)
        return self.answer(estimate)
