"""What the verbs of a ticket take."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from support_desk.shared.api.fields import DayField, InstantField, VisibleField
from support_desk.shared.api.inputs import Input
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.logging_time import LoggedWork
from tickets.actions.replying import ReplyOptions
from tickets.api.allowed import verb_of
from tickets.api.references import operation_field
from tickets.api.ticket_shape import PriorityField
from tickets.domain.statuses import Event
from tickets.models import Contact, Message, Project, Task, Ticket
from workload.models import Department, Employee

LONGEST_BODY = 200_000
AFTER_REPLY = {verb_of(e): e for e in (Event.START, Event.ASK_CLIENT, Event.ASK_SPECIALIST, Event.RESOLVE, Event.CLOSE)}
KEEP = "keep"


def body_field() -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST_BODY, trim_whitespace=False)


def files_field() -> serializers.ListField:
    """Files of a multipart form, each as `attachments`."""
    return serializers.ListField(child=serializers.FileField(allow_empty_file=True), required=False)


def item_keys() -> serializers.ListField:
    """Ids of the questions of a letter."""
    return serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=50, required=False)


class WorkInput(Input):
    """What was done, to be logged with the message."""

    operation = operation_field()
    minutes = serializers.IntegerField()
    quantity = serializers.DecimalField(max_digits=8, decimal_places=2, default=Decimal(1))
    worked_on = DayField(required=False, allow_null=True)
    client_text = serializers.CharField(max_length=300, allow_blank=True, required=False)
    task = VisibleField(Task.objects.all(), required=False, allow_null=True)


def logged_work(data: dict[str, Any] | None) -> LoggedWork | None:
    """The work as the action takes it."""
    if data is None:
        return None
    return LoggedWork(
        operation=data["operation"],
        actual_minutes=data["minutes"],
        quantity=data["quantity"],
        worked_on=data.get("worked_on"),
        client_text=data.get("client_text", ""),
        task=data.get("task"),
    )


class TicketInput(Input):
    """A client's message that opens a ticket: from a contact, or from an address that may be unknown."""

    subject = serializers.CharField(max_length=300, allow_blank=True, required=False)
    body = body_field()
    requester = VisibleField(Contact.objects.all(), required=False)
    requester_address = serializers.EmailField(max_length=254, required=False)
    requester_name = serializers.CharField(max_length=150, allow_blank=True, required=False)
    project = VisibleField(Project.objects.select_related("client", "owner", "department"), required=False)
    department = VisibleField(Department.objects.all(), required=False)
    priority = PriorityField(required=False)
    attachments = files_field()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("requester" in attrs) == ("requester_address" in attrs):
            message = _("Say who asks: either “requester” or “requester_address”.")
            raise serializers.ValidationError({"requester": message})
        return attrs


class ReceiveInput(Input):
    """A further message of a contact."""

    requester = VisibleField(Contact.objects.all())
    body = body_field()
    attachments = files_field()


class ReplyInput(Input):
    """An answer to the client. `then`: what becomes of the status, "keep" leaves it alone. With a promise the work
    is ours, and "ask-client" leaves the ticket open. `answers`, `promises`: ids of the items that it settles.
    """

    body = body_field()
    then = serializers.ChoiceField(choices=[*AFTER_REPLY, KEEP], default=verb_of(Event.ASK_CLIENT))
    promised_until = InstantField(required=False, allow_null=True)
    cc = serializers.ListField(child=serializers.EmailField(max_length=254), max_length=20, required=False)
    answers = item_keys()
    promises = item_keys()
    work = WorkInput(required=False, allow_null=True)
    attachments = files_field()


def reply_options(data: dict[str, Any]) -> ReplyOptions:
    """What goes with the text, as the action takes it."""
    return ReplyOptions(
        then=AFTER_REPLY.get(data["then"]),
        promised_until=data.get("promised_until"),
        work=logged_work(data.get("work")),
        cc=tuple(data.get("cc", ())),
        items=ItemsOfReply(frozenset(data.get("answers", ())), frozenset(data.get("promises", ()))),
    )


class NoteInput(Input):
    """A note that no client sees."""

    body = body_field()
    work = WorkInput(required=False, allow_null=True)
    attachments = files_field()


class CallInput(Input):
    """A phone call; `is_outgoing`: we called."""

    body = body_field()
    is_outgoing = serializers.BooleanField()
    work = WorkInput(required=False, allow_null=True)


class AssignInput(Input):
    """Whose the ticket becomes; null: nobody's."""

    assignee = VisibleField(Employee.objects.all(), allow_null=True)


class PriorityInput(Input):
    """How urgent it is."""

    priority = PriorityField()


class TagsInput(Input):
    """All the tags it is to have."""

    tags = serializers.ListField(child=serializers.CharField(max_length=100, allow_blank=True), max_length=50)


class OtherTicketInput(Input):
    """The number of another ticket."""

    number = VisibleField(Ticket.objects.all(), lookup="number")


class SplitInput(Input):
    """The messages that get a ticket of their own, by id, and what it is called."""

    messages = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=500)
    subject = serializers.CharField(max_length=300)


class SnoozeInput(Input):
    """Until when the ticket is out of the queue."""

    until = InstantField()


class ItemsInput(Input):
    """The questions of a letter, in their order."""

    message = VisibleField(Message.objects.select_related("ticket"))
    texts = serializers.ListField(child=serializers.CharField(max_length=4_000), max_length=50)


class PlaceInput(Input):
    """The project, and the contact, that a lead or a flagged ticket belongs to."""

    project = VisibleField(Project.objects.select_related("client", "owner", "department"))
    requester = VisibleField(Contact.objects.all(), required=False, allow_null=True)
