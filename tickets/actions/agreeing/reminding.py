"""Telling whoever asked the client that no answer came: once a question, after two working days (W2)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from support_desk.shared.notices import Note, notify
from tickets.domain.silence import after_working_days
from tickets.models import Approval

SILENT_WORKING_DAYS = 2
SHORTEST = timedelta(days=SILENT_WORKING_DAYS)
# What was told long ago is not looked at every time.
LONGEST = timedelta(days=14)


def tell_unanswered(*, at: datetime) -> int:
    """How many people were told; safe to run at once with itself. One statement while nothing waits that long."""
    waiting = Approval.objects.pending().filter(asked_at__range=(at - LONGEST, at - SHORTEST))
    found = waiting.select_related("ticket__department", "ticket__assignee", "asked_by")
    notes = [note for approval in found if is_silent(approval, at) for note in notes_for(approval, at=at)]
    return notify(notes, at=at)


def is_silent(approval: Approval, at: datetime) -> bool:
    """Two working days of the department have gone by."""
    timezone = approval.ticket.department.timezone
    return after_working_days(approval.asked_at, SILENT_WORKING_DAYS, timezone) <= at


def notes_for(approval: Approval, *, at: datetime) -> Iterator[Note]:
    """To whoever asked, and to whose ticket it is."""
    ticket = approval.ticket
    people = {person.user_id for person in (approval.asked_by, ticket.assignee) if person is not None}
    facts = {"task": ticket.subject, "number": ticket.number, "minutes": approval.minutes}
    for user_id in sorted(people):
        yield Note(
            user_id=user_id,
            kind="approval.unanswered",
            key=f"approval.unanswered:{approval.pk}",
            facts=facts,
            url=reverse("ticket-ask", args=[ticket.number]),
            deliver_at=at,
            department_id=ticket.department_id,
        )
