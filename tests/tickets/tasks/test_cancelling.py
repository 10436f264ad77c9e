"""What is still to be agreed on a task ends with it (W2)."""

import pytest

from tests.factories import NOW, a_task, a_ticket, an_approval, an_estimate, viewer
from tickets.actions.tasks.moving import move_task
from tickets.domain.tasks import TaskEvent

pytestmark = pytest.mark.django_db


def test_the_question_to_the_client_is_withdrawn() -> None:
    ticket = a_ticket(status="waiting_client")
    task, approval = a_task(ticket), an_approval(ticket)
    estimate = an_estimate(task, state="client", approval=approval)
    assert ticket.assignee
    move_task(task=task, event=TaskEvent.CANCEL, by=viewer(ticket.assignee), at=NOW)
    for row in (approval, estimate, ticket):
        row.refresh_from_db()
    assert (approval.state, estimate.state, ticket.status) == ("withdrawn", "superseded", "open")


def test_a_ticket_that_waits_for_something_else_goes_on_waiting() -> None:
    ticket = a_ticket(status="waiting_client")
    estimate = an_estimate(a_task(ticket))
    assert ticket.assignee
    move_task(task=estimate.task, event=TaskEvent.CANCEL, by=viewer(ticket.assignee), at=NOW)
    estimate.refresh_from_db()
    ticket.refresh_from_db()
    assert (estimate.state, ticket.status) == ("superseded", "waiting_client")
