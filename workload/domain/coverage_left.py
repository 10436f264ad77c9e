"""What coverage an absence leaves: how many people of a department are there on each of its days (L2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workload.domain.planned import Away, PlannedDay, lost_minutes


@dataclass(frozen=True, slots=True)
class CoverageDay:
    """`planned`: people who were to work. `without`: how many are there if this absence does not come, `with_it` if it
    does. `fewest`: how many there should be by the department's rules."""

    day: date
    planned: int
    without: int
    with_it: int
    fewest: int

    @property
    def is_short(self) -> bool:
        """Too few are left because of this absence."""
        return self.with_it < self.fewest and self.with_it < self.without


def coverage(
    people: Mapping[int, Sequence[PlannedDay]], person_id: int, away: Away, *, department_id: int, fewest: int
) -> list[CoverageDay]:
    """One day after the other on which `person_id` was to work and would be away, at least for a part of it.

    `people`: the planned days of everybody who may work in the department then; those of other departments are left
    out day by day. Whoever is there for a part of a day is there.
    """
    theirs = {one: {day.day: day for day in days if day.department_id == department_id} for one, days in people.items()}
    found = []
    for day, planned in sorted(theirs.get(person_id, {}).items()):
        if not touches(planned, away):
            continue
        others = [days[day] for one, days in theirs.items() if one != person_id and day in days]
        there = sum(other.free_minutes > 0 for other in others)
        found.append(
            CoverageDay(
                day=day,
                planned=1 + sum(other.planned_minutes > 0 for other in others),
                without=there + is_there(planned, away, is_away=False),
                with_it=there + is_there(planned, away, is_away=True),
                fewest=fewest,
            )
        )
    return found


def touches(day: PlannedDay, away: Away) -> bool:
    """The absence takes planned time of that day."""
    return lost_minutes(day.works, [away]) > 0


def is_there(day: PlannedDay, away: Away, *, is_away: bool) -> bool:
    """Whether some of the planned time is left, with this absence or without it."""
    others = [each for each in day.aways if each.absence_id != away.absence_id]
    aways = [*others, away] if is_away else others
    return sum(work.minutes for work in day.works) > lost_minutes(day.works, aways)


def there_throughout(days: Sequence[PlannedDay], wanted: Collection[date]) -> bool:
    """Somebody is there, at least for a part of it, on each of the `wanted` days; there is at least one."""
    there = {day.day for day in days if day.free_minutes > 0}
    return bool(wanted) and there.issuperset(wanted)
