"""Everything on the operator's page in one statement: tickets, missed calls and unreadable mail by age.

Each kind is a range of an index of its own, of which at most a page is read; names are looked up for that page only.
"""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from support_desk.shared.planned import planned_cursor
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.rules import (
    AGES,
    IN_FORCE,
    PROMISED,
    TABLES,
    Kind,
    Why,
    conditions_of,
    kinds_of,
    values_of,
)

PAGE_SIZE = 50
LONGEST_CURSOR = 200
ARM = """(SELECT {kind} AS kind, t.id AS key, {since} AS since FROM {table}
WHERE {conditions} ORDER BY {since}, t.id LIMIT {limit})"""
STATEMENT = f"""
WITH found AS MATERIALIZED (SELECT * FROM ({{arms}}) AS merged ORDER BY since, kind, key LIMIT {PAGE_SIZE + 1})
SELECT found.kind, found.key, found.since, coalesce(t.changed_xid, call.changed_xid) AS revision, t.number,
       coalesce(t.subject, call.number) AS title, client.name AS client_name,
       coalesce(project.name, box.address) AS project_name,
       coalesce(contact.name, nullif(t.requester_name, ''), t.requester_address) AS stranger,
       coalesce(t.flag, call.note, mail.reason) AS mark, t.is_lead AS lead, t.priority AS urgency,
       normal.id AS normal_id, normal.name AS normal_name,
       cover.cover_id, cover.name AS cover_name, cover.level AS cover_level,
       t.waiting_since AS waits_since, t.operator_at AS sees_from, t.promised_until AS promise,
       coalesce({PROMISED}, false) AS is_promise_due, t.sla_policy_id AS policy_key,
       coalesce(client.unanswered_minutes, target.unanswered_minutes) AS threshold,
       t.calendar_id AS calendar_key, (SELECT version FROM workload_workingcalendar WHERE id = t.calendar_id)
         AS calendar_number
FROM found
LEFT JOIN tickets_ticket t ON found.kind <= {Kind.PROMISE.value} AND t.id = found.key
LEFT JOIN tickets_missedcall call ON found.kind = {Kind.CALL.value} AND call.id = found.key
LEFT JOIN tickets_rawmail mail ON found.kind = {Kind.MAIL.value} AND mail.id = found.key
LEFT JOIN tickets_mailbox box ON box.id = mail.mailbox_id
LEFT JOIN tickets_contact contact ON contact.id = call.contact_id
LEFT JOIN tickets_client client ON client.id = coalesce(t.client_id, contact.client_id)
LEFT JOIN tickets_project project ON project.id = t.project_id
LEFT JOIN workload_employee normal ON normal.id = coalesce(t.assignee_id, project.owner_id)
LEFT JOIN tickets_slatarget target ON target.policy_id = t.sla_policy_id AND target.priority = t.priority
LEFT JOIN LATERAL (
  SELECT s.cover_id, person.name, s.level
  FROM tickets_coverspan s JOIN workload_employee person ON person.id = s.cover_id
  WHERE (s.ticket_id = t.id OR (s.project_id = t.project_id AND s.covered_id = normal.id)) AND {IN_FORCE}
  ORDER BY s.ticket_id LIMIT 1
) cover ON true
ORDER BY found.since, found.kind, found.key
"""  # noqa: S608 - our own words; every value is a parameter


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the list: age, kind and id of a row."""

    since: datetime
    kind: int
    key: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of raw rows, the columns of STATEMENT; `older` is the cursor of the next, "" on the last."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    older: str = ""


def operator_rows(desk: Desk, *, why: Why = Why.ALL, cursor: str = "") -> Found:
    """Fifty rows after `cursor`, the oldest wait first. One statement, whatever the number of rows."""
    place = read_cursor(cursor)
    values = values_of(desk)
    if place is not None:
        values |= {"since": place.since, "key": place.key}
    arms = " UNION ALL ".join(arm(kind, desk, why, place) for kind in kinds_of(why))
    with planned_cursor() as asked:
        asked.execute(STATEMENT.format(arms=arms), values)
        names = [column.name for column in asked.description or ()]
        found = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    older = write_cursor(found[PAGE_SIZE - 1]) if len(found) > PAGE_SIZE else ""
    return Found(found[:PAGE_SIZE], older)


def arm(kind: Kind, desk: Desk, why: Why, place: Place | None) -> str:
    """SQL of a page of one kind."""
    conditions = conditions_of(kind, desk, why)
    if place is not None:
        conditions += f" AND {beyond(kind, place)}"
    return ARM.format(kind=kind.value, since=AGES[kind], table=TABLES[kind], conditions=conditions, limit=PAGE_SIZE + 1)


def beyond(kind: Kind, place: Place) -> str:
    """What of a kind comes after `place`; the first condition lets an index find it."""
    since = AGES[kind]
    tie = "true" if kind > place.kind else "t.id > %(key)s" if kind == place.kind else "false"
    return f"{since} >= %(since)s AND ({since} > %(since)s OR {tie})"


def next_ticket(desk: Desk, number: int) -> int | None:
    """The ticket after `number` in the list, else its first other one. One statement."""
    numbers = [row["number"] for row in operator_rows(desk).rows if row["number"]]
    after = numbers[numbers.index(number) + 1 :] if number in numbers else []
    others = [each for each in numbers if each != number]
    return next(iter(after or others), None)


def write_cursor(row: dict[str, Any]) -> str:
    """The place of `row` as the address carries it."""
    plain = [row["since"].isoformat(), row["kind"], row["key"]]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def read_cursor(text: str) -> Place | None:
    """The place a cursor names; None for the first page and for anything that is not ours."""
    try:
        since, kind, key = json.loads(base64.urlsafe_b64decode(text[:LONGEST_CURSOR] + "=" * (-len(text) % 4)))
        place = Place(datetime.fromisoformat(since), int(kind), int(key))
    except (ValueError, TypeError, OverflowError):
        return None
    return place if place.since.tzinfo and abs(place.key) < 2**63 else None
