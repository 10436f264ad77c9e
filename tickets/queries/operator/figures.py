"""The tiles over the operator's page: how many rows for each reason, and the most urgent of them. One statement."""

from dataclasses import dataclass
from datetime import datetime

from support_desk.shared.kept_queries import KeptStatement
from support_desk.shared.kept_sql import Written
from support_desk.shared.viewer import Viewer
from tickets.queries.badges import MOST_COUNTED, counting
from tickets.queries.mailboxes import silent_mailboxes
from tickets.queries.operator.desk import Desk, departments_of
from tickets.queries.operator.rules import (
    AGES,
    AWAY,
    LATE,
    LEAD,
    LIVE,
    PROMISED,
    TABLES,
    Kind,
    Why,
    conditions_of,
    values_of,
    within,
)
from tickets.queries.sla_health import HEARTBEAT

# Each tile's figure stops at a hundred, and no more tickets than this are looked through for all of them.
LOOKED_THROUGH = 2_000
OTHERS = (Kind.PROMISE, Kind.CALL, Kind.MAIL)
OF_WAITING = """
SELECT count(*) FILTER (WHERE late OR away OR lead OR promised) AS tickets, count(*) FILTER (WHERE late) AS late,
       count(*) FILTER (WHERE away) AS away, count(*) FILTER (WHERE lead) AS leads,
       count(*) FILTER (WHERE promised) AS promised, min(seen_from) FILTER (WHERE late) AS late_since,
       min(since) FILTER (WHERE lead) AS lead_since, min(promise) FILTER (WHERE promised) AS promised_until
FROM (
  SELECT {late} AS late, {away} AS away, {lead} AS lead, {promised} AS promised,
         t.operator_at AS seen_from, t.waiting_since AS since, t.promised_until AS promise
  FROM tickets_ticket t WHERE {live} AND {at_desk} AND t.waiting_since IS NOT NULL
  ORDER BY t.waiting_since, t.id LIMIT {most}
) waiting"""
OF_OTHERS = """
(SELECT count(*) AS {name}_count, min(since) AS {name}_first
 FROM (SELECT {since} AS since FROM {table} WHERE {conditions} LIMIT {most}) counted) {name}"""
SWEPT = f"(SELECT finished_at FROM shared_heartbeat WHERE name = '{HEARTBEAT}') AS swept_at"  # noqa: S608 - our own words


@dataclass(frozen=True, slots=True)
class Figures:
    """`counts`: 100 stands for "99 and more". `late_since`: when the first passed its threshold; `lead_since`,
    `call_since`: the oldest; `next_promise`: the earliest. `swept_at`: when promises were last looked at, None on a new
    desk."""

    counts: dict[Why, int]
    late_since: datetime | None
    lead_since: datetime | None
    call_since: datetime | None
    next_promise: datetime | None
    swept_at: datetime | None
    silent_mailboxes: int


def figures(desk: Desk) -> Figures:
    """One statement over at most 2,000 waiting tickets, and a hundred of every other kind."""
    found = STATEMENT.row(desk.viewer, named=values_of(desk))
    sums = {
        Why.ALL: found["tickets"] + found["promise_count"] + found["call_count"] + found["mail_count"],
        Why.LATE: found["late"],
        Why.AWAY: found["away"],
        Why.LEADS: found["leads"],
        Why.CALLS: found["call_count"],
        Why.PROMISES: found["promised"] + found["promise_count"],
        Why.MAIL: found["mail_count"],
    }
    return Figures(
        counts={why: min(count, MOST_COUNTED) for why, count in sums.items()},
        late_since=found["late_since"],
        lead_since=found["lead_since"],
        call_since=found["call_first"],
        next_promise=min((at for at in (found["promised_until"], found["promise_first"]) if at), default=None),
        swept_at=found["swept_at"],
        silent_mailboxes=found["silent"],
    )


def statement(viewer: Viewer) -> Written:
    """One row: the figures of tickets in which a client waits, then count and first of every other kind."""
    desk = Desk(viewer, departments_of(viewer))
    at_desk = within(desk, "t.department_id")
    waiting = OF_WAITING.format(
        late=LATE, away=AWAY, lead=LEAD, promised=PROMISED, live=LIVE, at_desk=at_desk, most=LOOKED_THROUGH
    )
    others = ", ".join(
        OF_OTHERS.format(
            since=AGES[kind],
            table=TABLES[kind],
            conditions=conditions_of(kind, desk),
            name=kind.name.lower(),
            most=MOST_COUNTED,
        )
        for kind in OTHERS
    )
    silent, values = counting(silent_mailboxes(viewer))
    columns = f"waited.*, promise.*, call.*, mail.*, {SWEPT}, {silent} AS silent"
    return f"SELECT {columns} FROM ({waiting}) waited, {others}", values  # noqa: S608 - ours


STATEMENT = KeptStatement(statement)
