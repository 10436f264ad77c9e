"""The open matters of a client, each with all that is under way in it (C1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString

from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import FINISHED
from tickets.models import Approval, Client, Ticket, TicketStatus
from tickets.queries.answerers import Covering, cover_of_ticket, covering_from
from tickets.queries.client_list import readable_tickets
from tickets.queries.ticket_items import item_boxes
from tickets.queries.ticket_tasks import TicketTask, tasks_part, ticket_tasks

MOST_MATTERS = 50


@dataclass(frozen=True, slots=True)
class Question:
    """What the client has been asked to agree to and has not answered yet."""

    minutes: int
    beyond_amount: Decimal
    asked_at: datetime
    asked_by: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A ticket with its unfinished tasks, its items as "7/10" and what waits for the client's agreement.

    `waits`: whose move it is: "client" for our answer, we for "us" or for a "specialist", "nobody". `covering`: who
    answers now when it is not the normal one.
    """

    ticket: Ticket
    waits: str
    items: SafeString
    tasks: list[TicketTask]
    questions: list[Question]
    covering: Covering | None

    @property
    def answerer(self) -> str:
        """Whom a client is told when they ask; "" when it is nobody."""
        if self.covering:
            return self.covering.cover
        return self.ticket.assignee.name if self.ticket.assignee else ""


def open_matters(viewer: Viewer, client: Client) -> list[Matter]:
    """Tickets that are not closed, longest wait first. One statement."""
    found = readable_tickets(viewer).live().filter(client=client).select_related("project", "assignee")
    whole = found.annotate(
        task_facts=ArraySubquery(tasks_part().exclude(status__in=FINISHED)),
        question_facts=ArraySubquery(pending_questions()),
        cover_facts=cover_of_ticket(viewer.at),
    )
    ordered = whole.order_by(F("waiting_since").asc(nulls_last=True), "-last_message_at")
    return [matter_of(ticket, viewer) for ticket in ordered.defer("search")[:MOST_MATTERS]]


def pending_questions() -> QuerySet[Approval, Any]:
    """One JSON object a question of the outer ticket."""
    asked = Approval.objects.pending().filter(ticket=OuterRef("pk")).order_by("asked_at", "pk")
    facts = JSONObject(minutes="minutes", beyond_amount="beyond_amount", asked_at="asked_at", asked_by="asked_by__name")
    return asked.values(facts=facts)


def matter_of(ticket: Any, viewer: Viewer) -> Matter:
    """`ticket` as `open_matters` has read it."""
    return Matter(
        ticket=ticket,
        waits=who_waits(ticket),
        items=item_boxes(
            total=ticket.item_count, answered=ticket.answered_item_count, settled=ticket.settled_item_count
        ),
        tasks=ticket_tasks(ticket.task_facts, viewer),
        questions=[question_from(each) for each in ticket.question_facts],
        covering=covering_from(ticket.cover_facts),
    )


def question_from(facts: Mapping[str, Any]) -> Question:
    return Question(
        minutes=facts["minutes"],
        beyond_amount=Decimal(str(facts["beyond_amount"])),
        asked_at=datetime.fromisoformat(facts["asked_at"]),
        asked_by=facts["asked_by"],
    )


def who_waits(ticket: Ticket) -> str:
    """ "client", "specialist" or "us": whose move it is."""
    if ticket.waiting_since:
        return "client"
    by_status = {
        TicketStatus.WAITING_CLIENT: "us",
        TicketStatus.RESOLVED: "us",
        TicketStatus.WAITING_SPECIALIST: "specialist",
    }
    return by_status.get(TicketStatus(ticket.status), "nobody")
