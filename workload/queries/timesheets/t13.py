"""What stands in the form T-13: four lines a person, codes over hours, by half of the month (L5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from workload.domain.months import last_day_of
from workload.domain.timesheet_totals import Sum
from workload.models import Employment
from workload.queries.timesheets.late import LateCorrection
from workload.queries.timesheets.month_page import GridRow, MonthPage
from workload.queries.timesheets.words import cell_words

DAYS_A_LINE: Final = 16
FIRST_HALF: Final = 15
NOT_EMPLOYED: Final = "X"


@dataclass(frozen=True, slots=True)
class T13Person:
    """`cells`: (letters, hours) of days 1 to 31; days outside the month or the employment are X. `absences`: (code,
    days and minutes)."""

    number: int
    name: str
    position: str
    employee_number: int
    cells: Sequence[tuple[str, str]]
    first: Sum
    second: Sum
    absences: Sequence[tuple[str, Sum]]

    @property
    def month(self) -> Sum:
        return self.first + self.second


@dataclass(frozen=True, slots=True)
class T13:
    """A department's month as the form has it. `late`: what was corrected after the closing, beside the figures."""

    department: str
    first: date
    last: date
    drawn_on: date
    people: Sequence[T13Person]
    late: Sequence[LateCorrection]


def t13_of(page: MonthPage) -> T13:
    """One statement, for the positions."""
    facts, rows = page.facts, page.rows
    positions = positions_in(facts.department_id, facts.month)
    people = [_person(number, row, positions.get(row.sheet.employee_id, "")) for number, row in enumerate(rows, 1)]
    return T13(facts.department_name, facts.month, last_day_of(facts.month), facts.today, people, page.late)


def positions_in(department_id: int, month: date) -> Mapping[int, str]:
    """{employee: their last position there that began by the end of the month}."""
    terms = Employment.objects.filter(department=department_id, starts_on__lte=last_day_of(month))
    return dict(terms.order_by("starts_on").values_list("employee_id", "position__name"))


def _person(number: int, row: GridRow, position: str) -> T13Person:
    known = {day.day.day: cell_words(day.value, day.planned_minutes) for day in row.days}
    return T13Person(
        number=number,
        name=row.sheet.employee.name,
        position=position,
        employee_number=row.sheet.employee_id,
        cells=[known.get(day, (NOT_EMPLOYED, "")) for day in range(1, 32)],
        first=row.totals.first,
        second=row.totals.second,
        absences=row.totals.absences(),
    )
