"""`/director/disputes/`: disputes in figures by department, regulation and month (D11). Counted by the database."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils.timezone import localdate

from disputes.domain.patterns import MONTHS as PATTERN_MONTHS
from disputes.domain.tallies import Tally, together
from disputes.domain.workflow import DisputeState
from disputes.models import Dispute, RevisionRequest
from disputes.queries.patterns import Patterns, patterns_among
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

PERIODS = (3, 6, 12)
MONTHS_SHOWN = 6

COUNTS = """
WITH counted AS (
  SELECT seen.department_id, seen.version_id, seen.decided_month, seen.state, count(*) AS number,
         count(seen.answered_at) AS answered, sum(seen.answered_at - seen.opened_at) AS answering,
         sum(seen.decided_at - seen.answered_at)
           FILTER (WHERE seen.state IN ('initiator_right', 'respondent_right', 'both_right', 'both_wrong')) AS deciding
  FROM ({decided}) seen
  GROUP BY GROUPING SETS ((seen.department_id, seen.decided_month, seen.state), (seen.version_id, seen.state))
  UNION ALL
  SELECT department_id, NULL, NULL, state, count(*), 0, NULL, NULL FROM ({undecided}) seen GROUP BY department_id, state
)
SELECT department.id, department.name, regulation.id, regulation.code, version.title, counted.decided_month,
       counted.state, counted.number, counted.answered,
       coalesce(extract(epoch FROM counted.answering), 0)::bigint,
       coalesce(extract(epoch FROM counted.deciding), 0)::bigint, coalesce(revision.recent, 0),
       coalesce(revision.still_open, 0)
FROM counted LEFT JOIN workload_department department ON department.id = counted.department_id
LEFT JOIN disputes_regulationversion version ON version.id = counted.version_id
LEFT JOIN disputes_regulation regulation ON regulation.id = version.regulation_id
LEFT JOIN (
  SELECT regulation_id, count(*) FILTER (WHERE state = 'open') AS still_open,
         count(*) FILTER (WHERE asked_at >= %s::date) AS recent
  FROM ({revisions}) asked WHERE state = 'open' OR asked_at >= %s::date GROUP BY regulation_id
) revision ON revision.regulation_id = regulation.id
ORDER BY version.number, department.name
"""


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """Disputes against people of a department."""

    id: int
    name: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class RegulationLine:
    """Disputes under a rule; `revisions`: asked for in the period, `open_revisions`: open today, whenever asked for."""

    id: int
    code: str
    title: str
    tally: Tally
    revisions: int
    open_revisions: int


@dataclass(frozen=True, slots=True)
class MonthLine:
    """What was decided in a month."""

    month: date
    tally: Tally


@dataclass(frozen=True, slots=True)
class DisputeReport:
    """From the month `first` on, `months` of them with the running one. `whole` and `departments` hold those that are
    undecided now as well. `regulations`: the most disputed first."""

    first: date
    today: date
    whole: Tally
    departments: Sequence[DepartmentLine]
    regulations: Sequence[RegulationLine]
    months: Sequence[MonthLine]
    patterns: Patterns


@dataclass(frozen=True, slots=True)
class _Row:
    department_id: int | None
    department: str | None
    regulation_id: int | None
    code: str | None
    title: str | None
    month: date | None
    state: str
    number: int
    answered: int
    answering: int
    deciding: int
    revisions: int
    open_revisions: int

    @property
    def tally(self) -> Tally:
        return Tally({DisputeState(self.state): self.number}, self.answered, self.answering, self.deciding)


def dispute_report(viewer: Viewer, months: int = MONTHS_SHOWN) -> DisputeReport:
    """Of all disputes that the viewer may see, and so for the director of all. Two statements."""
    today = localdate(viewer.at)
    first = month_after(today, 1 - months)
    rows = _counted(viewer, first)
    by_department = [row for row in rows if row.department_id is not None]
    departments = [
        DepartmentLine(key, group[0].department or "", together(row.tally for row in group))
        for key, group in _grouped(by_department, lambda row: row.department_id or 0).items()
    ]
    return DisputeReport(
        first=first,
        today=today,
        whole=together(line.tally for line in departments),
        departments=departments,
        regulations=_regulations([row for row in rows if row.regulation_id is not None]),
        months=_months(first, months, [row for row in rows if row.month is not None]),
        patterns=patterns_among(viewer, max(first, month_after(today, 1 - PATTERN_MONTHS))),
    )


def _counted(viewer: Viewer, first: date) -> list[_Row]:
    seen = Dispute.objects.visible_to(viewer).order_by()
    decided, given = (
        seen.filter(decided_month__gte=first)
        .values("department_id", "version_id", "decided_month", "state", "opened_at", "answered_at", "decided_at")
        .query.sql_with_params()
    )
    waiting = seen.filter(decided_month__isnull=True)  # said so, the index of months finds them
    undecided, more = waiting.values("department_id", "state").query.sql_with_params()
    asked = RevisionRequest.objects.visible_to(viewer).order_by().values("regulation_id", "state", "asked_at")
    revisions, rest = asked.query.sql_with_params()
    sql = COUNTS.format(decided=decided, undecided=undecided, revisions=revisions)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*given, *more, first, *rest, first])
        return [_Row(*row) for row in cursor.fetchall()]


def _grouped[KeyT](rows: Iterable[_Row], key: Callable[[_Row], KeyT]) -> Mapping[KeyT, list[_Row]]:
    groups: dict[KeyT, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _regulations(rows: list[_Row]) -> list[RegulationLine]:
    """Under the title of the last version that was disputed."""
    lines = [
        RegulationLine(
            key,
            group[-1].code or "",
            group[-1].title or "",
            together(row.tally for row in group),
            group[-1].revisions,
            group[-1].open_revisions,
        )
        for key, group in _grouped(rows, lambda row: row.regulation_id or 0).items()
    ]
    return sorted(lines, key=lambda line: (-line.tally.decided, line.code))


def _months(first: date, months: int, rows: list[_Row]) -> list[MonthLine]:
    """Every month of the period, and one more where it has begun already in a zone further east."""
    found = _grouped(rows, lambda row: row.month)
    asked = [month_after(first, number) for number in range(months)]
    return [
        MonthLine(month, together(row.tally for row in found.get(month, ())))
        for month in sorted({*asked, *(month for month in found if month)})
    ]
