"""How a dispute looks from outside."""

from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from disputes.models import Dispute, DisputeState, DisputeTerm, Evidence, Posting
from disputes.permissions import events_for
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket


class EvidenceSerializer(serializers.Serializer[Evidence]):
    """A file of the claim or of the explanation; `url` answers to the same token."""

    id = serializers.UUIDField(source="file_id")
    name = serializers.CharField(source="file.name")
    content_type = serializers.CharField(source="file.content_type")
    size = serializers.IntegerField(source="file.size")
    sha256 = serializers.CharField(source="file.sha256")
    by = ReferenceField()
    at = InstantField()
    url = serializers.SerializerMethodField()

    @extend_schema_field(serializers.URLField)
    def get_url(self, evidence: Evidence) -> str:
        address = f"/api/v1/disputes/{evidence.dispute_id}/evidence/{evidence.file_id}/"
        return str(self.context["request"].build_absolute_uri(address))


class PostedSerializer(serializers.Serializer[Posting]):
    """One side of what the dispute moved; `mirrors`: the posting that this one takes back."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    points = serializers.IntegerField()
    cause = serializers.ChoiceField(Posting.Cause.choices)
    month = DayField()
    posted_at = InstantField()
    mirrors = serializers.IntegerField(source="mirrors_id", allow_null=True)


class DisputeSerializer(serializers.Serializer[Dispute]):
    """A claim that a colleague broke a regulation. `respond_by`: the first instant that is too late, null once
    answered; `counted_days`, `absent_days`: how it came about, in `timezone`. `ticket`, `message`: null as well where
    the caller does not see them. `allowed_events`: what the caller may do now; a verdict is given by `decide`."""

    id = serializers.IntegerField()
    title = serializers.CharField()
    claim = serializers.CharField()
    state = serializers.ChoiceField(DisputeState.choices)
    initiator = ReferenceField()
    respondent = ReferenceField()
    arbiter = ReferenceField(allow_null=True)
    department = ReferenceField()
    regulation = serializers.CharField(source="version.regulation.code")
    regulation_version = serializers.IntegerField(source="version.number")
    clause = serializers.CharField(source="clause.number", allow_null=True, default=None)
    happened_at = InstantField()
    ticket = serializers.IntegerField(source="seen_ticket", allow_null=True)
    message = serializers.IntegerField(source="seen_message", allow_null=True)
    opened_at = InstantField()
    timezone = serializers.CharField()
    respond_by = InstantField(allow_null=True)
    counted_days = serializers.ListField(child=serializers.DateField())
    absent_days = serializers.ListField(child=serializers.DateField())
    answered_at = InstantField(allow_null=True)
    explanation = serializers.CharField()
    arbiter_asked_at = InstantField(allow_null=True)
    reasons = serializers.CharField()
    decided_by = ReferenceField(allow_null=True)
    decided_at = InstantField(allow_null=True)
    evidence = EvidenceSerializer(many=True)
    postings = PostedSerializer(many=True)
    changed_at = InstantField()
    allowed_events = serializers.SerializerMethodField()

    def get_allowed_events(self, dispute: Dispute) -> list[str]:
        viewer: Viewer = self.context["request"].viewer
        return [event.value for event in events_for(dispute, viewer, viewer.at)]


def shown_disputes(viewer: Viewer) -> QuerySet[Dispute]:
    """The viewer's disputes with all that the serializer shows: three statements a page."""
    last: Any = DisputeTerm.objects.filter(dispute=OuterRef("pk")).order_by("-id")
    tickets = Ticket.objects.visible_to(viewer).filter(pk=OuterRef("ticket_id"))
    messages = Message.objects.visible_to(viewer).filter(pk=OuterRef("message_id"))
    joined = ("initiator", "respondent", "arbiter", "department", "version__regulation", "clause", "decided_by")
    return (
        Dispute.objects.visible_to(viewer)
        .select_related(*joined)
        .prefetch_related(
            Prefetch("evidence", Evidence.objects.select_related("file", "by").order_by("id")),
            Prefetch("postings", Posting.objects.select_related("employee").order_by("id")),
        )
        .annotate(
            counted_days=Subquery(last.values("counted_days")[:1]),
            absent_days=Subquery(last.values("absent_days")[:1]),
            seen_ticket=Subquery(tickets.values("number")[:1]),
            seen_message=Subquery(messages.values("pk")[:1]),
        )
    )
