"""The months of a department's people as the calculator reads them (Y1–Y5)."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from payroll.domain.spans import Span
from payroll.queries.months.errors import errors_of
from payroll.queries.months.found import month_found
from payroll.queries.months.person import PersonCase, person_case
from payroll.queries.months.spans import spans_by
from payroll.queries.plans.figures import versions_on


@dataclass(frozen=True, slots=True)
class MonthCases:
    """{employee: their month}, and {employee: why it cannot be computed}, in the language of who asks. Who is paid
    elsewhere the whole month is in neither."""

    people: Mapping[int, PersonCase]
    errors: Mapping[int, str]


def cases_of(
    department_id: int, month: date, employee_ids: Collection[int] | None = None, until: date | None = None
) -> MonthCases:
    """Of everybody whose payslip this department writes, or of these; up to `until` only. A constant number of
    statements, whatever the number of people."""
    by_plan = versions_on(month)
    spans, gaps = spans_by(by_plan, department_id, month, employee_ids, until=until)
    found = month_found(spans, {version.pk: version for version in by_plan.values()}, month, until=until)
    errors = errors_of(gaps, spans, found.asked.worked)
    by_person: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_person[span.employee_id].append(span)
    people = {one: person_case(one, own, found) for one, own in by_person.items() if one not in errors}
    return MonthCases(people, errors)
