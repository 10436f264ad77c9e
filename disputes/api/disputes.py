"""Disputes: listed, read, opened, and moved by their verbs (D1–D9)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.answering import accept_dispute, contest_dispute, withdraw_dispute
from disputes.actions.deciding import decide_dispute
from disputes.actions.opening import open_dispute
from disputes.api.dispute_shape import DisputeSerializer, shown_disputes
from disputes.domain.workflow import DisputeState as Rule
from disputes.filters.disputes import DisputeFilter
from disputes.models import Dispute, Regulation
from disputes.queries.new_dispute import rules_binding
from disputes.queries.verdict_cards import VERDICTS
from support_desk.shared.api import verbs
from support_desk.shared.api.fields import DayField, InstantField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.errors import Refused
from support_desk.shared.views.downloads import stored_answer
from tickets.models import Message, Ticket
from workload.models import Employee

LONGEST_TEXT = 20_000
FILE_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"


def files_field() -> serializers.ListField:
    """Files of a multipart form, each as `attachments`."""
    return serializers.ListField(child=serializers.FileField(allow_empty_file=True), required=False)


class DisputeInput(Input):
    """Whom, which regulation by its code, which of its clauses by its number (left out: the rule as a whole), what
    happened and when. `ticket` by number."""

    respondent = VisibleField(Employee.objects.all())
    regulation = serializers.CharField(max_length=20)
    clause = serializers.CharField(max_length=20, required=False, allow_null=True)
    happened_at = InstantField()
    title = serializers.CharField(max_length=200)
    claim = serializers.CharField(max_length=LONGEST_TEXT)
    ticket = VisibleField(Ticket.objects.all(), lookup="number", required=False, allow_null=True)
    message = VisibleField(Message.objects.all(), required=False, allow_null=True)
    attachments = files_field()


class ContestInput(Input):
    """Why the claim does not hold; the initiator and the arbiter read it."""

    explanation = serializers.CharField(max_length=LONGEST_TEXT)
    attachments = files_field()


class DecideInput(Input):
    """One of four verdicts with its reasons; both sides read them. For `both_right` and `both_wrong`: who mends the
    rule and until when, its owner and the policy's days where they are left out."""

    verdict = serializers.ChoiceField([verdict.value for verdict in VERDICTS])
    reasons = serializers.CharField(max_length=LONGEST_TEXT)
    revision_owner = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    revision_due_on = DayField(required=False, allow_null=True)


class DisputeViewSet(ReadOnlyResource):
    """Disputes in which the caller takes part, the newest first."""

    scope = "disputes"
    serializer_class = DisputeSerializer
    filterset_class = DisputeFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Dispute]:
        return shown_disputes(self.viewer)

    @extend_schema(request=DisputeInput, responses={201: DisputeSerializer})
    def create(self, request: Request) -> Response:
        """Open a dispute. 422 `not_acknowledged`: the respondent had not read the rule before the event; 422 `no_rule`:
        no version was in force then."""
        data = self.read(DisputeInput)
        cited = self.cited(data)
        uploads = data.pop("attachments", [])
        return self.answer(open_dispute(**data, **cited, uploads=uploads, **self.who), status=201)

    @verbs.verb(NothingInput, DisputeSerializer)
    def accept(self, request: Request, pk: str) -> Response:
        """The respondent accepts."""
        return self.moved(accept_dispute, NothingInput)

    @verbs.verb(ContestInput, DisputeSerializer)
    def contest(self, request: Request, pk: str) -> Response:
        """The respondent contests, with an explanation: the stake doubles and the arbiter decides."""
        return self.moved(contest_dispute, ContestInput)

    @verbs.verb(NothingInput, DisputeSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        """The initiator takes it back while nobody has answered."""
        return self.moved(withdraw_dispute, NothingInput)

    @verbs.verb(DecideInput, DisputeSerializer)
    def decide(self, request: Request, pk: str) -> Response:
        """The arbiter gives a verdict."""
        dispute, data = self.get_object(), self.read(DecideInput)
        verdict = Rule(data.pop("verdict"))
        return self.answer(decide_dispute(dispute=dispute, verdict=verdict, **data, **self.who))

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"], url_path=f"evidence/(?P<file_id>{FILE_ID})", url_name="evidence")
    def evidence(self, request: Request, pk: str, file_id: str) -> HttpResponseBase:
        """A file of the dispute, as a download."""
        found = get_object_or_404(self.get_object().evidence.select_related("file"), file_id=UUID(file_id))
        try:
            return stored_answer(found.file)
        except FileNotFoundError:
            raise Http404 from None

    def cited(self, data: dict[str, Any]) -> dict[str, Any]:
        """The rule by its code, and the clause of the version that was in force where the event happened."""
        code, number = data.pop("regulation"), data.pop("clause", None)
        happened_at, respondent = data["happened_at"], data["respondent"]
        regulation = Regulation.objects.visible_to(self.viewer).filter(code=code).first()
        if regulation is None:
            raise Refused(_("There is no such regulation."), field="regulation")
        if number is None:
            return {"regulation": regulation, "clause": None}
        rules = rules_binding(respondent, happened_at, self.viewer)
        clauses = (each for rule in rules if rule.regulation_id == regulation.pk for each in rule.clauses)
        clause = next((each for each in clauses if each.number == number), None)
        if clause is None:
            raise Refused(_("This clause is not in the version that was in force on that day."), field="clause")
        return {"regulation": regulation, "clause": clause}

    def moved(self, deed: Callable[..., Any], takes: type[Input]) -> Response:
        """One verb: what it takes, done to the dispute of the address."""
        dispute, data = self.get_object(), self.read(takes)
        if "attachments" in data:
            data["uploads"] = data.pop("attachments")
        return self.answer(deed(dispute=dispute, **data, **self.who))
