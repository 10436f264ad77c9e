"""Time on a task: what waits for the agreement, what is billed, what reversals and late agreements change (W2–W5)."""

from datetime import date, timedelta
from typing import Any

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import PeriodLock
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_task,
    a_ticket,
    an_approval,
    an_employee,
    an_estimate,
    an_operation,
    an_overrun,
    contact_viewer,
    viewer,
)
from tests.tickets.actions.agreeing.conftest import Side
from tickets.actions.agreeing import approve, ask_client, decide_overrun, report_overrun
from tickets.actions.logging_day import log_again
from tickets.actions.logging_time import LoggedWork, log_time, reverse_time
from tickets.models import Overrun, Task, TimeEntry, WorkPolicy
from workload.models import Operation


@pytest.fixture
def doing(db: None) -> Operation:
    return an_operation(kind="execution")


def log(side: Side, minutes: int, operation: Operation, by: Viewer | None = None, **over: Any) -> TimeEntry:
    work = LoggedWork(operation, minutes, task=side.task, **over)
    return log_time(ticket=side.ticket, work=work, by=by or side.specialist, at=NOW)


def agreed(side: Side, minutes: int = 60, **over: Any) -> None:
    an_estimate(side.task, minutes, state="approved", finished_at=NOW)
    Task.objects.filter(pk=side.task.pk).update(agreed_minutes=minutes, **over)


def billed(side: Side) -> list[int]:
    return list(TimeEntry.objects.filter(task=side.task).order_by("id").values_list("billable_minutes", flat=True))


def agree_to_more(side: Side, minutes: int, **over: Any) -> Overrun:
    """The client agrees to an overrun, an hour after the work."""
    overrun = an_overrun(side.task, minutes, decided_at=NOW, **over)
    question = ask_client(ticket=side.ticket, estimates=[], overruns=[overrun], words="", by=side.manager, at=NOW)
    approve(approval=question, by=side.client, at=NOW + timedelta(hours=1))
    return overrun


def test_small_things_pass_and_begin_the_task(side: Side, doing: Operation) -> None:
    entry = log(side, 20, doing)
    side.task.refresh_from_db()
    assert (entry.task, entry.billable_minutes, entry.is_rework) == (side.task, 20, False)
    assert (side.task.status, side.task.changes.get().event) == ("in_progress", "start")
    with pytest.raises(Refused, match="Up to 30 min") as refused:
        log(side, 11, doing)
    assert refused.value.field == "task"
    assert log(side, 10, doing).billable_minutes == 10


@pytest.mark.parametrize("state", ["mentor", "manager", "returned", "declined"])
def test_nothing_is_executed_before_the_agreement(side: Side, doing: Operation, state: str) -> None:
    an_estimate(side.task, 31, state=state)
    with pytest.raises(Refused, match="31 min are estimated") as refused:
        log(side, 1, doing)
    assert refused.value.field == "task"
    assert log(side, 15, an_operation(kind="analysis")).billable_minutes == 15


def test_a_small_estimate_lets_small_things_pass(side: Side, doing: Operation) -> None:
    an_estimate(side.task, 15)
    assert [log(side, 10, doing).billable_minutes, log(side, 10, doing).billable_minutes] == [10, 5]


def test_the_departments_threshold_counts(side: Side, doing: Operation) -> None:
    WorkPolicy.objects.create(department=side.ticket.department, starts_on="2026-01-01", threshold_minutes=0)
    with pytest.raises(Refused, match="Up to 0 min"):
        log(side, 1, doing)


