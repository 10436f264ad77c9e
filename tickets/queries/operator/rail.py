"""The operator's figure in the rail of every page: the rows that the operator's page would show, counted."""

import re
from typing import Any

from support_desk.shared.viewer import Viewer
from tickets.queries.operator.desk import desk_of
from tickets.queries.operator.rules import TABLES, conditions_of, kinds_of, values_of

NAMED = re.compile(r"%\((\w+)\)s")


def counted_for_rail(viewer: Viewer, most: int) -> tuple[str, tuple[Any, ...]]:
    """SQL of the figure with its parameters in order; no kind is counted beyond `most`. Working hours are counted
    outside of the database, so that it takes a statement to know who is here."""
    desk = desk_of(viewer)
    sums = " + ".join(
        f"(SELECT count(*) FROM (SELECT FROM {TABLES[kind]} WHERE {conditions_of(kind, desk)} LIMIT %(most)s) counted)"  # noqa: S608 - ours
        for kind in kinds_of()
    )
    values = values_of(desk) | {"most": most}
    return f"({NAMED.sub('%s', sums)})", tuple(values[name] for name in NAMED.findall(sums))
