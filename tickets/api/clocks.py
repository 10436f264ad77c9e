"""The clocks of a ticket: what was promised, until when, and what became of it (S2, S3)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.mixins import ListModelMixin

from support_desk.shared.api.fields import InstantField, ReferenceField
from support_desk.shared.api.viewsets import DeskViewSet
from tickets.models import Clock, ClockPause, ClockStep, Ticket


class PauseSerializer(serializers.Serializer[Any]):
    """Time that did not count; it lasts while `ends_at` is null."""

    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField(allow_null=True)


class StepSerializer(serializers.Serializer[Any]):
    """A step that was taken: "warn", "breach" or the role that was told. `at`: when it was due."""

    step = serializers.CharField()
    at = serializers.DateTimeField()


class ClockSerializer(serializers.Serializer[Clock]):
    """A promise. `due_at` is null unless it runs; `breached_at` is the due time that was missed.

    `target_minutes` counts working time of the calendar; a promised answer has `promised_for` instead. An approval is
    of the `estimate` or `overrun` that waits to be confirmed and put before the client.
    """

    id = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Clock.Kind.choices)
    state = serializers.ChoiceField(choices=Clock.State.choices)
    message = serializers.IntegerField(source="message_id", allow_null=True)
    estimate = serializers.IntegerField(source="estimate_id", allow_null=True)
    overrun = serializers.IntegerField(source="overrun_id", allow_null=True)
    policy = ReferenceField(allow_null=True)
    calendar = ReferenceField(allow_null=True)
    target_minutes = serializers.IntegerField(allow_null=True)
    promised_for = InstantField(allow_null=True)
    started_at = InstantField()
    due_at = InstantField(allow_null=True)
    breached_at = InstantField(allow_null=True)
    finished_at = InstantField(allow_null=True)
    end_reason = serializers.CharField()
    answerer = ReferenceField(allow_null=True)
    pauses = PauseSerializer(many=True, source="pause_list")
    steps = StepSerializer(many=True, source="step_list")


class TicketClockViewSet(ListModelMixin, DeskViewSet):
    """The clocks of one ticket, in the order in which they began."""

    scope = "tickets"
    serializer_class = ClockSerializer
    orderings = ("id", "-id")
    change_columns = None

    def rows(self) -> QuerySet[Clock]:
        if getattr(self, "swagger_fake_view", False):
            return Clock.objects.none()
        tickets = Ticket.objects.visible_to(self.viewer).only("pk")
        ticket = get_object_or_404(tickets, number=self.kwargs["number"])
        pauses = ClockPause.objects.filter(clock=OuterRef("pk")).order_by("starts_at")
        steps = ClockStep.objects.filter(clock=OuterRef("pk")).order_by("position")
        return (
            Clock.objects.visible_to(self.viewer)
            .filter(ticket_id=ticket.pk)
            .select_related("policy", "calendar", "answerer")
            .annotate(
                pause_list=ArraySubquery(pauses.values(found=JSONObject(starts_at="starts_at", ends_at="ends_at"))),
                step_list=ArraySubquery(steps.values(found=JSONObject(step="step", at="at"))),
            )
        )
