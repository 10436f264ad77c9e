"""Tickets, their messages and files."""

from datetime import datetime, timedelta
from typing import Any

from support_desk.shared.actions.store_file import store_file
from support_desk.shared.models import StoredFile
from tests.factories.clients import a_contact, a_project
from tests.factories.people import NOW, a_department, serial
from tickets.actions.owed import recount_waiting
from tickets.models import Channel, Message, MessageAttachment, Project, Ticket
from workload.models import Department

OPENED = NOW - timedelta(hours=1)


def a_ticket(project: Project | None = None, **over: Any) -> Ticket:
    """A new ticket of `project` (of a new one when none is given) with a requester, assigned to the project's owner."""
    project = project or a_project()
    requester = over.pop("requester", None) or a_contact(project.client)
    at = over.pop("created_at", OPENED)
    fields = {
        "subject": f"Matter {next(serial)}",
        "client": project.client,
        "project": project,
        "requester": requester,
        "requester_name": requester.name,
        "requester_address": requester.emails.values_list("email", flat=True).first() or "",
        "department": project.department,
        "assignee": project.owner,
        "channel": Channel.EMAIL,
        "created_at": at,
        "last_message_at": at,
    }
    return _numbered(Ticket(**{**fields, **over}))


def a_lead(department: Department | None = None, **over: Any) -> Ticket:
    """A ticket from an unknown address, nobody's yet (T3)."""
    fields = {
        "subject": f"Inquiry {next(serial)}",
        "requester_name": "A stranger",
        "requester_address": f"stranger{next(serial)}@unknown.test",
        "department": department or a_department(),
        "channel": Channel.EMAIL,
        "is_lead": True,
        "created_at": OPENED,
        "last_message_at": OPENED,
    }
    return _numbered(Ticket(**{**fields, **over}))


def _numbered(ticket: Ticket) -> Ticket:
    """Saved, with the number that the database gave it."""
    ticket.save()
    ticket.refresh_from_db(fields=["number"])
    return ticket


def a_message(ticket: Ticket | None = None, direction: str = "in", at: datetime = NOW, **over: Any) -> Message:
    """A message `in`, `out` or `internal` at `at`. The ticket's counters and `waiting_since` follow, its status not."""
    ticket = ticket or a_ticket()
    fields = {
        "channel": Channel.DESK if direction == "internal" else Channel.EMAIL,
        "author": None if direction == "in" else ticket.assignee,
        "contact": ticket.requester if direction == "in" else None,
        "author_name": ticket.requester_name if direction == "in" else str(ticket.assignee or "Somebody"),
        "author_address": ticket.requester_address if direction == "in" else "",
        "body_text": f"Text {next(serial)}",
        "mail_id": "" if direction == "internal" else f"<{next(serial)}@mail.test>",
    }
    message = Message.objects.create(ticket=ticket, direction=direction, created_at=at, **{**fields, **over})
    ticket.message_count += 1
    ticket.last_message_at = max(ticket.last_message_at, at)
    ticket.waiting_since = recount_waiting(ticket)
    if direction != "internal":
        ticket.preview = message.body_text[:200]
    ticket.save()
    return message


def a_file(content: bytes = b"some bytes", name: str = "file.txt", content_type: str = "text/plain") -> StoredFile:
    return store_file(content=content, name=name, content_type=content_type, at=NOW)


def an_attachment(message: Message | None = None, content: bytes = b"some bytes", **over: Any) -> MessageAttachment:
    """A file of `message`; `name` and `content_type` may be given."""
    names = {key: over.pop(key) for key in ("name", "content_type") if key in over}
    return MessageAttachment.objects.create(message=message or a_message(), file=a_file(content, **names), **over)
