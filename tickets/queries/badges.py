"""Figures of the rail and the bell and the running stopwatch, in one statement for the whole page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tickets.models import RawMail, Ticket, Timer
from tickets.queries.mailboxes import silent_mailboxes
from tickets.queries.operator.rail import counted_for_rail
from tickets.queries.queue_views import QueueView, tickets_of, views_for
from tickets.queries.task_list import tasks_waiting_for

MOST_COUNTED = 100
NOTICES = "notices"
TASKS = "tasks"
# Their conditions have no index of their own: one pass over live tickets counts all three, and stops here.
LIVE_LOOKED_THROUGH = 2_000
BY_INDEX = (QueueView.MINE, QueueView.COVERING, QueueView.UNANSWERED, QueueView.DUE_TODAY)
IN_PASSING = {
    QueueView.WAITING_CLIENT: "status = 'waiting_client'",
    QueueView.WAITING_SPECIALIST: "status = 'waiting_specialist'",
    QueueView.LEADS: "is_lead OR flag <> ''",
}


@dataclass(frozen=True, slots=True)
class Badges:
    """`counts`: name → how many, 100 standing for "99 and more". The stopwatch, when one runs."""

    counts: dict[str, int] = field(default_factory=dict)
    timer_started_at: datetime | None = None
    timer_ticket: int | None = None


def badges_for(
    viewer: Viewer, *, sees_quarantine: bool, sees_mailboxes: bool = False, sees_operator: bool = False
) -> Badges:
    """One statement that reads at most a hundred index rows a figure and 2,000 live tickets for the rest."""
    shown = views_for(viewer)
    counted: dict[str, QuerySet[Any, Any]] = {
        view.value: tickets_of(view, viewer) for view in shown if view in BY_INDEX
    }
    if sees_quarantine:
        counted["quarantine"] = RawMail.objects.visible_to(viewer).quarantined()
    counted[TASKS] = tasks_waiting_for(viewer)
    counted[NOTICES] = Notice.objects.visible_to(viewer).delivered(viewer.at).unread()
    if sees_mailboxes:
        counted["mailboxes"] = silent_mailboxes(viewer)
    timers = Timer.objects.filter(employee_id=viewer.employee_id or 0)
    parts = {name: counting(rows) for name, rows in counted.items()}
    if sees_operator:
        parts["operator"] = counted_for_rail(viewer, MOST_COUNTED)
    parts["passed"] = passing(viewer)
    parts["timer_started_at"] = written(timers.values("started_at")[:1])
    parts["timer_ticket"] = written(timers.values("ticket__number")[:1])
    figures = one_statement(parts)
    passed = dict(zip(IN_PASSING, figures["passed"] or [0] * len(IN_PASSING), strict=True))
    counts = {name: figures[name] for name in counted}
    counts |= {view.value: min(count, MOST_COUNTED) for view, count in passed.items() if view in shown}
    if sees_operator:
        counts["operator"] = min(figures["operator"], MOST_COUNTED)
    return Badges(counts, figures["timer_started_at"], figures["timer_ticket"])


Part = tuple[str, tuple[Any, ...]]


def counting(rows: QuerySet[Any, Any]) -> Part:
    """SQL of the number of rows, at most a hundred."""
    sql, values = written(rows.order_by().values("pk")[:MOST_COUNTED])
    return f"(SELECT count(*) FROM {sql} AS found)", values  # noqa: S608 - the ORM wrote it


def passing(viewer: Viewer) -> Part:
    """SQL of an array with the figures of IN_PASSING."""
    live = Ticket.objects.visible_to(viewer).live().filter(is_automatic=False).order_by()
    sql, values = written(live.values("status", "is_lead", "flag")[:LIVE_LOOKED_THROUGH])
    figures = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in IN_PASSING.values())
    return f"(SELECT ARRAY[{figures}] FROM {sql} AS live)", values  # noqa: S608 - nothing of it was typed by a person


def written(rows: QuerySet[Any, Any]) -> Part:
    """The query in parentheses with its parameters; one without rows where the ORM knows there are none."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return "(SELECT NULL AS status, false AS is_lead, '' AS flag WHERE false)", ()
    return f"({sql})", tuple(values)


def one_statement(parts: dict[str, Part]) -> dict[str, Any]:
    """name → value of each part."""
    with connection.cursor() as cursor:
        asked = ", ".join(sql for sql, _values in parts.values())
        cursor.execute(f"SELECT {asked}", [value for _sql, values in parts.values() for value in values])
        return dict(zip(parts, cursor.fetchone(), strict=True))
