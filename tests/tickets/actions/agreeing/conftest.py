"""A ticket with an accepted task: its manager, its specialist, the client who asked for it."""

from dataclasses import dataclass

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories import a_contract, a_task, a_ticket, contact_viewer, viewer
from tickets.models import Task, Ticket


@dataclass
class Side:
    """The task and who stands around it."""

    ticket: Ticket
    task: Task
    manager: Viewer
    specialist: Viewer
    client: Viewer


@pytest.fixture
def side(db: None) -> Side:
    return a_side()


def a_side() -> Side:
    ticket = a_ticket()
    ticket.client.language = "en"
    ticket.client.save()
    a_contract(ticket.project, included_minutes=600, rate_amount=2000)
    task = a_task(ticket)
    return Side(ticket, task, viewer(ticket.assignee), viewer(task.assignee), contact_viewer(ticket.requester))
