"""What every measure is asked, and how a statement reads it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from typing import Any, ClassVar, Final, Protocol

from django.db import connection

from payroll.domain.figures import number
from payroll.domain.spans import Evidence, Found, Span, Worked
from payroll.models import PayComponent, PayPlanVersion
from workload.domain.months import month_after

# The spans of the question as rows, with the zone of their department.
SPANS: Final = """
WITH span AS MATERIALIZED (
  SELECT asked.place, asked.employee_id, asked.first, asked.last, department.timezone AS zone
  FROM unnest(%(places)s::int[], %(employees)s::bigint[], %(departments)s::bigint[], %(firsts)s::date[],
              %(lasts)s::date[]) AS asked(place, employee_id, department_id, first, last)
  JOIN workload_department department ON department.id = asked.department_id
)
"""
# No zone is further than a day from UTC.
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Spans of one month, each measured by the person's own figures; `worked` by place, `versions` by id."""

    month: date
    spans: Sequence[Span]
    worked: Mapping[int, Worked]
    versions: Mapping[int, PayPlanVersion]

    def version_of(self, span: Span) -> PayPlanVersion:
        return self.versions[span.version_id]

    def component(self, span: Span, code: str) -> PayComponent | None:
        """The component of the span's plan; None where the plan does not measure this."""
        return next((one for one in self.version_of(span).components.all() if one.code == code), None)

    def measuring(self, code: str) -> list[Span]:
        """The spans whose plans have the component."""
        return [span for span in self.spans if self.component(span, code) is not None]

    def params(self, spans: Sequence[Span]) -> dict[str, Any]:
        """Of `SPANS`, and `begins` and `ends`, instants a day around the month."""
        return {
            "places": [span.place for span in spans],
            "employees": [span.employee_id for span in spans],
            "departments": [span.department_id for span in spans],
            "firsts": [span.first for span in spans],
            "lasts": [span.last for span in spans],
            "begins": _midnight(self.month) - A_DAY,
            "ends": _midnight(month_after(self.month)) + A_DAY,
        }


class Measure(Protocol):
    """One component that a plan may have. `has_target`: the plan sets one. `is_summed`: who is measured by a
    department takes Σ fact ÷ Σ target of its members; else their own figure. Its words: `queries/measure_words.py`."""

    code: ClassVar[str]
    has_target: ClassVar[bool]
    is_summed: ClassVar[bool]

    def found(self, asked: Asked) -> Mapping[int, Found]:
        """{place: fact and evidence} of the spans whose plans have the component; what is not applicable may be left
        out. A constant number of statements."""
        ...


def rows_of(statement: str, asked: Asked, spans: Sequence[Span]) -> Iterator[tuple[Any, ...]]:
    """What a statement that begins with `SPANS` answers; none is asked without spans. One statement."""
    if not spans:
        return
    with connection.cursor() as cursor:
        cursor.execute(SPANS + statement, asked.params(spans))
        yield from cursor.fetchall()


def measured(target: Fraction, fact: Fraction, *evidence: Evidence) -> Found:
    """As `manage.py calculate pay` reads it, to six places."""
    return Found({"target": number(target), "fact": number(fact)}, tuple(one for one in evidence if one.ids))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
