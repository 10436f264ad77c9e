"""A list takes the same few statements however many rows it has: token, viewer, note of use, rows (and their count)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    NOW,
    a_contact,
    a_contract,
    a_message,
    a_policy,
    a_project,
    a_report,
    a_service,
    a_shift,
    a_task,
    a_ticket,
    a_time_entry,
    an_absence,
    an_attachment,
    an_employee,
    an_operation,
    billed,
)
from tests.factories.api import api_of
from tickets.models import OrderConflict
from workload.models import Skill

pytestmark = pytest.mark.django_db

TRANSACTION_CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
FIRST_CALL, FURTHER_CALLS = 4, 3


def make_rows(head):
    department = head.headed_departments.get()
    project = a_project(department=department, service=a_service())
    a_contract(project)
    ticket = a_ticket(project, requester=a_contact(project.client, phone="+74951234567"))
    for _ in range(2):
        an_attachment(a_message(ticket))
    a_time_entry(ticket, head, operation=an_operation())
    billed(project)
    OrderConflict.objects.create(
        specialist=head, task=a_task(ticket, status="declined"), against=a_task(ticket), raised_at=NOW
    )
    a_report(project)
    a_policy()
    a_shift(colleague := an_employee("manager", department=department))
    an_absence(colleague, cover=head)
    Skill.objects.create(name=f"Skill {ticket.pk}")


def statements(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(url)
    assert answer.status_code == 200, answer.json()
    real = [q["sql"] for q in captured.captured_queries if not q["sql"].startswith(TRANSACTION_CONTROL)]
    return len(real), len(answer.json()["results"])


@pytest.mark.parametrize(
    "name",
    [
        "clients",
        "contacts",
        "projects",
        "tasks",
        "contracts",
        "services",
        "tickets",
        "messages",
        "time-entries",
        "operations",
        "departments",
        "employees",
        "skills",
        "calendars",
        "sla-policies",
        "shifts",
        "absences",
        "audit",
        "client-reports",
        "order-conflicts",
    ],
)
def test_a_list_with_1_and_3_rows(name):
    head = an_employee("head")
    client = api_of(head)
    make_rows(head)
    first, _rows = statements(client, f"/api/v1/{name}/")
    assert first == FIRST_CALL
    one, few = statements(client, f"/api/v1/{name}/")
    make_rows(head)
    make_rows(head)
    three, many = statements(client, f"/api/v1/{name}/")
    assert (one, three) == (FURTHER_CALLS, FURTHER_CALLS)
    assert many > few or name in ("departments", "audit")
    assert statements(client, f"/api/v1/{name}/?count=1")[0] == FURTHER_CALLS + 1


def test_the_conversation_of_a_ticket_takes_one_more():
    head = an_employee("head")
    client = api_of(head)
    ticket = a_ticket(a_project(department=head.headed_departments.get()))
    for _ in range(3):
        an_attachment(a_message(ticket))
    assert statements(client, f"/api/v1/tickets/{ticket.number}/messages/") == (FIRST_CALL + 1, 3)
    a_message(ticket)
    assert statements(client, f"/api/v1/tickets/{ticket.number}/messages/") == (FURTHER_CALLS + 1, 4)


def test_the_tasks_of_a_ticket_take_one_more():
    head = an_employee("head")
    client = api_of(head)
    ticket = a_ticket(a_project(department=head.headed_departments.get()))
    a_task(ticket)
    assert statements(client, f"/api/v1/tickets/{ticket.number}/tasks/") == (FIRST_CALL + 1, 1)
    for _ in range(2):
        a_task(ticket)
    assert statements(client, f"/api/v1/tickets/{ticket.number}/tasks/") == (FURTHER_CALLS + 1, 3)
