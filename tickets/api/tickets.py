"""Tickets: listed, read, opened, and changed by their verbs."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.viewsets import Answer, ReadOnlyResource
from tickets.actions.receiving import Letter, Place, receive_from_stranger, receive_message
from tickets.api.cover_verbs import TicketCovering
from tickets.api.inputs import TicketInput
from tickets.api.joining_verbs import TicketJoining
from tickets.api.ticket_shape import TicketSerializer, shown_tickets
from tickets.api.verbs import TicketHandling, TicketWriting
from tickets.filters import TicketFilter
from tickets.models import Channel, Message, Priority, Ticket


class TicketViewSet(TicketWriting, TicketHandling, TicketJoining, TicketCovering, ReadOnlyResource):
    """Tickets, the newest first."""

    scope = "tickets"
    serializer_class = TicketSerializer
    input_class = TicketInput
    filterset_class = TicketFilter
    lookup_field = "number"
    orderings = ("-number", "number", "-last_message_at", "last_message_at")

    def rows(self) -> QuerySet[Ticket]:
        return shown_tickets(self.viewer)

    @extend_schema(request=TicketInput, responses={201: TicketSerializer})
    def create(self, request: Request) -> Response:
        """Open a ticket with a client's message."""
        message = self.open_with_letter(self.read(TicketInput))
        return self.answer(message.ticket, status=201)

    def open_with_letter(self, data: Answer) -> Message:
        """Runs the action for a contact, or for an address that may be unknown."""
        letter = Letter(body=data["body"], subject=data.get("subject", ""), files=self.stored(data))
        priority = data.get("priority", Priority.NORMAL)
        place = Place(project=data.get("project"), department=data.get("department"), priority=priority)
        if "requester" in data:
            contact = data["requester"]
            return receive_message(contact=contact, letter=letter, channel=Channel.API, place=place, **self.who)
        name, address = data.get("requester_name", ""), data["requester_address"]
        return receive_from_stranger(
            name=name, address=address, letter=letter, channel=Channel.API, place=place, **self.who
        )
