"""SQL written once for each kind of viewer and asked again with the ids and the instant of whoever looks.

The ORM took longer to write the statements of a page than the database took to run them, though they differ by a few
values only. So they are written for a stand-in, of the same roles and as many departments, whose ids and instant are
numbers found nowhere else. Written for a second stand-in, whatever differs is a place to be filled in; all else is a
constant. A difference that nothing explains is refused, so a value of the stand-in can never reach a reader.
"""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from copy import replace
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from psycopg.sql import Literal

from support_desk.shared.planned import id_value
from support_desk.shared.viewer import Viewer

type Written = tuple[str, Sequence[Any]]
type Moment = Callable[[datetime], Any]

PLACE = re.compile("%[%s]")
MOST_IDS = 2**40


@dataclass(frozen=True, slots=True)
class Base:
    """What the values of a stand-in are counted from.

    The instants are of different days and times of day, and of a day in UTC that is another one elsewhere, so that
    nothing reckoned from them is alike by chance. The numbers are multiples of what Python takes hashes by, so that
    both stand-ins' sets of ids are gone through in one order.
    """

    at: datetime
    number: int


FIRST = Base(datetime(2001, 3, 4, 23, 41, 17, 231_907, UTC), sys.hash_info.modulus)
SECOND = Base(datetime(2002, 10, 9, 0, 13, 52, 618_033, UTC), 2 * sys.hash_info.modulus)


class Unexplained(Exception):
    """A value of a statement changes with the viewer or the instant in a way that is not told."""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A viewer of the same kind; `ids`: the real ids in the order in which its own are counted."""

    viewer: Viewer
    ids: tuple[int, ...]


def stand_in(viewer: Viewer, base: Base) -> StandIn:
    """The same for all viewers of a kind, so that they share what is kept."""
    numbers: dict[tuple[str, int], int] = {}

    def number(kind: str, pk: int | None) -> int | None:
        return None if pk is None else numbers.setdefault((kind, pk), base.number + len(numbers))

    def all_of(kind: str, ids: frozenset[int]) -> frozenset[int]:
        return frozenset(numbers.setdefault((kind, pk), base.number + len(numbers)) for pk in sorted(ids))

    other = replace(
        viewer,
        at=base.at,
        name=f"stand-in {base.number}",
        user_id=number("user", viewer.user_id),
        employee_id=number("employee", viewer.employee_id),
        contact_id=number("contact", viewer.contact_id),
        client_id=number("client", viewer.client_id),
        department_ids=all_of("department", viewer.department_ids),
        headed_department_ids=all_of("department", viewer.headed_department_ids),
        headless_department_ids=all_of("department", viewer.headless_department_ids),
        covered_project_ids=all_of("project", viewer.covered_project_ids),
        covered_ticket_ids=all_of("ticket", viewer.covered_ticket_ids),
    )
    return StandIn(other, tuple(pk for _kind, pk in numbers))


@dataclass(frozen=True, slots=True)
class Pattern:
    """SQL with named places; `moments` reckons those that follow from the instant."""

    sql: str
    moments: Mapping[str, Moment] = field(default_factory=dict)

    def values(self, at: datetime, ids: Sequence[int], numbers: Mapping[str, int]) -> dict[str, Any]:
        """What stands in the places for a viewer with these `ids` (StandIn) at `at`."""
        places = {f"id{index}": id_value(pk) for index, pk in enumerate(ids)}
        given = {name: id_value(value) for name, value in numbers.items()}
        return places | given | {name: reckon(at) for name, reckon in self.moments.items()}


def pattern_of(
    write: Callable[[Viewer, Mapping[str, int]], Written], kind: Viewer, names: Sequence[str], moments: Sequence[Moment]
) -> Pattern:
    """Lets `write` write the statement for two viewers of a kind and finds its places.

    `names`: the numbers that it takes besides. `moments`: what it reckons from the instant, but for the UTC day and
    what lies a fixed time before or after.
    """
    known = []
    written = []
    for base in (FIRST, SECOND):
        other = stand_in(kind, base)
        numbers = {name: base.number + MOST_IDS + index for index, name in enumerate(names)}
        written.append(write(other.viewer, numbers))
        known.append(
            {base.number + index: f"id{index}" for index in range(len(other.ids))}
            | {number: name for name, number in numbers.items()}
            | {reckon(base.at): reckon.__name__ for reckon in (datetime.date, *moments)}
        )
    (sql, first), (again, second) = written
    if sql != again or len(first) != len(second):
        raise Unexplained("The statement itself changes with the ids or the instant.")
    named: dict[str, Moment] = {reckon.__name__: reckon for reckon in (datetime.date, *moments)}
    places = [_place(one, other, known, named) for one, other in zip(first, second, strict=True)]
    return Pattern(_named(sql, places), {name: reckon for name, reckon in named.items() if f"%({name})s" in places})


def _place(one: Any, other: Any, known: Sequence[Mapping[Any, str]], named: dict[str, Moment]) -> str:
    """A parameter as the text says it: a constant, or a place, whose moment is added to `named`."""
    if one == other:
        return _constant(one)
    if isinstance(one, int | date) and (name := known[0].get(one)) and name == known[1].get(other):
        return f"%({name})s"
    if isinstance(one, datetime) and isinstance(other, datetime) and one - FIRST.at == other - SECOND.at:
        name = f"at{(one - FIRST.at) / timedelta(microseconds=1):+.0f}"
        named[name] = _after(one - FIRST.at)
        return f"%({name})s"
    raise Unexplained(f"{one!r} becomes {other!r}.")


def _after(distance: timedelta) -> Moment:
    return lambda at: at + distance


def _constant(value: Any) -> str:
    connection.ensure_connection()
    return Literal(value).as_string(connection.connection).replace("%", "%%")


def _named(sql: str, places: Sequence[str]) -> str:
    left = iter(places)
    return PLACE.sub(lambda found: found[0] if found[0] == "%%" else next(left), sql)
