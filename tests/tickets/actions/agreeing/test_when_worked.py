"""Work that is logged later than it was done counts as what it was (W4, W5)."""

from datetime import datetime, timedelta

import pytest

from support_desk.shared.errors import Refused
from tests.factories import NOW, an_estimate, an_operation
from tests.tickets.actions.agreeing.conftest import Side
from tickets.actions.logging_day import log_again
from tickets.actions.logging_time import LoggedWork, log_time, reverse_time
from tickets.models import Task, TaskChange, TimeEntry
from workload.models import Operation

DAY = timedelta(days=1)


@pytest.fixture
def doing(db: None) -> Operation:
    return an_operation(kind="execution")


@pytest.fixture
def agreed(side: Side) -> Side:
    an_estimate(side.task, 240, state="approved", finished_at=NOW)
    Task.objects.filter(pk=side.task.pk).update(agreed_minutes=240)
    return side


def stands(side: Side, status: str, *moves: tuple[str, str, datetime]) -> None:
    """The task's status, after (event, status, instant) moves."""
    Task.objects.filter(pk=side.task.pk).update(status=status)
    for event, after, at in moves:
        TaskChange.objects.create(task=side.task, event=event, before="in_progress", after=after, at=at, by_name="x")


def log(side: Side, doing: Operation, minutes: int, *, days_ago: int = 0) -> TimeEntry:
    work = LoggedWork(doing, minutes, task=side.task, worked_on=(NOW - days_ago * DAY).date())
    return log_time(ticket=side.ticket, work=work, by=side.specialist, at=NOW)


@pytest.mark.parametrize("status", ["submitted", "checked", "handed_over"])
def test_yesterdays_work_is_logged_after_the_submission(agreed: Side, doing: Operation, status: str) -> None:
    stands(agreed, status, ("submit", "submitted", NOW - DAY))
    entry = log(agreed, doing, 60, days_ago=1)
    assert (entry.billable_minutes, entry.is_rework) == (60, False)
    with pytest.raises(Refused, match="No work is logged"):
        log(agreed, doing, 60)


def test_what_was_done_before_the_return_is_no_rework(agreed: Side, doing: Operation) -> None:
    stands(agreed, "rework", ("submit", "submitted", NOW - DAY), ("return", "rework", NOW - DAY))
    early, late = log(agreed, doing, 60, days_ago=2), log(agreed, doing, 30)
    assert (early.is_rework, early.billable_minutes) == (False, 60)
    assert (late.is_rework, late.billable_minutes) == (True, 0)
    stands(agreed, "submitted", ("submit", "submitted", NOW))
    assert log(agreed, doing, 10).is_rework


def test_what_was_taken_back_by_mistake_counts_as_it_did(agreed: Side, doing: Operation) -> None:
    stands(agreed, "in_progress")
    entry = log(agreed, doing, 100)
    stands(agreed, "rework", ("submit", "submitted", NOW), ("return", "rework", NOW))
    reverse_time(entry=entry, by=agreed.specialist, at=NOW)
    again = log_again(entry=entry, by=agreed.specialist, at=NOW)
    assert again is not None
    assert (again.is_rework, again.billable_minutes) == (False, 100)
    stands(agreed, "checked")
    reverse_time(entry=again, by=agreed.specialist, at=NOW)
    assert log_again(entry=again, by=agreed.specialist, at=NOW) is not None
