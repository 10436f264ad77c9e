"""Querysets and statements of our own that are written once for each kind of viewer (kept_sql.py)."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import QuerySet
from django.utils import timezone

from support_desk.shared.kept_sql import FIRST, Moment, Pattern, Written, pattern_of, stand_in
from support_desk.shared.planned import planned_cursor
from support_desk.shared.viewer import Viewer

KINDS_KEPT = 256
LARGEST = 2**63 - 1
NO_VALUES: Mapping[str, Any] = {}


class _Kept[KeptT]:
    """By kind of viewer, choices and the zone in which days are reckoned; what was unused longest goes first."""

    def __init__(self, make: Callable[[Viewer, tuple[Hashable, ...], tuple[str, ...]], KeptT]) -> None:
        self._kept = lru_cache(maxsize=KINDS_KEPT)(lambda kind, choices, names, _zone: make(kind, choices, names))

    def find(self, viewer: Viewer, choices: tuple[Hashable, ...], numbers: Mapping[str, int]) -> tuple[KeptT, Any]:
        """(what is kept, the viewer's ids)."""
        other = stand_in(viewer, FIRST)
        return self._kept(other.viewer, choices, tuple(numbers), timezone.get_current_timezone_name()), other.ids


class KeptStatement:
    """SQL of our own: `write(viewer, *choices, **numbers)` returns it with its parameters.

    `choices` are whatever changes what it says, and hashable; `numbers` are ids that only fill it in. It may have named
    places of its own, for which `row` is given values.
    """

    def __init__(self, write: Callable[..., Written], *, moments: Sequence[Moment] = ()) -> None:
        self._write, self._moments = write, moments
        self._kept = _Kept(self._pattern)

    def row(
        self, viewer: Viewer, *choices: Hashable, named: Mapping[str, Any] = NO_VALUES, **numbers: int
    ) -> dict[str, Any]:
        """The only row, by the names of its columns. One statement."""
        pattern, ids = self._kept.find(viewer, choices, numbers)
        with planned_cursor() as cursor:
            cursor.execute(pattern.sql, {**named, **pattern.values(viewer.at, ids, numbers)})
            names = [column.name for column in cursor.description]
            return dict(zip(names, cursor.fetchone(), strict=True))

    def _pattern(self, kind: Viewer, choices: tuple[Hashable, ...], names: tuple[str, ...]) -> Pattern:
        def write(viewer: Viewer, numbers: Mapping[str, int]) -> Written:
            return self._write(viewer, *choices, **numbers)

        return pattern_of(write, kind, names, self._moments)


class KeptQuery[RowT]:
    """A queryset: `build(viewer, *choices, **numbers)` returns it, ordered and cut; see KeptStatement."""

    def __init__(self, build: Callable[..., QuerySet[Any, RowT]], *, moments: Sequence[Moment] = ()) -> None:
        self._build, self._moments = build, moments
        self._kept = _Kept(self._compiled)

    def rows(self, viewer: Viewer, *choices: Hashable, **numbers: int) -> list[RowT]:
        """All of them. One statement; none where the ORM knows that there are no rows, or of a number too large."""
        compiled, ids = self._kept.find(viewer, choices, numbers)
        if compiled is None or any(number > LARGEST for number in numbers.values()):
            return []
        return compiled.rows(compiled.pattern.values(viewer.at, ids, numbers))

    def _compiled(self, kind: Viewer, choices: tuple[Hashable, ...], names: tuple[str, ...]) -> "_Compiled | None":
        built: list[tuple[QuerySet[Any, RowT], Any]] = []

        def write(viewer: Viewer, numbers: Mapping[str, int]) -> Written:
            queryset = self._build(viewer, *choices, **numbers)
            built.append((queryset, queryset.query.get_compiler(queryset.db)))
            written: Written = built[-1][1].as_sql()
            return written

        try:
            pattern = pattern_of(write, kind, names, self._moments)
        except EmptyResultSet:
            return None
        return _Compiled(pattern, *built[0])


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What is left of a queryset: its SQL, and the ORM's knowledge of what the columns are."""

    pattern: Pattern
    queryset: QuerySet[Any, Any]
    compiler: Any

    def rows(self, values: Mapping[str, Any]) -> list[Any]:
        """As the queryset would have given them. Its compiler takes the rows as they come from a planned statement."""
        with planned_cursor() as cursor:
            cursor.execute(self.pattern.sql, values)
            found = cursor.fetchall()
        compiler, query = copy(self.compiler), copy(self.queryset.query)
        vars(compiler)["execute_sql"] = lambda *_args, **_more: [found]
        vars(query)["get_compiler"] = lambda *_args, **_more: compiler
        rows: QuerySet[Any, Any] = QuerySet(model=self.queryset.model, query=query, using=self.queryset.db)
        vars(rows)["_iterable_class"] = vars(self.queryset)["_iterable_class"]
        return list(rows)
