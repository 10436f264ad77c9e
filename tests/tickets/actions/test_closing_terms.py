"""How long silence lasts and how late a letter opens a ticket again: by calendar, and by rules of the department."""

from datetime import UTC, date, datetime, timedelta

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories import a_calendar, a_message, a_policy, a_ticket, contact_viewer, moscow, viewer
from tickets.actions.catalogue import create_work_policy
from tickets.actions.moving import move_ticket
from tickets.actions.receiving import Letter, receive_further_message
from tickets.actions.silence import close_silent_tickets
from tickets.domain.statuses import Event
from tickets.models import Channel, Ticket, WorkPolicy

pytestmark = pytest.mark.django_db
# In 2026 the eve of the new year is a day off; in 2027 work begins again on Monday, the eleventh.
REST = [date(2026, 12, 31), *(date(2027, 1, day) for day in range(1, 9))]
HANDED_OVER = moscow(15, day=date(2026, 12, 30))
DAY = timedelta(days=1)


def handed_over(ticket: Ticket, at: datetime = HANDED_OVER) -> Ticket:
    a_message(ticket, "out", at=at - DAY)
    by = viewer(ticket.assignee, at)
    return move_ticket(ticket=ticket, event=Event.RESOLVE, by=by, at=at)


def test_the_holidays_of_the_tickets_calendar_are_no_silence() -> None:
    calendar = a_calendar(holidays=REST)
    ticket = a_ticket(sla_policy=a_policy(calendar=calendar), calendar=calendar)
    handed_over(ticket)
    ticket.refresh_from_db()
    assert ticket.closes_at == moscow(15, day=date(2027, 1, 15))
    assert close_silent_tickets(at=moscow(15, day=date(2027, 1, 6))) == 0
    assert close_silent_tickets(at=ticket.closes_at) == 1


def test_without_a_calendar_of_its_own_the_departments_counts_and_without_any_weekdays() -> None:
    ticket, plain = a_ticket(), a_ticket()
    ticket.department.calendar = a_calendar(holidays=REST)
    ticket.department.save()
    assert handed_over(ticket).closes_at == moscow(15, day=date(2027, 1, 15))
    assert handed_over(plain).closes_at == moscow(15, day=date(2027, 1, 6))


def test_the_department_says_how_many_days() -> None:
    ticket = a_ticket()
    by, at = Viewer.system(HANDED_OVER), HANDED_OVER
    create_work_policy(department=ticket.department, starts_on=at.date(), by=by, at=at, silent_days=2, reopen_days=3)
    assert handed_over(ticket).closes_at == moscow(15, day=date(2027, 1, 1))
    other = a_ticket()
    assert handed_over(other).closes_at == moscow(15, day=date(2027, 1, 6))


@pytest.mark.parametrize(
    ("days", "late", "is_reopened"), [(None, 0, True), (None, 1, False), (3, 0, True), (3, 1, False)]
)
def test_a_letter_opens_a_ticket_within_the_days_of_the_department(
    days: int | None, late: int, is_reopened: bool
) -> None:
    closed_at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    ticket = a_ticket(status="closed", closed_at=closed_at)
    if days:
        WorkPolicy.objects.create(department=ticket.department, starts_on=date(2026, 10, 1), reopen_days=days)
    at = closed_at + timedelta(days=days or 14, seconds=late)
    contact = ticket.requester
    assert contact
    message = receive_further_message(
        ticket=ticket, contact=contact, letter=Letter("Again"), channel=Channel.PORTAL,
        by=contact_viewer(contact, at), at=at,
    )  # fmt: skip
    assert (message.ticket_id == ticket.pk) is is_reopened
