"""Tasks, estimates, approvals and overruns, items of letters."""

from typing import Any

from tests.factories.conversation import a_message, a_ticket
from tests.factories.people import NOW, an_employee, serial
from tickets.models import Approval, Estimate, LetterItem, Message, Overrun, Task, Ticket
from workload.models import Skill


def a_skill(name: str = "") -> Skill:
    return Skill.objects.create(name=name or f"Skill {next(serial)}")


def a_task(ticket: Ticket | None = None, **over: Any) -> Task:
    """An accepted task of a specialist of the ticket's department, managed by the ticket's assignee."""
    ticket = ticket or a_ticket()
    assignee = over.pop("assignee", None) or an_employee("specialist", department=ticket.department)
    fields = {
        "title": f"Task {next(serial)}",
        "formulation": "Do what was asked.",
        "acceptance_criteria": "It works.",
        "manager": ticket.assignee,
        "status": "accepted",
        "created_at": NOW,
    }
    return Task.objects.create(ticket=ticket, assignee=assignee, **{**fields, **over})


def an_estimate(task: Task | None = None, minutes: int = 120, **over: Any) -> Estimate:
    """An estimate of its assignee with the manager, without a risk."""
    task = task or a_task()
    fields = {
        "author": task.assignee,
        "state": "manager",
        "method": "risk",
        "likely_minutes": minutes,
        "risk_percent": 0,
        "minutes": minutes,
        "client_text": f"Work {next(serial)}",
        "created_at": NOW,
    }
    return Estimate.objects.create(task=task, **{**fields, **over})


def an_approval(ticket: Ticket | None = None, minutes: int = 120, **over: Any) -> Approval:
    """A question to the client that waits for an answer."""
    ticket = ticket or a_ticket()
    return Approval.objects.create(
        ticket=ticket, **{"minutes": minutes, "asked_at": NOW, "asked_by": ticket.assignee, **over}
    )


def an_approved_task(ticket: Ticket | None = None, minutes: int = 120, **over: Any) -> Task:
    """A task whose estimate the requester has approved."""
    task = a_task(ticket, agreed_minutes=minutes, **over)
    contact = task.ticket.requester
    approval = an_approval(task.ticket, minutes, state="approved", decided_at=NOW, contact=contact)
    an_estimate(task, minutes, state="approved", approval=approval, finished_at=NOW)
    return task


def an_overrun(task: Task | None = None, minutes: int = 30, **over: Any) -> Overrun:
    """A difficulty that the client has caused, with the manager."""
    task = task or an_approved_task()
    fields = {"reported_by": task.assignee, "reported_at": NOW, "cause": "client", "explanation": "More was found."}
    return Overrun.objects.create(task=task, minutes=minutes, **{**fields, **over})


def an_item(message: Message | None = None, **over: Any) -> LetterItem:
    """The next question of an inbound message; the ticket's figures follow."""
    message = message or a_message()
    ticket, position = message.ticket, message.items.count() + 1
    item = LetterItem.objects.create(
        message=message, ticket=ticket, **{"position": position, "text": f"Question {next(serial)}?", **over}
    )
    ticket.item_count += 1
    ticket.answered_item_count += item.state == "answered"
    ticket.settled_item_count += item.state in ("promised", "answered")
    ticket.save()
    return item
