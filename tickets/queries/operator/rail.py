"""The operator's figure in the rail of every page, from what the database knows without asking who is off shift.

Working hours are counted outside of the database; the operator's page itself counts them in and shows its own figure.
"""

import re
from typing import Any

from support_desk.shared.viewer import Viewer
from tickets.queries.operator.desk import Desk, departments_of
from tickets.queries.operator.rules import (
    GONE,
    LATE,
    LEAD,
    LIVE,
    PROMISED,
    TABLES,
    Kind,
    any_of,
    conditions_of,
    values_of,
    within,
)

NAMED = re.compile(r"%\((\w+)\)s")


def counted_for_rail(viewer: Viewer, most: int) -> tuple[str, tuple[Any, ...]]:
    """SQL of the figure with its parameters in order; no kind is counted beyond `most`."""
    desk = Desk(viewer, departments_of(viewer))
    mine = any_of(LATE, LEAD, GONE, PROMISED)
    waiting = f"{LIVE} AND {within(desk, 't.department_id')} AND t.waiting_since IS NOT NULL AND {mine}"
    parts = [(TABLES[Kind.TICKET], waiting)]
    parts += [(TABLES[kind], conditions_of(kind, desk)) for kind in (Kind.CALL, Kind.MAIL)]
    sums = " + ".join(
        f"(SELECT count(*) FROM (SELECT FROM {table} WHERE {conditions} LIMIT %(most)s) counted)"  # noqa: S608 - ours
        for table, conditions in parts
    )
    values = values_of(desk) | {"most": most}
    return f"({NAMED.sub('%s', sums)})", tuple(values[name] for name in NAMED.findall(sums))
