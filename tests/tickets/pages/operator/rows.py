"""Rows of the operator’s page as tests make and read them."""

import re
from datetime import timedelta

from django.db import connection

from tests.factories import (
    NOW,
    a_message,
    a_ticket,
)
from tickets.models import MissedCall, RawMail, Ticket
from tickets.queries.operator.rules import Kind

NAMED = re.compile(r"%\(([^)]+)\)s")
HTMX = {"HTTP_HX_REQUEST": "true"}
KINDS = {Ticket: {Kind.TICKET, Kind.PROMISE}, MissedCall: {Kind.CALL}, RawMail: {Kind.MAIL}}


def waiting(of, hours=1, *, late=False, **over):
    """A ticket whose client has waited for so many hours; `late`: longer than the threshold."""
    at = NOW - timedelta(hours=hours)
    ticket = a_ticket(of, created_at=at, **over)
    a_message(ticket, "in", at)
    ticket.operator_at = NOW - timedelta(minutes=1) if late else NOW + timedelta(hours=1)
    ticket.save()
    return ticket


def rows_of(visit, person, query=""):
    page = visit(person).get(f"/operator/{query}")
    assert page.status_code == 200
    return page.context["rows"]


def only_row(visit, person, query=""):
    (row,) = rows_of(visit, person, query)
    return row


def said(row):
    return [(reason.label, reason.note) for reason in row.reasons]


MANY_TICKETS = """
INSERT INTO tickets_ticket (subject, client_id, project_id, requester_name, requester_address, department_id,
  assignee_id, channel, status, priority, tags, is_lead, is_automatic, flag, waiting_since, operator_at, next_due_at,
  next_due_kind, is_breached, preview, message_count, created_at, last_message_at, closed_at)
SELECT 'Many', %(client)s, %(project)s, '', '', %(department)s, %(owner)s, 'email',
  CASE WHEN waits THEN 'open' ELSE 'closed' END, 2, '{}', false, false, '',
  CASE WHEN waits THEN %(at)s - n * interval '1 minute' END, CASE WHEN n %% 80 = 0 THEN %(at)s END,
  CASE WHEN waits THEN %(at)s + n * interval '1 minute' END, CASE WHEN waits THEN 'resolution' ELSE '' END,
  false, '', 1, %(at)s, %(at)s, CASE WHEN NOT waits THEN %(at)s END
FROM generate_series(1, 20000) AS n, LATERAL (SELECT n %% 40 = 0 AS waits) AS each
"""
THEIR_CLOCKS = """
INSERT INTO tickets_clock (ticket_id, kind, state, started_at, promised_for, finished_at, plan, plan_steps,
  steps_done, end_reason)
SELECT id, 'promise', 'met', created_at, created_at, created_at, '{}', '{}', 0, '' FROM tickets_ticket
"""


def fill_with_tickets(project):
    """Mostly closed ones, as after years; one in forty waits, every other one of those beyond its threshold."""
    named = {"client": project.client_id, "project": project.pk, "department": project.department_id}
    with connection.cursor() as cursor:
        cursor.execute(MANY_TICKETS, {**named, "owner": project.owner_id, "at": NOW})
        cursor.execute(THEIR_CLOCKS)
        cursor.execute("ANALYZE tickets_ticket, tickets_clock")


def plan_of(ask):
    """How the database goes about the one statement of `ask`, whatever the values in its named places."""
    asked = []

    def keep(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        ask()
    (sql,) = asked
    names = list(dict.fromkeys(NAMED.findall(sql)))
    with connection.cursor() as cursor:
        numbered = NAMED.sub(lambda found: f"${names.index(found[1]) + 1}", sql).replace("%%", "%")
        cursor.execute(f"EXPLAIN (GENERIC_PLAN) {numbered}")
        return "\n".join(row[0] for row in cursor.fetchall())
