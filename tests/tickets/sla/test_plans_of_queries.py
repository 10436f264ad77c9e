"""quality.md: what is asked every minute and on every page reads indexes, never a whole table of tickets or clocks."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from support_desk.volume import Size, fill
from tests.factories import viewer
from tickets.actions.sla.sweep import STATEMENT
from tickets.models import Clock, SlaPolicy, Ticket
from tickets.queries.queue_order import Sort, ordering
from tickets.queries.queue_views import QueueView, tickets_of
from workload.models import Employee

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
LARGE = ("tickets_ticket", "tickets_message", "tickets_clock")


def plan_of(sql: str, params: object) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}", params)
        return "\n".join(row[0] for row in cursor.fetchall())


# Filling makes the indexes anew, and PostgreSQL takes none of those while a transaction begun before is open in any
# database of the server.
@pytest.mark.alone
def test_no_large_table_is_read_from_end_to_end() -> None:
    list(fill(Size(tickets=6_000, messages=12_000, employees=30), at=AT))
    assert Clock.objects.filter(next_at__isnull=False).count() > 50
    head = viewer(Employee.objects.get(headed_departments__name="Volume 0"), AT)
    policy = SlaPolicy.objects.get()
    asked = {
        "sweep": (STATEMENT, {"at": AT, "limit": 20}),
        "queue": tickets_of(QueueView.ALL, head).order_by(*ordering(Sort.WAITING))[:50].query.sql_with_params(),
        "due": Ticket.objects.visible_to(head)
        .live()
        .filter(next_due_at__lte=AT)
        .order_by("next_due_at")[:50]
        .query.sql_with_params(),
        "unanswered": Ticket.objects.visible_to(head)
        .unanswered()
        .order_by("waiting_since")[:50]
        .query.sql_with_params(),
        "stale": Clock.objects.unfinished().filter(policy=policy, policy_number__lt=1).query.sql_with_params(),
    }
    for name, (sql, params) in asked.items():
        plan = plan_of(sql, params)
        assert not [table for table in LARGE if f"Seq Scan on {table} " in plan], f"{name}:\n{plan}"
    assert "clock_next_step" in plan_of(*asked["sweep"])
