"""Everything that a department's month of pay is computed from, read for all of its people together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from payroll.domain.spans import Span, Worked
from payroll.models import PayPlanVersion
from payroll.queries.measures.asked import Asked
from payroll.queries.measures.facts import Summed, sums_of
from payroll.queries.measures.output import Done, done_by
from payroll.queries.months.calendars import CountedBy, counted_by
from payroll.queries.months.reached import Reached, reached_by
from payroll.queries.months.worked import worked_by


@dataclass(frozen=True, slots=True)
class MonthFound:
    """`calendars` by department, `done` by place, `reached` by place and code, `offers` by place and kind: of those
    whose plans pay for offer points."""

    asked: Asked
    calendars: Mapping[int, CountedBy]
    done: Mapping[int, Done]
    reached: Reached
    offers: Mapping[tuple[int, str], Summed]

    def worked(self, span: Span) -> Worked:
        return self.asked.worked[span.place]

    def version(self, span: Span) -> PayPlanVersion:
        return self.asked.version_of(span)


def month_found(
    spans: Sequence[Span], versions: Mapping[int, PayPlanVersion], month: date, *, until: date | None = None
) -> MonthFound:
    """Of these spans, by versions by id. A constant number of statements, whatever the number of people."""
    calendars = counted_by({span.department_id for span in spans}, month)
    asked = Asked(month, spans, worked_by(calendars, spans, month), versions)
    done = done_by(asked, spans)
    offered = [span for span in spans if versions[span.version_id].offer_rate]
    return MonthFound(asked, calendars, done, reached_by(asked, done, calendars, until=until), sums_of(asked, offered))
