"""What tickets tell of somebody's absence: what already happened in it, and who worked instead (L2, L6)."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW, a_message, a_ticket, a_time_entry, an_employee, moscow
from tickets.models import Clock
from workload import work_sources
from workload.work_sources import CoverTime

pytestmark = pytest.mark.django_db
DAY = NOW.date()
WHOLE = {"starts_at": moscow(0, day=DAY), "ends_at": moscow(0, day=DAY + timedelta(days=1))}


def told(employee, span=WHOLE):
    return work_sources.consequences(employee_id=employee.pk, **span)


def test_time_messages_and_broken_promises_are_told_in_numbers():
    ticket = a_ticket(subject="zqsecret")
    person = ticket.assignee
    a_time_entry(ticket, worked_on=DAY, actual_minutes=65)
    a_time_entry(ticket, worked_on=DAY - timedelta(days=1))
    a_message(ticket, "out", NOW, author=person)
    Clock.objects.create(
        ticket=ticket,
        kind="promise",
        promised_for=NOW - timedelta(hours=1),
        state="met",
        started_at=NOW - timedelta(hours=3),
        finished_at=NOW,
        breached_at=NOW - timedelta(hours=1),
        answerer=person,
    )
    assert told(person) == [
        "1 h 05 min were logged in that time.",
        "1 message was sent to clients.",
        "1 promise to a client was broken and counts for the person.",
    ]
    assert told(an_employee("manager")) == []


def test_of_hours_only_what_was_written_down_in_them_counts():
    ticket = a_ticket()
    a_time_entry(ticket, worked_on=DAY, created_at=moscow(11, day=DAY))
    hours = {"starts_at": moscow(10, day=DAY), "ends_at": moscow(12, day=DAY)}
    assert told(ticket.assignee, hours) == ["20 min were logged in that time."]
    assert told(ticket.assignee, {"starts_at": moscow(12, day=DAY), "ends_at": moscow(14, day=DAY)}) == []


def test_cover_time_is_told_by_person_and_day():
    ticket, cover = a_ticket(), an_employee("manager")
    away = ticket.assignee
    for minutes in (20, 30):
        a_time_entry(ticket, cover, worked_on=date(2026, 11, 10), covered_for=away, actual_minutes=minutes)
    a_time_entry(ticket, cover, worked_on=date(2026, 12, 1), covered_for=away)
    first, last = date(2026, 11, 1), date(2026, 11, 30)
    found = work_sources.cover_time(covered_ids=[away.pk], first=first, last=last)
    assert found == [CoverTime(cover.pk, away.pk, date(2026, 11, 10), 50, 30)]
