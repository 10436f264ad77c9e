"""Verbs that tie tickets together, take them apart, or put one out of sight (T6, T7)."""

from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.inputs import NothingInput
from support_desk.shared.api.viewsets import DeskViewSet
from tickets.actions.items.marking import mark_items
from tickets.actions.joining.linking import link_tickets, unlink_tickets
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.splitting import split_ticket
from tickets.actions.joining.undoing_merge import standing_merge, undo_merge
from tickets.actions.snoozing import snooze, wake
from tickets.api.inputs import ItemsInput, OtherTicketInput, SnoozeInput, SplitInput
from tickets.api.verbs import verb


class TicketJoining(DeskViewSet):
    """Each answers with the ticket that goes on."""

    @verb(OtherTicketInput)
    def merge(self, request: Request, number: str) -> Response:
        """Let the ticket go on in another one of the same client, which is the answer."""
        ticket, data = self.get_object(), self.read(OtherTicketInput)
        return self.answer(merge_tickets(ticket=ticket, into=data["number"], **self.who))

    @verb(NothingInput)
    def unmerge(self, request: Request, number: str) -> Response:
        """Undo the merge by which the ticket went on in another one; the ticket itself is the answer."""
        self.read(NothingInput)
        return self.answer(undo_merge(merge=standing_merge(self.get_object()), **self.who))

    @verb(SplitInput, status=201)
    def split(self, request: Request, number: str) -> Response:
        """Give some messages a ticket of their own, which is the answer."""
        ticket, data = self.get_object(), self.read(SplitInput)
        return self.answer(split_ticket(ticket=ticket, **data, **self.who), status=201)

    @verb(OtherTicketInput)
    def link(self, request: Request, number: str) -> Response:
        """Tie the ticket to another one."""
        ticket, data = self.get_object(), self.read(OtherTicketInput)
        link_tickets(ticket=ticket, other=data["number"], **self.who)
        return self.answer(ticket)

    @verb(OtherTicketInput)
    def unlink(self, request: Request, number: str) -> Response:
        """Take the tie to another ticket away."""
        ticket, data = self.get_object(), self.read(OtherTicketInput)
        unlink_tickets(ticket=ticket, other=data["number"], **self.who)
        return self.answer(ticket)

    @verb(SnoozeInput)
    def snooze(self, request: Request, number: str) -> Response:
        """Put the ticket out of the queue until a time."""
        return self.answer(snooze(ticket=self.get_object(), **self.read(SnoozeInput), **self.who))

    @verb(NothingInput)
    def wake(self, request: Request, number: str) -> Response:
        """Bring a snoozed ticket back."""
        self.read(NothingInput)
        return self.answer(wake(ticket=self.get_object(), **self.who))

    @verb(ItemsInput)
    def items(self, request: Request, number: str) -> Response:
        """Mark the questions of a letter of this ticket; those worked on must be among them."""
        ticket, data = self.get_object(), self.read(ItemsInput)
        mark_items(message=data["message"], texts=data["texts"], within=ticket, **self.who)
        return self.answer(ticket)
