"""The operator's figure in the rail of every page: the rows that the operator's page would show, counted."""

from hashlib import blake2b

from django.core.cache import cache
from django.db import connection

from support_desk.shared.viewer import Viewer
from tickets.queries.operator.desk import desk_of
from tickets.queries.operator.rules import TABLES, conditions_of, kinds_of, values_of

# The operator's page shows its own figure; beside other pages this one may be so many seconds old.
KEPT_SECONDS = 20


def operator_figure(viewer: Viewer, most: int) -> int:
    """The figure, as it was within the last seconds. No statement, or the two of `count_rows`."""
    seen = repr((sorted(viewer.overseen_department_ids), sorted(viewer.roles)))
    key = f"operator-figure:{viewer.employee_id}:{blake2b(seen.encode(), digest_size=9).hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = count_rows(viewer, most)
        cache.set(key, found, KEPT_SECONDS)
    return int(found)


def count_rows(viewer: Viewer, most: int) -> int:
    """Rows of all kinds; no kind is counted beyond `most`. Working hours are counted outside of the database, so that
    it takes a statement to know who is here."""
    desk = desk_of(viewer)
    sums = " + ".join(
        f"(SELECT count(*) FROM (SELECT FROM {TABLES[kind]} WHERE {conditions_of(kind, desk)} LIMIT %(most)s) counted)"  # noqa: S608 - ours
        for kind in kinds_of()
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sums}", values_of(desk) | {"most": most})
        row = cursor.fetchone()
    return int(row[0])
