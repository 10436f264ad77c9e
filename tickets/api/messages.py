"""Messages: all that the caller may see, or those of one ticket."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.inputs import NothingInput
from support_desk.shared.api.viewsets import DeskViewSet, ReadOnlyResource
from tickets.actions.taking_back import take_back_reply
from tickets.api.message_shape import MessageSerializer, shown_messages
from tickets.filters import MessageFilter
from tickets.models import Message, Ticket


class MessageViewSet(ReadOnlyResource):
    """Messages of all visible tickets, the newest first."""

    scope = "tickets"
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Message]:
        return shown_messages(self.viewer)

    @extend_schema(request=NothingInput, responses=MessageSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """Take one's own reply back while it has not left."""
        self.read(NothingInput)
        return self.answer(take_back_reply(message=self.get_object(), **self.who))


class TicketMessageViewSet(ListModelMixin, DeskViewSet):
    """The conversation of one ticket, in its order."""

    scope = "tickets"
    serializer_class = MessageSerializer
    filterset_class = MessageFilter
    orderings = ("created_at", "-created_at")

    def rows(self) -> QuerySet[Message]:
        if getattr(self, "swagger_fake_view", False):
            return Message.objects.none()
        tickets = Ticket.objects.visible_to(self.viewer).only("pk")
        ticket = get_object_or_404(tickets, number=self.kwargs["number"])
        return shown_messages(self.viewer).filter(ticket_id=ticket.pk)
