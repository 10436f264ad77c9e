"""Why something stands on the operator's page (S4): each reason is one condition, which list, tiles and rail share.

They are SQL and not the ORM's, because building such a statement took the ORM longer than running it took the database.
Whose rows are read is `Ticket.objects.visible_to` put short: the departments somebody oversees, whole; a test compares.
"""

from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any

from tickets.queries.operator.desk import Desk

# A promise that is warned of earlier than this before its time is still far away for the operator.
PROMISE_HORIZON = timedelta(days=2)

LIVE = "t.status IN ('new', 'open', 'waiting_client', 'waiting_specialist', 'resolved') AND NOT t.is_automatic"
IN_FORCE = "s.starts_at <= %(at)s AND (s.ends_at IS NULL OR s.ends_at > %(at)s)"

# Past the threshold of its policy, turned into an instant when the client wrote; without a policy at once.
LATE = "coalesce(t.operator_at <= %(at)s, false)"
# From nobody we know, flagged, or with nobody who would answer (T2, T3).
LEAD = "(t.is_lead OR t.flag <> '' OR (t.assignee_id IS NULL AND t.project_id IS NULL))"
# The policy keeps it off the page until the threshold while a named cover of the normal answerer is present.
HIDDEN = f"""(t.sla_policy_id IN (SELECT id FROM tickets_slapolicy WHERE hides_covered) AND EXISTS (
  SELECT FROM tickets_coverspan s
  WHERE s.level = 'named' AND {IN_FORCE} AND (s.ticket_id = t.id OR (s.project_id = t.project_id AND s.covered_id =
    coalesce(t.assignee_id, (SELECT owner_id FROM tickets_project WHERE id = t.project_id))))))"""  # noqa: S608
# The normal answerer is not among those who are here: the assignee, else the owner of the project. Of a subquery
# PostgreSQL makes a hash; an array it would go through for each of two thousand tickets.
AWAY = f"""((t.assignee_id IS NOT NULL OR t.project_id IS NOT NULL)
  AND coalesce(t.assignee_id, (SELECT owner_id FROM tickets_project WHERE id = t.project_id))
    NOT IN (SELECT unnest(%(here)s::bigint[])) AND NOT {HIDDEN})"""  # noqa: S608 - our own words
# Overdue, or within the time for which its clock warns. Of the least of its warnings PostgreSQL cannot make a hash of
# every promise there is, as it would of EXISTS: it looks at the few tickets that have a promise so near.
PROMISED = """(t.promised_until IS NOT NULL AND t.promised_until <= %(horizon)s
  AND (t.promised_until <= %(at)s OR %(at)s >= (
    SELECT min(c.plan[1]) FROM tickets_clock c
    WHERE c.ticket_id = t.id AND c.kind = 'promise' AND c.state = 'running')))"""


class Why(StrEnum):
    """The tiles of the page, and what they narrow it to."""

    ALL = ""
    LATE = "late"
    AWAY = "away"
    LEADS = "leads"
    CALLS = "calls"
    PROMISES = "promises"
    MAIL = "mail"


class Kind(IntEnum):
    """What a row is. The number breaks ties of age."""

    TICKET = 1
    PROMISE = 2
    CALL = 3
    MAIL = 4


# A ticket in which a client waits is the operator's for any of these; the order is that of the tiles.
OF_WAITING = {Why.LATE: LATE, Why.AWAY: AWAY, Why.LEADS: LEAD, Why.PROMISES: PROMISED}


def waiting_for_operator(why: Why = Why.ALL) -> str:
    """Of tickets in which a client waits, those that are the operator's for the reason of a tile."""
    return OF_WAITING[why] if why is not Why.ALL else any_of(*OF_WAITING.values())


def any_of(*conditions: str) -> str:
    return f"({' OR '.join(conditions)})"


def kinds_of(why: Why = Why.ALL) -> list[Kind]:
    """The kinds of rows that a tile holds."""
    by_tile = {Why.CALLS: [Kind.CALL], Why.MAIL: [Kind.MAIL], Why.PROMISES: [Kind.TICKET, Kind.PROMISE]}
    return list(Kind) if why is Why.ALL else by_tile.get(why, [Kind.TICKET])


# What a kind has waited since, and where it is read from. A promise waits from the moment at which it is due, so that
# what is still to come stands last.
AGES = {
    Kind.TICKET: "t.waiting_since",
    Kind.PROMISE: "t.promised_until",
    Kind.CALL: "t.called_at",
    Kind.MAIL: "t.received_at",
}
TABLES = {
    Kind.TICKET: "tickets_ticket t",
    Kind.PROMISE: "tickets_ticket t",
    Kind.CALL: "tickets_missedcall t",
    Kind.MAIL: "tickets_rawmail t JOIN tickets_mailbox box ON box.id = t.mailbox_id",
}


def conditions_of(kind: Kind, desk: Desk, why: Why = Why.ALL) -> str:
    """Which rows of a kind the desk has."""
    at_desk = within(desk, "box.department_id" if kind is Kind.MAIL else "t.department_id")
    if kind is Kind.CALL:
        return f"t.handled_at IS NULL AND {at_desk}"
    if kind is Kind.MAIL:
        return f"t.state = 'quarantined' AND {at_desk}"
    if kind is Kind.PROMISE:
        return f"{LIVE} AND {at_desk} AND t.waiting_since IS NULL AND {PROMISED}"
    return f"{LIVE} AND {at_desk} AND t.waiting_since IS NOT NULL AND {waiting_for_operator(why)}"


def within(desk: Desk, column: str) -> str:
    """One department is an equation, so that an index gives its rows in order."""
    if desk.department_ids is None:
        return "true"
    return f"{column} = %(department)s" if len(desk.department_ids) == 1 else f"{column} = ANY(%(departments)s)"


def values_of(desk: Desk) -> dict[str, Any]:
    """What the conditions ask for by name."""
    at: datetime = desk.at
    departments = sorted(desk.department_ids or ())
    return {
        "at": at,
        "horizon": at + PROMISE_HORIZON,
        "here": desk.here_ids,
        "departments": departments,
        "department": departments[0] if departments else None,
    }
