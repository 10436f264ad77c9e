"""What the projects that people own usually bring in a week (L7, R3)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.urls import reverse

from support_desk.shared.viewer import Viewer
from tickets.domain.season import WEEK, WEEKS_BACK, YEAR, season_percents
from tickets.models import Project
from workload.work_sources import Inflow

# The owner of today inherits what a project brought before. Of last year only sums by week are asked.
STATEMENT = """
WITH project AS MATERIALIZED (
  SELECT p.id, p.owner_id, p.cover_id, p.client_id, client.name || ': ' || p.name AS name
  FROM tickets_project p JOIN tickets_client client ON client.id = p.client_id
  WHERE p.owner_id = ANY(%(owners)s) AND p.is_active
), entry AS (
  SELECT ticket.project_id, e.worked_on, e.norm_minutes
  FROM tickets_timeentry e
  JOIN tickets_ticket ticket ON ticket.id = e.ticket_id
  JOIN workload_operation operation ON operation.id = e.operation_id
  WHERE operation.kind IN ('communication', 'analysis', 'control')
    AND (e.worked_on >= %(since)s AND e.worked_on < %(now)s
      OR e.worked_on >= %(year_since)s AND e.worked_on < %(year_until)s)
    AND ticket.project_id IN (SELECT id FROM project)
)
SELECT project.id, project.owner_id, project.cover_id, project.client_id, project.name, NULL::date AS week,
  sum(norm_minutes) AS minutes
FROM entry JOIN project ON project.id = entry.project_id
WHERE worked_on >= %(since)s
GROUP BY 1, 2, 3, 4, 5 HAVING sum(norm_minutes) > 0
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, date_trunc('week', worked_on)::date, sum(norm_minutes)
FROM entry WHERE worked_on < %(year_until)s GROUP BY 6
ORDER BY 5, 1
"""


def inflow(employee_ids: Collection[int], weeks: Sequence[date], viewer: Viewer | None = None) -> list[Inflow]:
    """Norm minutes of communication, analysis and control by active project and week: the average of the last eight
    full weeks before the Monday `weeks[0]`, and the season where a year of data exists. One statement; with a `viewer`,
    who reads the names of the projects that they see, another."""
    with connection.cursor() as cursor:
        cursor.execute(STATEMENT, _asked(employee_ids, weeks))
        rows = cursor.fetchall()
    season = season_percents(weeks, {row[5]: int(row[6]) for row in rows if row[5] is not None})
    projects = [row for row in rows if row[5] is None]
    seen = _seen([row[0] for row in projects], viewer) if viewer else frozenset[int]()
    return [_told(row, season, is_seen=row[0] in seen) for row in projects]


def _seen(project_ids: Collection[int], viewer: Viewer) -> frozenset[int]:
    """Those that the viewer sees (P2). One statement."""
    return frozenset(Project.objects.visible_to(viewer).filter(pk__in=project_ids).values_list("pk", flat=True))


def _asked(employee_ids: Collection[int], weeks: Sequence[date]) -> dict[str, Any]:
    begin = weeks[0]
    return {
        "owners": list(employee_ids),
        "since": begin - WEEKS_BACK * WEEK,
        "now": begin,
        "year_since": begin - YEAR - WEEKS_BACK * WEEK,
        "year_until": weeks[-1] - YEAR + timedelta(days=7),
    }


def _told(row: Sequence[Any], season: Sequence[int], *, is_seen: bool) -> Inflow:
    _project, owner_id, cover_id, client_id, name, _week, minutes = row
    usual = int(minutes)
    whole = 100 * WEEKS_BACK
    return Inflow(
        employee_id=owner_id,
        title=name if is_seen else "",
        url=reverse("client", args=[client_id]) if is_seen else "",
        by_week=tuple((2 * usual * percent + whole) // (2 * whole) for percent in season),
        cover_id=cover_id,
    )
