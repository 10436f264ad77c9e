"""Tasks: listed, read, split off, changed by their manager, and moved by their verbs (W1, W4)."""

from typing import Any

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api import verbs
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import Answer, DeskViewSet, KeptResource
from tickets.actions.tasks.changing import change_task
from tickets.actions.tasks.creating import create_task
from tickets.actions.tasks.moving import decline_task, move_task, offer_task
from tickets.actions.tasks.wishes import take_as_new_task, take_as_rework
from tickets.api.task_inputs import (
    AskInput,
    DeclineInput,
    ExplainInput,
    OfferInput,
    ReturnInput,
    TaskChangeInput,
    TaskInput,
    TicketTaskInput,
    WishedTaskInput,
    WordInput,
    spec_of,
)
from tickets.api.task_shape import TaskSerializer, shown_tasks, verb_of
from tickets.domain.tasks import TaskEvent
from tickets.filters import TaskFilter
from tickets.models import Task, Ticket


def moving(event: TaskEvent, takes: type[Input], words: str) -> Any:
    """The verb of one event of the transition table."""

    def move(self: Any, request: Request, pk: str) -> Response:
        task, said = self.get_object(), self.read(takes)
        return self.answer(move_task(task=task, event=event, **said, **self.who))

    move.__name__ = f"do_{event.value}"
    move.__doc__ = words
    return verbs.verb(takes, TaskSerializer, path=verb_of(event))(move)


class TaskViewSet(KeptResource):
    """Tasks, the newest first."""

    scope = "tasks"
    serializer_class = TaskSerializer
    input_class = TaskInput
    change_class = TaskChangeInput
    filterset_class = TaskFilter
    orderings = ("-id", "id", "rank", "-rank")

    do_accept = moving(TaskEvent.ACCEPT, NothingInput, "The specialist takes the task.")
    do_ask = moving(TaskEvent.ASK, AskInput, "The specialist asks the manager.")
    do_explain = moving(TaskEvent.EXPLAIN, ExplainInput, "The manager answers the question.")
    do_start = moving(TaskEvent.START, NothingInput, "The specialist begins.")
    do_submit = moving(TaskEvent.SUBMIT, WordInput, "The specialist has done it.")
    do_check = moving(TaskEvent.CHECK, WordInput, "The manager accepts the result; nobody their own.")
    do_return = moving(TaskEvent.RETURN, ReturnInput, "The manager returns the result with a reason.")
    do_hand_over = moving(TaskEvent.HAND_OVER, NothingInput, "The result goes to the client; the last one resolves.")
    do_confirm = moving(TaskEvent.CONFIRM, NothingInput, "The client has confirmed the result.")
    do_ask_changes = moving(TaskEvent.ASK_CHANGES, AskInput, "The client wants changes inside the scope.")
    do_cancel = moving(TaskEvent.CANCEL, WordInput, "The manager calls the task off.")

    def rows(self) -> QuerySet[Task]:
        return shown_tasks(self.viewer)

    def make(self, data: Answer) -> Model:
        return create_task(ticket=data["ticket"], spec=spec_of(data), item=data.get("item"), **self.who)

    def change(self, row: Any, data: Answer) -> Model:
        return change_task(task=row, new=data, **self.who)

    @verbs.verb(DeclineInput, TaskSerializer)
    def decline(self, request: Request, pk: str) -> Response:
        """The specialist lays the task down."""
        task, data = self.get_object(), self.read(DeclineInput)
        return self.answer(decline_task(task=task, **data, **self.who))

    @verbs.verb(OfferInput, TaskSerializer)
    def offer(self, request: Request, pk: str) -> Response:
        """The manager offers the task to somebody."""
        task, data = self.get_object(), self.read(OfferInput)
        to, text = data["assignee"], data.get("text", "")
        return self.answer(offer_task(task=task, to=to, text=text, **self.who))

    @verbs.verb(NothingInput, TaskSerializer, path="take-as-rework")
    def take_as_rework(self, request: Request, pk: str) -> Response:
        """The client's wish for changes is inside the scope: back to the specialist."""
        return self.answer(take_as_rework(task=self.get_object(), **self.who))

    @verbs.verb(WishedTaskInput, TaskSerializer, path="take-as-new-task")
    def take_as_new_task(self, request: Request, pk: str) -> Response:
        """The client's wish is outside the scope: the task is confirmed, and the answer is the new one."""
        task, spec = self.get_object(), spec_of(self.read(WishedTaskInput))
        return self.answer(take_as_new_task(task=task, spec=spec, **self.who))


class TicketTaskViewSet(ListModelMixin, DeskViewSet):
    """The tasks of one ticket, in the order in which they were split off."""

    scope = "tasks"
    serializer_class = TaskSerializer
    filterset_class = TaskFilter
    orderings = ("id", "-id")

    def rows(self) -> QuerySet[Task]:
        return shown_tasks(self.viewer).filter(ticket=self.ticket())

    def ticket(self) -> Ticket:
        """404 when the caller may not see it; none while the schema is drawn."""
        if getattr(self, "swagger_fake_view", False):
            return Ticket(pk=0)
        return get_object_or_404(Ticket.objects.visible_to(self.viewer).only("pk"), number=self.kwargs["number"])

    @extend_schema(request=TicketTaskInput, responses={201: TaskSerializer})
    def create(self, request: Request, number: str) -> Response:
        """Split a task off the ticket; with `item` a question of one of its letters is delegated to it."""
        ticket, data = self.ticket(), self.read(TicketTaskInput)
        return self.answer(
            create_task(ticket=ticket, spec=spec_of(data), item=data.get("item"), **self.who), status=201
        )
