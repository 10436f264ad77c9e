"""The tiles over the operator's page: how many rows for each reason, and the most urgent of them. One statement."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tickets.queries.badges import MOST_COUNTED, counting
from tickets.queries.mailboxes import silent_mailboxes
from tickets.queries.operator.desk import Desk
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
SELECT count(*) FILTER (WHERE late OR away OR lead OR promised), count(*) FILTER (WHERE late),
       count(*) FILTER (WHERE away), count(*) FILTER (WHERE lead), count(*) FILTER (WHERE promised),
       min(seen_from) FILTER (WHERE late), min(since) FILTER (WHERE lead), min(promise) FILTER (WHERE promised)
FROM (
  SELECT {late} AS late, {away} AS away, {lead} AS lead, {promised} AS promised,
         t.operator_at AS seen_from, t.waiting_since AS since, t.promised_until AS promise
  FROM tickets_ticket t WHERE {live} AND {at_desk} AND t.waiting_since IS NOT NULL
  ORDER BY t.waiting_since, t.id LIMIT %(looked_through)s
) waiting"""
OF_OTHERS = """
(SELECT count(*) AS number, min(since) AS first
 FROM (SELECT {since} AS since FROM {table} WHERE {conditions} LIMIT %(most)s) counted) {name}"""
SWEPT = "(SELECT finished_at FROM shared_heartbeat WHERE name = %(heartbeat)s)"


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
    values = values_of(desk)
    values |= {"looked_through": LOOKED_THROUGH, "most": MOST_COUNTED, "heartbeat": HEARTBEAT}
    with connection.cursor() as cursor:
        silent, more = counting(silent_mailboxes(desk.viewer))
        values |= {f"silent_{index}": value for index, value in enumerate(more)}
        named = silent % tuple(f"%(silent_{index})s" for index in range(len(more)))
        cursor.execute(statement(desk, named), values)
        row = cursor.fetchone()
    every, late, away, leads, promised, late_since, lead_since, promised_until = row[:8]
    promises, first_promise, calls, first_call, mail, _first_mail, swept_at, silent = row[8:]
    sums = {
        Why.ALL: every + promises + calls + mail,
        Why.LATE: late,
        Why.AWAY: away,
        Why.LEADS: leads,
        Why.CALLS: calls,
        Why.PROMISES: promised + promises,
        Why.MAIL: mail,
    }
    return Figures(
        counts={why: min(count, MOST_COUNTED) for why, count in sums.items()},
        late_since=late_since,
        lead_since=lead_since,
        call_since=first_call,
        next_promise=min((at for at in (promised_until, first_promise) if at), default=None),
        swept_at=swept_at,
        silent_mailboxes=silent,
    )


def statement(desk: Desk, silent: str) -> str:
    """One row: the figures of tickets in which a client waits, then (number, first) of every other kind."""
    at_desk = within(desk, "t.department_id")
    waiting = OF_WAITING.format(late=LATE, away=AWAY, lead=LEAD, promised=PROMISED, live=LIVE, at_desk=at_desk)
    others = ", ".join(
        OF_OTHERS.format(
            since=AGES[kind], table=TABLES[kind], conditions=conditions_of(kind, desk), name=kind.name.lower()
        )
        for kind in OTHERS
    )
    return f"SELECT waited.*, promise.*, call.*, mail.*, {SWEPT}, {silent} FROM ({waiting}) waited, {others}"  # noqa: S608 - ours
