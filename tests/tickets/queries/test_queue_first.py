"""Reading a view reason by reason shows what reading it at once would show, in the same order (P2)."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_department, a_project, a_ticket, an_employee, viewer
from tests.factories.clients import department_of
from tickets.models import Ticket
from tickets.queries.queue_first import first_tickets
from tickets.queries.queue_order import Sort, ordering
from tickets.queries.queue_views import QueueView, tickets_of

pytestmark = pytest.mark.django_db
VIEWS = [QueueView.ALL, QueueView.UNANSWERED, QueueView.MINE, QueueView.CLOSED]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("sort", Sort)
def test_the_first_by_reasons_are_the_first_of_all(view: QueueView, sort: Sort) -> None:
    person = an_employee("operator", "manager")
    seen_as_operator, seen_as_owner = a_project(department=department_of(person)), a_project(owner=person)
    unseen = a_project(owner=an_employee("manager", department=a_department()))
    for number in range(8):
        project = (seen_as_operator, seen_as_owner, unseen, seen_as_operator)[number % 4]
        ticket = a_ticket(project=project, assignee=person if number % 3 == 0 else None)
        Ticket.objects.filter(pk=ticket.pk).update(
            waiting_since=NOW - timedelta(hours=number % 4) if number else None,
            last_message_at=NOW - timedelta(minutes=number % 3),
        )
    by = viewer(person)
    wanted = list(tickets_of(view, by).order_by(*ordering(sort)).values_list("pk", flat=True)[:3])
    found = first_tickets(view, by, sort, 3).order_by(*ordering(sort)).values_list("pk", flat=True)[:3]
    assert list(found) == wanted
    assert bool(wanted) is (view is not QueueView.CLOSED)
