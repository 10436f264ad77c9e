"""How a ticket looks from outside."""

from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField, ReferenceSerializer
from support_desk.shared.viewer import Viewer
from tickets.api.allowed import allowed_actions
from tickets.models import Channel, CoverSpan, Follower, Priority, Task, Ticket, TicketStatus
from tickets.queries.answerers import Covering, cover_of_ticket, covering_from
from tickets.queries.ticket_merged import merged_times, minutes_on

PRIORITY_NAMES = {priority.name.lower(): priority for priority in Priority}


class PriorityField(serializers.ChoiceField):
    """A priority by its name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(name, priority.label) for name, priority in PRIORITY_NAMES.items()], **kwargs)

    def to_internal_value(self, data: Any) -> Any:
        return PRIORITY_NAMES[super().to_internal_value(data)]

    def to_representation(self, value: Any) -> str:
        return Priority(value).name.lower()


class RequesterSerializer(serializers.Serializer[Ticket]):
    """Who asked. `id` is the contact's; null for a stranger."""

    id = serializers.IntegerField(source="requester_id", allow_null=True)
    name = serializers.CharField(source="requester_name")
    address = serializers.CharField(source="requester_address")


class MergedSerializer(serializers.Serializer[Ticket]):
    """A ticket that was merged into this one, with the minutes that were logged on it."""

    number = serializers.IntegerField()
    logged_minutes = serializers.IntegerField()


class CoverSerializer(serializers.Serializer[Any]):
    """Who answers now in whose place, and by which rule (L4)."""

    employee = serializers.SerializerMethodField()
    instead_of = serializers.SerializerMethodField()
    level = serializers.ChoiceField(choices=CoverSpan.Level.choices)

    @extend_schema_field(ReferenceSerializer)
    def get_employee(self, covering: Covering) -> dict[str, Any]:
        return {"id": covering.cover_id, "name": covering.cover}

    @extend_schema_field(ReferenceSerializer)
    def get_instead_of(self, covering: Covering) -> dict[str, Any]:
        return {"id": covering.covered_id, "name": covering.covered}


class TicketSerializer(serializers.Serializer[Ticket]):
    """A client's matter. `waiting_since`: the earliest client message that nothing public has followed (T5).

    `next_due_at`: when the nearest promise falls due, or fell due; `next_due_kind` says which, "" for none (S2).
    `logged_minutes`: all the time that you see of it, with that on the tickets in `merged`.
    """

    number = serializers.IntegerField()
    subject = serializers.CharField()
    status = serializers.ChoiceField(choices=TicketStatus.choices)
    priority = PriorityField()
    channel = serializers.ChoiceField(choices=Channel.choices)
    client = ReferenceField(allow_null=True)
    project = ReferenceField(allow_null=True)
    requester = RequesterSerializer(source="*")
    department = ReferenceField()
    assignee = ReferenceField(allow_null=True)
    covered_by = serializers.SerializerMethodField()
    tags = serializers.ListField(child=serializers.CharField())
    is_lead = serializers.BooleanField()
    is_automatic = serializers.BooleanField()
    flag = serializers.CharField()
    is_followed = serializers.BooleanField()
    linked_to = serializers.IntegerField(source="linked_number", allow_null=True)
    message_count = serializers.IntegerField()
    item_count = serializers.IntegerField()
    answered_item_count = serializers.IntegerField()
    settled_item_count = serializers.IntegerField()
    logged_minutes = serializers.SerializerMethodField()
    merged = MergedSerializer(many=True, source="merged_times")
    merged_into = serializers.IntegerField(source="merged_number", allow_null=True)
    snoozed_until = InstantField(allow_null=True)
    waiting_since = InstantField(allow_null=True)
    promised_until = InstantField(allow_null=True)
    next_due_at = InstantField(allow_null=True)
    next_due_kind = serializers.CharField()
    created_at = InstantField()
    last_message_at = InstantField()
    resolved_at = InstantField(allow_null=True)
    closes_at = InstantField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    changed_at = InstantField()
    allowed_actions = serializers.SerializerMethodField()

    def get_logged_minutes(self, ticket: Any) -> int:
        own: int = ticket.own_minutes
        return own + sum(row["logged_minutes"] for row in ticket.merged_times)

    @extend_schema_field(CoverSerializer(allow_null=True))
    def get_covered_by(self, ticket: Ticket) -> Any:
        covering = covering_from(ticket.covering)  # type: ignore[attr-defined] # annotated
        return CoverSerializer(covering).data if covering else None

    def get_allowed_actions(self, ticket: Ticket) -> list[str]:
        viewer: Viewer = self.context["request"].viewer
        return allowed_actions(viewer, ticket, is_followed=ticket.is_followed)  # type: ignore[attr-defined] # annotated


def shown_tickets(viewer: Viewer) -> QuerySet[Ticket]:
    """The viewer's tickets with all that the serializer shows, in one statement."""
    followed = Follower.objects.filter(ticket=OuterRef("pk"), employee_id=viewer.employee_id or 0)
    own_tasks = Task.objects.filter(ticket=OuterRef("pk"), assignee_id=viewer.employee_id or 0)
    return (
        Ticket.objects.visible_to(viewer)
        .select_related("client", "project", "department", "assignee")
        .defer("search", "client__tone_notes")
        .annotate(
            is_followed=Exists(followed),
            has_own_task=Exists(own_tasks),
            covering=cover_of_ticket(viewer.at),
            linked_number=F("linked_to__number"),
            merged_number=F("merged_into__number"),
            own_minutes=minutes_on(viewer, ticket=OuterRef("pk")),
            merged_times=merged_times(viewer),
        )
    )
