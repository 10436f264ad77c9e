"""The verbs of a ticket: each calls one action (T4, T5, T7)."""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.actions.store_file import store_uploads
from support_desk.shared.api import verbs
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import DeskViewSet
from support_desk.shared.models import StoredFile
from tickets.actions.handling import assign, follow, place_ticket, set_priority, set_tags
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.actions.notes import add_note, log_call
from tickets.actions.receiving import Letter, receive_further_message
from tickets.actions.replying import reply
from tickets.api.allowed import verb_of
from tickets.api.inputs import (
    AssignInput,
    CallInput,
    NoteInput,
    PlaceInput,
    PriorityInput,
    ReceiveInput,
    ReplyInput,
    TagsInput,
    logged_work,
    reply_options,
)
from tickets.api.message_shape import MessageSerializer, shown_messages
from tickets.api.ticket_shape import TicketSerializer
from tickets.domain.statuses import Event
from tickets.models import Channel, Message


def verb(takes: type[Input], gives: Any = TicketSerializer, status: int = 200, path: str = "") -> Callable[[Any], Any]:
    """`POST tickets/{number}/<verb>/`, which shows the ticket afterwards unless it gives something else."""
    return verbs.verb(takes, gives, status, path)


def moving(event: Event) -> Any:
    """The verb of one event of the transition table."""

    def move(self: Any, request: Request, number: str) -> Response:
        self.read(NothingInput)
        return self.answer(move_ticket(ticket=self.get_object(), event=event, **self.who))

    move.__name__ = event.value
    move.__doc__ = f"The event “{event.value}” of the transition table."
    return verb(NothingInput, path=verb_of(event))(move)


class TicketWriting(DeskViewSet):
    """Verbs that add a message; each answers with it."""

    @verb(ReplyInput, MessageSerializer, 201)
    def reply(self, request: Request, number: str) -> Response:
        """Answer the client by mail; it leaves after the seconds in which it can be taken back."""
        ticket, data = self.get_object(), self.read(ReplyInput)
        files, options = self.stored(data), reply_options(data)
        return self.message(reply(ticket=ticket, body=data["body"], files=files, options=options, **self.who))

    @verb(NoteInput, MessageSerializer, 201)
    def note(self, request: Request, number: str) -> Response:
        """Write an internal note."""
        ticket, data = self.get_object(), self.read(NoteInput)
        files, work = self.stored(data), logged_work(data.get("work"))
        return self.message(add_note(ticket=ticket, body=data["body"], files=files, work=work, **self.who))

    @verb(CallInput, MessageSerializer, 201)
    def call(self, request: Request, number: str) -> Response:
        """Write down a phone call."""
        ticket, data = self.get_object(), self.read(CallInput)
        facts = {"body": data["body"], "is_outgoing": data["is_outgoing"], "work": logged_work(data.get("work"))}
        return self.message(log_call(ticket=ticket, **facts, **self.who))

    @verb(ReceiveInput, MessageSerializer, 201)
    def receive(self, request: Request, number: str) -> Response:
        """Add a message that a contact wrote elsewhere."""
        ticket, data = self.get_object(), self.read(ReceiveInput)
        letter = Letter(body=data["body"], files=self.stored(data))
        contact = data["requester"]
        made = receive_further_message(ticket=ticket, contact=contact, letter=letter, channel=Channel.API, **self.who)
        return self.message(made)

    def stored(self, data: dict[str, Any]) -> list[StoredFile]:
        """The uploaded files of the request, kept in the transaction of the action they go with."""
        uploads = data.get("attachments", [])
        return store_uploads(uploads=uploads, at=self.who["at"], user_id=self.viewer.user_id)

    def message(self, message: Message) -> Response:
        """The new message, as the messages' own resource shows it."""
        row = shown_messages(self.viewer).filter(pk=message.pk).first()
        if row is None:
            return Response(status=204)
        return Response(MessageSerializer(row, context=self.get_serializer_context()).data, status=201)


class TicketHandling(DeskViewSet):
    """Verbs that change the ticket itself; each answers with it."""

    start = moving(Event.START)
    ask_client = moving(Event.ASK_CLIENT)
    ask_specialist = moving(Event.ASK_SPECIALIST)
    resolve = moving(Event.RESOLVE)
    close = moving(Event.CLOSE)
    reopen = moving(Event.REOPEN)

    @verb(AssignInput)
    def assign(self, request: Request, number: str) -> Response:
        """Hand the ticket to somebody, or to nobody."""
        ticket, data = self.get_object(), self.read(AssignInput)
        return self.answer(assign(ticket=ticket, to=data["assignee"], **self.who))

    @verb(PriorityInput)
    def priority(self, request: Request, number: str) -> Response:
        """Set the priority."""
        return self.answer(set_priority(ticket=self.get_object(), **self.read(PriorityInput), **self.who))

    @verb(TagsInput)
    def tags(self, request: Request, number: str) -> Response:
        """Replace the tags."""
        return self.answer(set_tags(ticket=self.get_object(), **self.read(TagsInput), **self.who))

    @verb(PlaceInput)
    def place(self, request: Request, number: str) -> Response:
        """Give a lead or a flagged ticket its project and contact."""
        ticket, data = self.get_object(), self.read(PlaceInput)
        requester = data.get("requester")
        return self.answer(place_ticket(ticket=ticket, project=data["project"], requester=requester, **self.who))

    @verb(NothingInput, path="no-answer-needed")
    def no_answer_needed(self, request: Request, number: str) -> Response:
        """Say that what the client wrote needs no answer."""
        self.read(NothingInput)
        return self.answer(no_answer_needed(ticket=self.get_object(), **self.who))

    @verb(NothingInput)
    def follow(self, request: Request, number: str) -> Response:
        """Hear of the ticket."""
        return self.set_following(True)

    @verb(NothingInput)
    def unfollow(self, request: Request, number: str) -> Response:
        """Hear of it no longer."""
        return self.set_following(False)

    def set_following(self, is_following: bool) -> Response:
        self.read(NothingInput)
        ticket = self.get_object()
        follow(ticket=ticket, is_following=is_following, **self.who)
        return self.answer(ticket)
