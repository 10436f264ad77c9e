"""Everything on the operator's page in one statement: tickets, missed calls and unreadable mail by age.

Each kind is a range of an index of its own, of which at most a page is read; the database merges them.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import Any

from django.db.models import F, Q, QuerySet

from tickets.queries.operator.columns import COLUMNS, of_calls, of_mail, of_tickets
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.rules import (
    Why,
    calls_seen,
    is_promise_due,
    mail_seen,
    tickets_seen,
    waiting_for_operator,
)

PAGE_SIZE = 50
LONGEST_CURSOR = 200
OF_WAITING = (Why.ALL, Why.LATE, Why.AWAY, Why.LEADS, Why.PROMISES)


class Kind(IntEnum):
    """What a row is. The number breaks ties of age."""

    TICKET = 1
    PROMISE = 2
    CALL = 3
    MAIL = 4


# What a kind has waited since: a promise from the moment at which it is due, so that what is still to come stands last.
AGE = {
    Kind.TICKET: "waiting_since",
    Kind.PROMISE: "promised_until",
    Kind.CALL: "called_at",
    Kind.MAIL: "received_at",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A position in the list: age, kind and id of a row."""

    since: datetime
    kind: int
    key: int


@dataclass(frozen=True, slots=True)
class Found:
    """One page of raw rows, the columns of `columns.py`; `older` is the cursor of the next, "" on the last."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    older: str = ""


def operator_rows(desk: Desk, *, why: Why = Why.ALL, cursor: str = "") -> Found:
    """Fifty rows after `cursor`, the oldest wait first. One statement, whatever the number of rows."""
    place = read_cursor(cursor)
    first, *others = [cut(desk, kind, rows, place) for kind, rows in kinds_of(desk, why)]
    merged = first.union(*others, all=True).order_by("op_since", "op_kind", "op_key") if others else first
    found = [dict(zip(COLUMNS, row, strict=True)) for row in merged[: PAGE_SIZE + 1]]
    older = write_cursor(found[PAGE_SIZE - 1]) if len(found) > PAGE_SIZE else ""
    return Found(found[:PAGE_SIZE], older)


def kinds_of(desk: Desk, why: Why) -> Iterator[tuple[Kind, QuerySet[Any]]]:
    """The kinds of rows that a tile asks for."""
    if why in OF_WAITING:
        yield Kind.TICKET, tickets_seen(desk).filter(waiting_for_operator(desk, why), waiting_since__isnull=False)
    if why in (Why.ALL, Why.PROMISES):
        yield Kind.PROMISE, tickets_seen(desk).filter(is_promise_due(desk.at), waiting_since__isnull=True)
    if why in (Why.ALL, Why.CALLS):
        yield Kind.CALL, calls_seen(desk)
    if why in (Why.ALL, Why.MAIL):
        yield Kind.MAIL, mail_seen(desk)


def cut(desk: Desk, kind: Kind, rows: QuerySet[Any], place: Place | None) -> QuerySet[Any, Any]:
    """A page of one kind."""
    since = AGE[kind]
    if place is not None:
        rows = rows.filter(beyond(kind, since, place))
    if kind is Kind.CALL:
        shown = of_calls(rows, kind, since)
    elif kind is Kind.MAIL:
        shown = of_mail(rows, kind, since)
    else:
        shown = of_tickets(rows, kind, since, desk.at)
    return shown.order_by(F(since).asc(), F("pk").asc())[: PAGE_SIZE + 1]


def beyond(kind: Kind, since: str, place: Place) -> Q:
    """What of a kind comes after `place`; the first condition lets an index find it."""
    same = Q(**{since: place.since})
    tie = same if kind > place.kind else same & Q(pk__gt=place.key) if kind == place.kind else Q(pk__in=[])
    return Q(**{f"{since}__gte": place.since}) & (Q(**{f"{since}__gt": place.since}) | tie)


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


def next_ticket(desk: Desk, number: int) -> int | None:
    """The ticket after `number` in the list, else its first other one. One statement."""
    numbers = [row["number"] for row in operator_rows(desk).rows if row["number"]]
    after = numbers[numbers.index(number) + 1 :] if number in numbers else []
    others = [each for each in numbers if each != number]
    return next(iter(after or others), None)
