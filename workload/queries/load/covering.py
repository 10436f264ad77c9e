"""What people answer for colleagues who are absent: their usual inflow, by week (L4, L7)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from workload.domain.planned import PlannedDay
from workload.domain.rooms import passed_on
from workload.queries.load.people import LoadPerson
from workload.work_sources import Inflow


def covered_inflow(
    people: Sequence[LoadPerson],
    days: Mapping[int, Sequence[PlannedDay]],
    parts: Sequence[Inflow],
    mondays: Sequence[date],
    today: date,
) -> Mapping[int, list[int]]:
    """{cover: minutes of each week}, for whom the absence names, else for the project's cover. No statement."""
    named = {person.id: person.covers for person in people}
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(mondays))
    for part in parts:
        if not any(day.aways for day in days[part.employee_id]):
            continue
        for number, monday in enumerate(mondays):
            passed = passed_on(days[part.employee_id], part.by_week[number], monday=monday, today=today)
            for absence, minutes in passed.items():
                cover = named[part.employee_id].get(absence) or part.cover_id
                if cover is not None:
                    found[cover][number] += minutes
    return found
