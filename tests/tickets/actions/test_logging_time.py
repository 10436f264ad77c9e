"""Time: figures that can be true, closed months, reversals, the timer (W5–W7)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings

from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, a_ticket, a_time_entry, an_employee, an_operation, viewer
from tickets.actions.logging_day import DayLine, LineRefused, log_again, log_day
from tickets.actions.logging_time import (
    LoggedWork,
    log_time,
    reverse_time,
    start_timer,
    stop_timer,
    terms_of,
    today_among,
)
from tickets.models import Ticket, TimeEntry
from workload.models import Employment

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 18)


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket()


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


def log(ticket: Ticket, by: Viewer, **over: Any) -> TimeEntry:
    work = {"operation": None, "actual_minutes": 20, **over}
    work["operation"] = work["operation"] or an_operation(15)
    return log_time(ticket=ticket, work=LoggedWork(**work), by=by, at=NOW)


def test_an_entry_keeps_the_norm_of_its_day(ticket: Ticket, owner: Viewer) -> None:
    entry = log(ticket, owner, quantity=Decimal("2.5"), worked_on=date(2026, 11, 2), client_text="x" * 400)
    assert (entry.norm_minutes, entry.actual_minutes, entry.billable_minutes) == (38, 20, 20)
    assert (entry.department, len(entry.client_text)) == (ticket.department, 300)
    assert log(ticket, owner, operation=an_operation(None)).norm_minutes == 0


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"actual_minutes": 0}, "minutes"),
        ({"actual_minutes": 1441}, "minutes"),
        ({"quantity": Decimal(0)}, "quantity"),
        ({"quantity": Decimal("1000.01")}, "quantity"),
        ({"worked_on": TODAY + timedelta(days=1)}, "worked_on"),
        ({"worked_on": date(2026, 1, 11)}, "worked_on"),
    ],
)
def test_what_cannot_be_true_is_refused(ticket: Ticket, owner: Viewer, over: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        log(ticket, owner, **over)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "over", [{"actual_minutes": 1}, {"actual_minutes": 1440}, {"quantity": Decimal(1000)}, {"worked_on": TODAY}]
)
def test_what_just_can_be_true_is_logged(ticket: Ticket, owner: Viewer, over: dict[str, Any]) -> None:
    assert log(ticket, owner, **over).pk


def test_operations_of_others_and_of_the_past_are_refused(ticket: Ticket, owner: Viewer) -> None:
    for operation in (an_operation(is_active=False), an_operation(department=a_department())):
        with pytest.raises(Refused) as refused:
            log(ticket, owner, operation=operation)
        assert refused.value.field == "operation"
    assert log(ticket, owner, operation=an_operation(department=ticket.department)).pk


def test_today_is_where_the_person_works(ticket: Ticket) -> None:
    ticket.assignee.timezone = "Asia/Kamchatka"
    ticket.assignee.save()
    late = datetime(2026, 11, 18, 13, 0, tzinfo=UTC)
    work = LoggedWork(an_operation(), 20)
    entry = log_time(ticket=ticket, work=work, by=viewer(ticket.assignee, late), at=late)
    assert entry.worked_on == date(2026, 11, 19)


def test_today_is_of_the_persons_department_and_not_of_the_tickets(ticket: Ticket) -> None:
    """02:00 on Tuesday in Vladivostok is Monday, 19:00, in Moscow (P1)."""
    worker = an_employee("head", department=a_department(timezone="Asia/Vladivostok"))
    ticket.assignee = worker
    ticket.save()
    night = datetime(2026, 11, 16, 16, 0, tzinfo=UTC)
    tuesday = date(2026, 11, 17)
    by = viewer(worker, night)
    by_default = log_time(ticket=ticket, work=LoggedWork(an_operation(), 20), by=by, at=night)
    chosen = log_time(ticket=ticket, work=LoggedWork(an_operation(), 20, worked_on=tuesday), by=by, at=night)
    assert (by_default.worked_on, chosen.worked_on) == (tuesday, tuesday)
    PeriodLock.objects.create(department_id=by_default.department_id, month=date(2026, 11, 1), closed_at=NOW)
    evening = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)
    mirror = reverse_time(entry=chosen, by=viewer(worker, evening), at=evening)
    assert mirror.worked_on == date(2026, 12, 1)


def test_a_mover_counts_by_the_new_department_and_one_without_a_department_by_the_desk(ticket: Ticket) -> None:
    """From its own midnight on; somebody who is nowhere is not asked for a zone that nobody has."""
    mover = an_employee(department=ticket.department)
    first = Employment.objects.get(employee=mover)
    first.ends_on = date(2026, 11, 16)
    first.save()
    east = a_department(timezone="Asia/Vladivostok")
    Employment.objects.create(employee=mover, department=east, position=first.position, starts_on=date(2026, 11, 17))
    night = datetime(2026, 11, 16, 16, 0, tzinfo=UTC)
    assert today_among(terms_of(mover.pk), mover, night) == date(2026, 11, 17)
    assert today_among([], mover, night) == night.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    assert terms_of(None) == []


def test_a_closed_month_takes_no_work_and_is_corrected_in_the_open_one(ticket: Ticket, owner: Viewer) -> None:
    last, first = (log(ticket, owner, worked_on=day) for day in (date(2026, 10, 31), date(2026, 11, 1)))
    PeriodLock.objects.create(department_id=ticket.department_id, month=date(2026, 10, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed):
        log(ticket, owner, worked_on=date(2026, 10, 31))
    mirrors = [reverse_time(entry=entry, by=owner, at=NOW) for entry in (last, first)]
    assert [mirror.worked_on for mirror in mirrors] == [TODAY, date(2026, 11, 1)]


def test_with_every_month_closed_nothing_is_corrected(ticket: Ticket, owner: Viewer) -> None:
    entry = log(ticket, owner)
    PeriodLock.objects.create(department_id=ticket.department_id, month=date(2026, 11, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed):
        reverse_time(entry=entry, by=owner, at=NOW)


def test_who_only_reads_logs_nothing(ticket: Ticket) -> None:
    with pytest.raises(NotAllowed):
        log(ticket, viewer(an_employee("director")))


def test_a_reversal_is_the_mirror_image_once(ticket: Ticket, owner: Viewer) -> None:
    entry = log(ticket, owner)
    mirror = reverse_time(entry=entry, by=owner, at=NOW)
    assert (mirror.actual_minutes, mirror.norm_minutes, mirror.billable_minutes) == (-20, -15, -20)
    assert reverse_time(entry=entry, by=owner, at=NOW) == mirror
    with pytest.raises(Refused, match="not reversed"):
        reverse_time(entry=mirror, by=owner, at=NOW)


def test_others_entries_are_corrected_by_who_oversees_them(ticket: Ticket) -> None:
    entry = a_time_entry(ticket)
    with pytest.raises(NotAllowed):
        reverse_time(entry=entry, by=viewer(an_employee("office_manager", department=ticket.department)), at=NOW)
    reverse_time(entry=entry, by=viewer(an_employee("head", department=ticket.department)), at=NOW)
    with pytest.raises(TimeEntry.DoesNotExist):
        reverse_time(entry=entry, by=viewer(an_employee("manager")), at=NOW)


def test_a_day_is_logged_whole_or_not_at_all(ticket: Ticket, owner: Viewer) -> None:
    good, bad = LoggedWork(an_operation(), 20), LoggedWork(an_operation(), 0)
    with pytest.raises(LineRefused) as refused:
        log_day(lines=[DayLine(ticket, good), DayLine(ticket, bad)], by=owner, at=NOW)
    assert (refused.value.index, refused.value.field, TimeEntry.objects.count()) == (1, "minutes", 0)
    assert len(log_day(lines=[DayLine(ticket, good)] * 2, by=owner, at=NOW)) == 2


def test_a_reversal_is_undone_by_logging_again_once(ticket: Ticket, owner: Viewer) -> None:
    entry = log(ticket, owner)
    with pytest.raises(Refused, match="stands"):
        log_again(entry=entry, by=owner, at=NOW)
    reverse_time(entry=entry, by=owner, at=NOW)
    again = log_again(entry=entry, by=owner, at=NOW)
    assert again is not None
    assert again.actual_minutes == 20
    assert log_again(entry=entry, by=owner, at=NOW) is None
    with pytest.raises(NotAllowed):
        log_again(entry=entry, by=viewer(an_employee("head", department=ticket.department)), at=NOW)


@pytest.mark.parametrize(
    ("ran", "minutes"),
    [
        (timedelta(seconds=1), 1),
        (timedelta(0), 1),
        (timedelta(minutes=5), 5),
        (timedelta(minutes=5, seconds=1), 6),
        (timedelta(days=3), 1440),
    ],
)
def test_the_timer_counts_minutes_begun_and_never_more_than_a_day(
    ticket: Ticket, owner: Viewer, ran: timedelta, minutes: int
) -> None:
    start_timer(ticket=ticket, by=owner, at=NOW)
    start_timer(ticket=ticket, by=owner, at=NOW + timedelta(hours=1))
    assert stop_timer(by=owner, at=NOW + ran) == (ticket, minutes)
    assert stop_timer(by=owner, at=NOW) is None


def test_one_timer_at_a_time(ticket: Ticket, owner: Viewer) -> None:
    start_timer(ticket=ticket, by=owner, at=NOW)
    with pytest.raises(Refused, match=str(ticket.number)):
        start_timer(ticket=a_ticket(ticket.project), by=owner, at=NOW)


def test_a_day_before_the_first_term_is_nobodys(ticket: Ticket, owner: Viewer) -> None:
    Employment.objects.filter(employee=ticket.assignee).update(starts_on=TODAY)
    with pytest.raises(Refused, match="not employed"):
        log(ticket, owner, worked_on=date(2026, 11, 17))
