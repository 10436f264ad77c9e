"""Telling who follows a ticket that something was written in it (T7)."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import IntegerField, Value

from support_desk.shared.models import User
from support_desk.shared.notices import Note, notify, withdraw
from support_desk.shared.viewer import Viewer
from tickets.models import Channel, Follower, Message, Ticket
from tickets.notifications.tools import FOLLOWED, ticket_facts, ticket_path
from workload.queries.presence import Presence, presence_of
from workload.queries.viewers import viewers_of_employees


def tell_followers(
    ticket: Ticket, message: Message, *, by: Viewer, at: datetime, besides: Collection[int] = ()
) -> None:
    """One notice a follower who may still see the locked ticket, in their working hours: of what the client wrote, of
    our public answers once they can no longer be taken back, of notes. Never to the author; `besides`: employees who
    are told of it otherwise. No statement while nobody follows, at most five however many do."""
    if not has_followers(ticket):
        return
    followers = Follower.objects.filter(ticket=ticket).exclude(employee__in=[by.employee_id or 0, *besides])
    readers = who_sees(ticket, viewers_of_employees(followers.values("employee"), at))
    presence = presence_of([employee_id for employee_id, _viewer in readers], at)
    earliest = at + timedelta(seconds=settings.REPLY_UNDO_SECONDS if can_be_taken_back(message) else 0)
    facts = {**ticket_facts(ticket), "by": message.author_name, "what": message.direction}
    facts["text"] = message.body_text[:200]
    notify(
        [
            Note(
                user_id=viewer.user_id or 0,
                kind=FOLLOWED,
                key=key_of(message),
                facts=facts,
                url=ticket_path(ticket),
                deliver_at=max(earliest, back_at(presence[employee_id], at)),
                department_id=ticket.department_id,
            )
            for employee_id, viewer in readers
        ],
        at=at,
    )


def has_followers(ticket: Ticket) -> bool:
    """As it was read when the ticket was locked; nobody follows what has just been opened."""
    return getattr(ticket, "has_followers", False)


def who_sees(ticket: Ticket, viewers: Mapping[int, Viewer]) -> list[tuple[int, Viewer]]:
    """Those of the viewers, by employee, to whom the ticket is visible (P2). One statement for all."""
    if not viewers:
        return []
    asked = [
        Ticket.objects.visible_to(viewer)
        .filter(pk=ticket.pk)
        .annotate(reader=Value(employee_id, IntegerField()))
        .order_by()
        .values_list("reader", flat=True)
        for employee_id, viewer in viewers.items()
    ]
    seeing = set(asked[0].union(*asked[1:], all=True))
    return [(employee_id, viewer) for employee_id, viewer in viewers.items() if employee_id in seeing]


def forget_telling(ticket: Ticket, message: Message) -> None:
    """What was taken back was never written: nobody is told of it. One statement, none while nobody follows."""
    if has_followers(ticket):
        withdraw(key_of(message), users=User.objects.filter(employee__followed__ticket=ticket))


def back_at(person: Presence, at: datetime) -> datetime:
    """From when on somebody reads what can wait: now, else once they are back, as far as is known."""
    return at if person.is_here else person.until or at


def can_be_taken_back(message: Message) -> bool:
    """Whether its author has some seconds left to undo it."""
    is_ours = message.direction == Message.Direction.OUTBOUND and message.author_id is not None
    return is_ours and message.channel == Channel.EMAIL


def key_of(message: Message) -> str:
    return f"follow:{message.pk}"
