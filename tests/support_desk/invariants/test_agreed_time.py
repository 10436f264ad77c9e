"""A task's agreed time is what was agreed, and no more is billed (W2, W3)."""

import pytest

from support_desk.invariants.agreed_time import check_agreed, check_billed
from tests.factories import NOW, a_task, a_time_entry, an_approval, an_approved_task, an_overrun
from tickets.models import Task, TimeEntry, WorkPolicy

pytestmark = pytest.mark.django_db


def said(check):
    return [f"{row.object}: {row.detail}" for row in check()]


def test_what_was_agreed_adds_up():
    task, untouched = an_approved_task(minutes=60), a_task()
    yes = an_approval(task.ticket, state="approved", decided_at=NOW, contact=task.ticket.requester)
    an_overrun(task, 30, state="agreed", approval=yes)
    an_overrun(task, 15, state="internal", cause="internal")
    assert said(check_agreed) == [f"task {task.pk}: says 60 minutes are agreed, its lines say 90"]
    Task.objects.filter(pk=task.pk).update(agreed_minutes=90)
    assert said(check_agreed) == []
    Task.objects.filter(pk=untouched.pk).update(agreed_minutes=5)
    assert said(check_agreed) == [f"task {untouched.pk}: says 5 minutes are agreed, its lines say None"]


def test_no_more_is_billed_than_agreed():
    task, small = an_approved_task(minutes=60), a_task()
    a_time_entry(task.ticket, task=task, billable_minutes=60, actual_minutes=60)
    a_time_entry(small.ticket, task=small, billable_minutes=30, actual_minutes=30)
    assert said(check_billed) == []
    a_time_entry(small.ticket, task=small, billable_minutes=1, actual_minutes=1)
    a_time_entry(task.ticket, task=task, billable_minutes=1, actual_minutes=1)
    assert sorted(said(check_billed)) == sorted(
        [f"task {task.pk}: bills 61 minutes of 60", f"task {small.pk}: bills 31 minutes of 30"]
    )
    WorkPolicy.objects.create(department=small.ticket.department, starts_on=NOW.date(), threshold_minutes=45)
    assert said(check_billed) == [f"task {task.pk}: bills 61 minutes of 60"]
    assert TimeEntry.objects.count() == 4
