"""Revisions of rules, and errors without a rule (D2, D6)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.mending.closing import keep_rule, mend_revision
from disputes.actions.mending.deciding import close_gap
from disputes.actions.mending.gaps import report_gap
from disputes.filters.regulations import GapFilter, RevisionFilter
from disputes.models import Regulation, RegulationGap, RegulationVersion, RevisionRequest
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.models import Message, Ticket
from workload.models import Employee


class RevisionSerializer(serializers.Serializer[RevisionRequest]):
    """A rule to be mended by `owner` until `due_on`; `asked_by` null: a verdict did; `version`: the id of what mended
    it."""

    id = serializers.IntegerField()
    regulation = serializers.IntegerField(source="regulation_id")
    code = serializers.CharField(source="regulation.code")
    owner = ReferenceField()
    what = serializers.CharField(source="said")
    due_on = DayField()
    asked_by = ReferenceField(source="named_asker", allow_null=True)
    asked_at = InstantField()
    state = serializers.CharField()
    version = serializers.IntegerField(source="version_id", allow_null=True)
    answer = serializers.CharField()
    closed_by = ReferenceField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    changed_at = InstantField()


class RevisionInput(Input):
    """What is unclear; left out, the owner mends it and the policy says by when."""

    what = serializers.CharField(max_length=2_000)
    due_on = DayField(required=False, allow_null=True)
    owner = VisibleField(Employee.objects.all(), required=False)


class MendInput(Input):
    """The version that mends the rule."""

    version = VisibleField(RegulationVersion.objects.all())


class AnswerInput(Input):
    """Why it stays as it is."""

    answer = serializers.CharField(max_length=500)


class RevisionViewSet(ReadOnlyResource):
    """Revisions of rules."""

    scope = "disputes"
    serializer_class = RevisionSerializer
    filterset_class = RevisionFilter
    orderings = ("due_on", "-due_on", "id", "-id")

    def rows(self) -> QuerySet[RevisionRequest]:
        rows = RevisionRequest.objects.visible_to(self.viewer).worded()
        return rows.select_related("regulation", "owner", "asked_by", "closed_by")

    @extend_schema(request=MendInput, responses={200: RevisionSerializer})
    @action(detail=True, methods=["post"])
    def mend(self, request: Request, pk: str) -> Response:
        """The rule is mended by a version."""
        revision = self.get_object()
        return self.answer(mend_revision(revision=revision, **self.read(MendInput), **self.who))

    @extend_schema(request=AnswerInput, responses={200: RevisionSerializer})
    @action(detail=True, methods=["post"])
    def keep(self, request: Request, pk: str) -> Response:
        """The rule stays as it is."""
        revision = self.get_object()
        return self.answer(keep_rule(revision=revision, **self.read(AnswerInput), **self.who))


class GapSerializer(serializers.Serializer[RegulationGap]):
    """An error without a rule. `ticket` and `message` by their ids."""

    id = serializers.IntegerField()
    department = ReferenceField()
    reported_by = ReferenceField()
    reported_at = InstantField()
    happened_on = DayField()
    what = serializers.CharField()
    ticket = serializers.IntegerField(source="ticket_id", allow_null=True)
    message = serializers.IntegerField(source="message_id", allow_null=True)
    state = serializers.CharField()
    regulation = serializers.IntegerField(source="regulation_id", allow_null=True)
    answer = serializers.CharField()
    closed_by = ReferenceField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    changed_at = InstantField()


class GapInput(Input):
    """What happened; `ticket` by its number, or the id of a `message`."""

    happened_on = DayField()
    what = serializers.CharField(max_length=2_000)
    ticket = VisibleField(Ticket.objects.all(), lookup="number", required=False)
    message = VisibleField(Message.objects.all(), required=False)


class CloseGapInput(Input):
    """The rule that was written, or why none is needed."""

    regulation = VisibleField(Regulation.objects.all(), required=False, allow_null=True)
    answer = serializers.CharField(max_length=500, allow_blank=True, required=False)


class GapViewSet(ReadOnlyResource):
    """Errors that no rule describes."""

    scope = "disputes"
    serializer_class = GapSerializer
    filterset_class = GapFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[RegulationGap]:
        rows = RegulationGap.objects.visible_to(self.viewer)
        return rows.select_related("department", "reported_by", "closed_by")

    @extend_schema(request=GapInput, responses={201: GapSerializer})
    def create(self, request: Request) -> Response:
        """Report one."""
        return self.answer(report_gap(**self.read(GapInput), **self.who), status=201)

    @extend_schema(request=CloseGapInput, responses={200: GapSerializer})
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        """Decide on it."""
        gap = self.get_object()
        data = {"regulation": None, **self.read(CloseGapInput)}
        return self.answer(close_gap(gap=gap, **data, **self.who))
