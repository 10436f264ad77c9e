"""Figures of the rail and the bell and the running stopwatch, in one statement for the whole page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet

from support_desk.shared import rail_figures
from support_desk.shared.kept_queries import KeptStatement
from support_desk.shared.kept_sql import Written
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tickets.models import RawMail, Ticket, Timer
from tickets.queries.mailboxes import silent_mailboxes
from tickets.queries.operator.rail import operator_figure
from tickets.queries.queue_views import QueueView, end_of_day, tickets_of, views_for
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


@dataclass(frozen=True, slots=True)
class Seen:
    """Which of the figures that are not everybody's the viewer has."""

    quarantine: bool
    mailboxes: bool


def badges_for(
    viewer: Viewer, *, sees_quarantine: bool, sees_mailboxes: bool = False, sees_operator: bool = False
) -> Badges:
    """One statement that reads at most a hundred index rows a figure and 2,000 live tickets for the rest. The
    operator's figure takes two more, every so many seconds."""
    figures = STATEMENT.row(viewer, Seen(sees_quarantine, sees_mailboxes))
    passed = dict(zip(IN_PASSING, figures.pop("passed") or [0] * len(IN_PASSING), strict=True))
    started_at, ticket = figures.pop("timer_started_at"), figures.pop("timer_ticket")
    shown = views_for(viewer)
    if sees_operator:
        figures["operator"] = operator_figure(viewer, MOST_COUNTED)
    counts = figures | {view.value: count for view, count in passed.items() if view in shown}
    return Badges({name: min(count, MOST_COUNTED) for name, count in counts.items()}, started_at, ticket)


def parts_of(viewer: Viewer, seen: Seen) -> dict[str, Written]:
    """SQL of each figure by its name."""
    counted: dict[str, QuerySet[Any, Any]] = {
        view.value: tickets_of(view, viewer) for view in views_for(viewer) if view in BY_INDEX
    }
    counted[TASKS] = tasks_waiting_for(viewer)
    counted |= rail_figures.counted(viewer)
    counted[NOTICES] = Notice.objects.visible_to(viewer).delivered(viewer.at).unread()
    if seen.quarantine:
        counted["quarantine"] = RawMail.objects.visible_to(viewer).quarantined()
    if seen.mailboxes:
        counted["mailboxes"] = silent_mailboxes(viewer)
    parts = {name: counting(rows) for name, rows in counted.items()}
    timers = Timer.objects.filter(employee_id=viewer.employee_id or 0)
    return parts | {
        "passed": passing(viewer),
        "timer_started_at": written(timers.values("started_at")[:1]),
        "timer_ticket": written(timers.values("ticket__number")[:1]),
    }


def one_statement(viewer: Viewer, seen: Seen) -> Written:
    """All figures as columns of one row."""
    parts = parts_of(viewer, seen)
    asked = ", ".join(f'{sql} AS "{name}"' for name, (sql, _values) in parts.items())
    return f"SELECT {asked}", [value for _sql, values in parts.values() for value in values]


STATEMENT = KeptStatement(one_statement, moments=[end_of_day])


def counting(rows: QuerySet[Any, Any]) -> Written:
    """SQL of the number of rows, at most a hundred."""
    sql, values = written(rows.order_by().values("pk")[:MOST_COUNTED])
    return f"(SELECT count(*) FROM {sql} AS found)", values  # noqa: S608 - the ORM wrote it


def passing(viewer: Viewer) -> Written:
    """SQL of an array with the figures of IN_PASSING."""
    live = Ticket.objects.visible_to(viewer).live().filter(is_automatic=False, snoozed_until__isnull=True).order_by()
    sql, values = written(live.values("status", "is_lead", "flag")[:LIVE_LOOKED_THROUGH])
    figures = ", ".join(f"count(*) FILTER (WHERE {condition})" for condition in IN_PASSING.values())
    return f"(SELECT ARRAY[{figures}] FROM {sql} AS live)", values  # noqa: S608 - nothing of it was typed by a person


def written(rows: QuerySet[Any, Any]) -> Written:
    """The query in parentheses with its parameters; one without rows where the ORM knows there are none."""
    try:
        sql, values = rows.query.sql_with_params()
    except EmptyResultSet:
        return "(SELECT NULL AS status, false AS is_lead, '' AS flag WHERE false)", ()
    return f"({sql})", tuple(values)
