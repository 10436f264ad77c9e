"""Reading a view reason by reason shows what reading it at once would show, in the same order (P2)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.factories import NOW, a_department, a_project, a_ticket, an_employee, viewer
from tickets.models import Ticket
from tickets.queries.queue_first import first_tickets
from tickets.queries.queue_order import Sort, ordering
from tickets.queries.queue_views import QueueView, tickets_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("view", [QueueView.ALL, QueueView.UNANSWERED, QueueView.MINE, QueueView.CLOSED])
def test_the_first_by_reasons_are_the_first_of_all(view: QueueView, sort: Sort) -> None:
    head = an_employee("head", "manager")
    own, foreign = a_project(owner=head), a_project(owner=an_employee("manager", department=a_department()))
    for number in range(6):
        ticket = a_ticket(project=own if number % 2 else foreign, assignee=head if number % 3 else None)
        Ticket.objects.filter(pk=ticket.pk).update(waiting_since=NOW - timedelta(hours=number % 4) if number else None)
    by = replace(viewer(head), overseen_department_ids=frozenset({own.department_id}))
    wanted = list(tickets_of(view, by).order_by(*ordering(sort)).values_list("pk", flat=True)[:3])
    found = first_tickets(view, by, sort, 3).order_by(*ordering(sort)).values_list("pk", flat=True)[:3]
    assert list(found) == wanted
    assert bool(wanted) is (view is not QueueView.CLOSED)
