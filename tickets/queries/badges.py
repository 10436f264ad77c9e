"""Figures of the rail and the running stopwatch, in one statement for the whole page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from tickets.models import RawMail, Ticket, Timer
from tickets.queries.queue_views import QueueView, tickets_of, views_for

MOST_COUNTED = 100
COUNTED_VIEWS = (
    QueueView.MINE,
    QueueView.COVERING,
    QueueView.UNANSWERED,
    QueueView.WAITING_CLIENT,
    QueueView.WAITING_SPECIALIST,
    QueueView.LEADS,
)


@dataclass(frozen=True, slots=True)
class Badges:
    """`counts`: name → how many, 100 standing for "99 and more". The stopwatch, when one runs."""

    counts: dict[str, int] = field(default_factory=dict)
    timer_started_at: datetime | None = None
    timer_ticket: int | None = None


def badges_for(viewer: Viewer, *, sees_quarantine: bool) -> Badges:
    """One statement that reads at most a hundred index rows a figure."""
    counted: dict[str, QuerySet[Any, Any]] = {
        view.value: tickets_of(view, viewer) for view in views_for(viewer) if view in COUNTED_VIEWS
    }
    if sees_quarantine:
        counted["quarantine"] = RawMail.objects.visible_to(viewer).quarantined()
    ticket = Ticket.objects.all()
    timers = Timer.objects.filter(employee_id=viewer.employee_id or 0)
    extra = {
        "timer_started_at": timers.values("started_at")[:1],
        "timer_ticket": ticket.filter(timers__employee_id=viewer.employee_id or 0).values("number")[:1],
    }
    figures = one_statement(
        {name: rows.order_by().values("pk")[:MOST_COUNTED] for name, rows in counted.items()}, extra
    )
    return Badges(
        counts={name: figures[name] for name in counted},
        timer_started_at=figures["timer_started_at"],
        timer_ticket=figures["timer_ticket"],
    )


def one_statement(counted: dict[str, QuerySet[Any, Any]], looked_up: dict[str, QuerySet[Any, Any]]) -> dict[str, Any]:
    """name → number of rows of each query of `counted`, and the single value of each of `looked_up`."""
    parts: list[str] = []
    parameters: list[Any] = []
    names: list[str] = []
    for name, rows in [*counted.items(), *looked_up.items()]:
        if rows.query.is_empty():
            parts.append("NULL" if name in looked_up else "0")
        else:
            sql, values = rows.query.sql_with_params()
            counted_or_read = f"({sql})" if name in looked_up else f"(SELECT count(*) FROM ({sql}) AS found)"  # noqa: S608 - the ORM wrote it
            parts.append(counted_or_read)
            parameters.extend(values)
        names.append(name)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", parameters)
        return dict(zip(names, cursor.fetchone(), strict=True))
