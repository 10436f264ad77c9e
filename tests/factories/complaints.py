"""Complaints of clients, and messages that may be some."""

from typing import Any

from disputes.models import Complaint, ComplaintSuggestion
from tests.factories.conversation import a_message
from tests.factories.people import NOW, an_employee
from tickets.models import Message
from workload.models import Employee


def a_complaint(message: Message | None = None, *, by: Employee | None = None, **over: Any) -> Complaint:
    """An open one about a message (a new one when none is given), concerning who answers for its ticket and the head
    of its department; flagged by an operator there unless `by` says another."""
    message = message or a_message()
    ticket = message.ticket
    manager, head = ticket.assignee, ticket.department.head
    fields: dict[str, Any] = {
        "ticket": ticket,
        "client": ticket.client,
        "project": ticket.project,
        "department": ticket.department,
        "source": Complaint.Source.MESSAGE,
        "happened_on": message.created_at.date(),
        "manager": manager,
        "head": None if head == manager else head,
        "flagged_at": NOW,
        **over,
    }
    by = by or an_employee("operator", department=ticket.department)
    return Complaint.objects.create(message=message, flagged_by=by, **fields)


def a_suggestion(message: Message | None = None, *words: str, **over: Any) -> ComplaintSuggestion:
    """ "This may be a complaint", not settled."""
    message = message or a_message()
    fields = {"words": list(words) or ["complaint"], "found_at": NOW, **over}
    return ComplaintSuggestion.objects.create(message=message, **fields)
