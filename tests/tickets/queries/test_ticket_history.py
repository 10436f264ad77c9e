"""The history of a ticket says every deed in words (P5)."""

import pytest

from support_desk.shared import audit
from tests.factories import NOW, a_client, a_project, a_ticket, an_employee, viewer
from tickets.queries.ticket_history import history

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("ticket.resolve", "Resolved"),
        ("ticket.items", "Split a letter into items"),
        ("task.create", "Split off a task"),
    ],
)
def test_no_deed_is_shown_as_its_code(action, words):
    manager = an_employee("manager")
    ticket, by = a_ticket(a_project(a_client(), manager)), viewer(manager)
    audit.record(action=action, target=ticket, scope=ticket.scope, by=by, at=NOW)
    assert history(ticket, viewer=by)[0][1] == words
