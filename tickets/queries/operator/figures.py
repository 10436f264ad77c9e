"""The tiles over the operator's page: how many rows for each reason, and the most urgent of them. One statement."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Case, QuerySet, Value, When

from support_desk.shared.models import Heartbeat
from tickets.queries.badges import MOST_COUNTED, Part, counting, one_statement, written
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.rows import AGE, Kind, kinds_of
from tickets.queries.operator.rules import Why, is_late, is_lead, is_of_somebody_away, is_promise_due, tickets_seen
from tickets.queries.sla_health import HEARTBEAT

# Each tile's figure stops at a hundred, and no more tickets than this are looked through for all of them.
LOOKED_THROUGH = 2_000
OF_WAITING = """(SELECT json_build_array(
  count(*) FILTER (WHERE is_late OR is_away OR is_lead OR is_promised),
  count(*) FILTER (WHERE is_late), count(*) FILTER (WHERE is_away),
  count(*) FILTER (WHERE is_lead), count(*) FILTER (WHERE is_promised),
  count(DISTINCT assignee_id) FILTER (WHERE is_away), min(operator_at) FILTER (WHERE is_late),
  min(waiting_since) FILTER (WHERE is_lead), min(promised_until) FILTER (WHERE is_promised)
)::text FROM {} AS waiting)"""


@dataclass(frozen=True, slots=True)
class Figures:
    """`counts`: 100 stands for "99 and more". `late_since`: when the first passed its threshold; `people_away`: how
    many people's tickets wait; `lead_since`, `call_since`: the oldest; `next_promise`: the earliest. `swept_at`: when
    promises were last looked at, None on a desk that is new."""

    counts: dict[Why, int]
    late_since: datetime | None
    people_away: int
    lead_since: datetime | None
    call_since: datetime | None
    next_promise: datetime | None
    swept_at: datetime | None


def figures(desk: Desk) -> Figures:
    """One statement over at most 2,000 waiting tickets, and a hundred of every other kind."""
    others = {kind: rows for kind, rows in kinds_of(desk, Why.ALL) if kind is not Kind.TICKET}
    parts = {kind.name: counting(rows) for kind, rows in others.items()}
    parts |= {f"first {kind.name}": first_of(others[kind], AGE[kind]) for kind in (Kind.PROMISE, Kind.CALL)}
    parts["swept_at"] = written(Heartbeat.objects.filter(name=HEARTBEAT).values("finished_at")[:1])
    found = one_statement(parts | {"waiting": of_waiting(desk)})
    every, late, away, leads, promised, people, *instants = json.loads(found["waiting"])
    late_since, lead_since, promised_until = (datetime.fromisoformat(each) if each else None for each in instants)
    promises, calls, mail = (found[kind.name] for kind in (Kind.PROMISE, Kind.CALL, Kind.MAIL))
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
        people_away=people,
        lead_since=lead_since,
        call_since=found["first CALL"],
        next_promise=min((at for at in (promised_until, found["first PROMISE"]) if at), default=None),
        swept_at=found["swept_at"],
    )


def of_waiting(desk: Desk) -> Part:
    """SQL of the figures of tickets in which a client waits, those who have waited longest first."""
    reasons = {
        "is_late": is_late(desk.at),
        "is_away": is_of_somebody_away(desk),
        "is_lead": is_lead(),
        "is_promised": is_promise_due(desk.at),
    }
    flags: dict[str, Any] = {
        f"{name}_now": Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
        for name, condition in reasons.items()
    }
    waiting = tickets_seen(desk).filter(waiting_since__isnull=False).order_by("waiting_since", "id").annotate(**flags)
    shown = waiting.values("assignee_id", "operator_at", "waiting_since", "promised_until", *flags)[:LOOKED_THROUGH]
    sql, values = written(shown)
    # "is_lead" is a column of its own besides the reason: the reasons get their short names one level further out.
    named = ", ".join(f"{name}_now AS {name}" for name in reasons)
    columns = "assignee_id, operator_at, waiting_since, promised_until"
    return OF_WAITING.format(f"(SELECT {columns}, {named} FROM {sql} AS marked)"), values  # noqa: S608 - the ORM's, our names


def first_of(rows: QuerySet[Any], since: str) -> Part:
    """SQL of the earliest instant of one kind."""
    return written(rows.order_by(since).values(since)[:1])