def test_up_to_what_was_agreed_is_billed(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    for minutes in (40, 40, 10):
        log(side, minutes, doing)
    assert billed(side) == [40, 20, 0]


def test_rework_is_marked_and_costs_nothing(side: Side, doing: Operation) -> None:
    agreed(side, 60, status="rework")
    entry = log(side, 30, doing)
    assert (entry.is_rework, entry.billable_minutes) == (True, 0)


@pytest.mark.parametrize("status", ["offered", "submitted", "checked", "handed_over"])
def test_work_is_logged_while_the_specialist_has_the_task(side: Side, doing: Operation, status: str) -> None:
    agreed(side, 60, status=status)
    with pytest.raises(Refused, match="No work is logged"):
        log(side, 10, doing)
    assert log(side, 10, an_operation(kind="control"), by=side.manager).billable_minutes == 10


def test_nothing_is_logged_on_what_is_finished(side: Side) -> None:
    agreed(side, 60, status="confirmed", finished_at=NOW)
    with pytest.raises(Refused, match="finished"):
        log(side, 10, an_operation(kind="control"), by=side.manager)


def test_the_task_is_one_of_the_ticket_and_of_those_who_work_on_it(side: Side, doing: Operation) -> None:
    other = a_ticket(side.ticket.project)
    with pytest.raises(Refused, match="another ticket"):
        log_time(ticket=other, work=LoggedWork(doing, 10, task=side.task), by=side.manager, at=NOW)
    with pytest.raises(Task.DoesNotExist):
        log(side, 10, doing, by=viewer(an_employee("manager")))
    with pytest.raises(NotAllowed):
        log(side, 10, doing, by=viewer(an_employee("director")))
    assert log(side, 10, doing, by=side.manager).employee_id == side.manager.employee_id
    side.task.refresh_from_db()
    assert side.task.status == "accepted"


def test_large_work_on_the_ticket_itself_is_sent_to_a_task(side: Side, doing: Operation) -> None:
    def untasked(minutes: int, operation: Operation = doing) -> TimeEntry:
        return log_time(ticket=side.ticket, work=LoggedWork(operation, minutes), by=side.manager, at=NOW)

    untasked(20)
    with pytest.raises(Refused, match="make a task") as refused:
        untasked(11)
    assert refused.value.field == "operation"
    assert untasked(10).billable_minutes == 10
    for unbilled in (an_operation(kind="execution", is_billable=False), an_operation(kind="execution", free_minutes=9)):
        with pytest.raises(Refused, match="make a task"):
            untasked(9, unbilled)
    assert untasked(90, an_operation(kind="analysis")).billable_minutes == 90


def test_who_has_a_task_here_logs_on_it(side: Side, doing: Operation) -> None:
    """Work that waits for the client does not come in beside it (W2)."""
    an_estimate(side.task, 240, state="client", approval=an_approval(side.ticket, 240))
    for minutes in (1, 30):
        with pytest.raises(Refused, match=side.task.title) as refused:
            log_time(ticket=side.ticket, work=LoggedWork(doing, minutes), by=side.specialist, at=NOW)
        assert refused.value.field == "task"
    analysis = LoggedWork(an_operation(kind="analysis"), 15)
    assert log_time(ticket=side.ticket, work=analysis, by=side.specialist, at=NOW).task is None
    Task.objects.update(status="handed_over")
    assert log_time(ticket=side.ticket, work=LoggedWork(doing, 30), by=side.specialist, at=NOW).billable_minutes == 30


def test_a_late_agreement_bills_what_was_worked(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    log(side, 100, doing, client_text="Texts")
    overrun = agree_to_more(side, 30, new_deadline_at=NOW + timedelta(days=2))
    side.task.refresh_from_db()
    charge = TimeEntry.objects.get(overrun=overrun)
    assert (side.task.agreed_minutes, side.task.deadline_at) == (90, NOW + timedelta(days=2))
    assert (charge.billable_minutes, charge.actual_minutes, charge.client_text) == (30, 0, "Texts")
    assert charge.employee_id == side.specialist.employee_id
    assert log(side, 20, doing).billable_minutes == 0


def test_what_was_agreed_before_the_work_is_billed_by_it(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    log(side, 50, doing)
    agree_to_more(side, 30)
    work = LoggedWork(doing, 50, task=side.task)
    log_time(ticket=side.ticket, work=work, by=side.specialist, at=NOW + timedelta(hours=2))
    assert billed(side) == [50, 40]


def test_a_late_charge_stands_in_the_open_month(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    log(side, 100, doing)
    PeriodLock.objects.create(department_id=side.ticket.department_id, month=date(2026, 11, 1), closed_at=NOW)
    overrun = agree_to_more(side, 30)
    assert TimeEntry.objects.get(overrun=overrun).worked_on == date(2026, 12, 1)


def test_an_internal_overrun_is_never_billed(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    log(side, 100, doing)
    overrun = report_overrun(
        task=side.task, minutes=40, cause="client", explanation="My mistake", by=side.specialist, at=NOW
    )
    decided = decide_overrun(overrun=overrun, cause="internal", by=side.manager, at=NOW)
    side.task.refresh_from_db()
    assert (decided.state, side.task.agreed_minutes, billed(side)) == ("internal", 60, [60])


def test_what_is_ours_stays_ours_when_the_client_agrees_to_more(side: Side, doing: Operation) -> None:
    agreed(side, 100)
    log(side, 150, doing)
    mine = report_overrun(
        task=side.task, minutes=50, cause="internal", explanation="My mistake", by=side.specialist, at=NOW
    )
    decide_overrun(overrun=mine, cause="internal", by=side.manager, at=NOW)
    agree_to_more(side, 50)
    work = LoggedWork(doing, 20, task=side.task)
    log_time(ticket=side.ticket, work=work, by=side.specialist, at=NOW + timedelta(hours=2))
    assert billed(side) == [100, 20]


def test_a_reversal_frees_its_minutes(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    first, _second = log(side, 50, doing), log(side, 50, doing)
    reverse_time(entry=first, by=side.specialist, at=NOW)
    assert billed(side) == [50, 10, -50, 40]
    assert log(side, 30, doing).billable_minutes == 10


def test_a_reversal_takes_late_charges_along(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    entry = log(side, 100, doing)
    agree_to_more(side, 30)
    reverse_time(entry=entry, by=side.specialist, at=NOW + timedelta(hours=2))
    assert billed(side) == [60, 30, -60, -30]
    again = log_again(entry=entry, by=side.specialist, at=NOW + timedelta(hours=3))
    assert again is not None
    assert (again.task, again.billable_minutes) == (side.task, 90)


def test_a_charge_is_not_taken_back_by_hand(side: Side, doing: Operation) -> None:
    agreed(side, 60)
    log(side, 100, doing)
    charge = TimeEntry.objects.get(overrun=agree_to_more(side, 30))
    with pytest.raises(Refused, match="Take the work itself back"):
        reverse_time(entry=charge, by=side.specialist, at=NOW)


def test_work_under_the_threshold_is_billed_by_the_estimate_agreed_later(side: Side, doing: Operation) -> None:
    log(side, 30, doing)
    log(side, 30, an_operation(kind="analysis"))
    assert billed(side) == [30, 0]
    estimate = an_estimate(side.task, 50, manager_at=NOW)
    question = ask_client(ticket=side.ticket, estimates=[estimate], overruns=[], words="", by=side.manager, at=NOW)
    approve(approval=question, by=contact_viewer(side.ticket.requester), at=NOW)
    assert billed(side) == [30, 0, 20]


def test_a_change_of_the_catalogue_bills_nothing_of_the_past(side: Side, doing: Operation) -> None:
    """What an entry could cost is kept on it (W6)."""
    agreed(side, 100)
    ours = an_operation(kind="execution", is_billable=False)
    log(side, 50, ours)
    short, taken_back = log(side, 5, doing), log(side, 20, doing)
    Operation.objects.filter(pk=ours.pk).update(is_billable=True)
    Operation.objects.filter(pk=doing.pk).update(free_minutes=0)
    reverse_time(entry=taken_back, by=side.specialist, at=NOW)
    assert (billed(side), short.free_minutes) == ([0, 0, 20, -20], 5)
    agree_to_more(side, 30)
    assert billed(side) == [0, 0, 20, -20]
    assert log(side, 5, Operation.objects.get(pk=doing.pk)).billable_minutes == 5


def test_a_task_of_nobody_elses_ticket_is_reported_on_by_its_own_specialist(side: Side) -> None:
    agreed(side, 60)
    with pytest.raises(NotAllowed):
        report_overrun(task=side.task, minutes=30, cause="client", explanation="More", by=side.manager, at=NOW)
    assert a_task().agreed_minutes is None
