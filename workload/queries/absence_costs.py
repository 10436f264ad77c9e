"""What each absence cost and who covered meanwhile: read by the report, its file and the API (L6)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from workload import work_sources
from workload.domain.absence_cost import lost_by_day
from workload.domain.absence_types import meaning_of
from workload.models import Absence, Employee
from workload.queries.planned import planned_for
from workload.work_sources import CoverTime


@dataclass(frozen=True, slots=True)
class Covered:
    """Somebody who worked in the absence of another."""

    name: str
    actual_minutes: int
    norm_minutes: int


@dataclass(frozen=True, slots=True)
class AbsenceCost:
    """An absence within the days asked for. `lost`: planned minutes by day (of a trip 0), none where no time was
    planned; `times`: what others logged as its cover time. `cover_names`: people by id."""

    absence: Absence
    first: date
    last: date
    lost: Mapping[date, int]
    times: Sequence[CoverTime] = ()
    names: Mapping[int, str] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Working days that it touches."""
        return len(self.lost)

    @property
    def lost_minutes(self) -> int:
        return sum(self.lost.values())

    @property
    def covers(self) -> list[Covered]:
        return covers_of(self.times, self.names)

    @property
    def cover_names(self) -> list[str]:
        """Whoever logged cover time; else the named cover."""
        logged = [cover.name for cover in self.covers]
        named = [self.absence.cover.name] if self.absence.cover else []
        return logged or named


def covers_of(times: Iterable[CoverTime], names: Mapping[int, str]) -> list[Covered]:
    """Summed by person, whoever did most first."""
    sums: dict[int, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for time in times:
        actual, norm = sums[time.cover_id]
        sums[time.cover_id] = actual + time.actual_minutes, norm + time.norm_minutes
    found = [Covered(names.get(one, ""), actual, norm) for one, (actual, norm) in sums.items() if actual or norm]
    return sorted(found, key=lambda cover: (-cover.actual_minutes, cover.name))


def costs_of(absences: Sequence[Absence], first: date, last: date) -> list[AbsenceCost]:
    """In the order of `absences`, from `first` to `last`. Four statements, whatever their number."""
    if not absences:
        return []
    people = {absence.employee_id for absence in absences}
    lost: dict[int, Mapping[date, int]] = {}
    for days in planned_for(people, first, last).values():
        lost.update(lost_by_day(days))
    times = work_sources.cover_time(covered_ids=people, first=first, last=last)
    names = dict(Employee.objects.filter(pk__in={time.cover_id for time in times}).values_list("pk", "name"))
    by_absence = _by_absence(absences, times)
    return [
        AbsenceCost(
            absence=absence,
            first=max(first, absence.starts_on),
            last=min(last, absence.ends_on),
            lost=cost_of(absence, lost.get(absence.pk, {})),
            times=by_absence.get(absence.pk, ()),
            names=names,
        )
        for absence in absences
    ]


def cost_of(absence: Absence, lost: Mapping[date, int]) -> Mapping[date, int]:
    """A business trip is worked: it has its days and costs nothing."""
    return dict.fromkeys(lost, 0) if meaning_of(absence.type).is_worked else lost


def _by_absence(absences: Sequence[Absence], times: Iterable[CoverTime]) -> Mapping[int, list[CoverTime]]:
    """Cover time belongs to the absence of its day; of several of one day, to the first."""
    days: dict[tuple[int, date], int] = {}
    for absence in sorted(absences, key=lambda one: one.starts_at):
        for count in range((absence.ends_on - absence.starts_on).days + 1):
            days.setdefault((absence.employee_id, absence.starts_on + timedelta(days=count)), absence.pk)
    found: dict[int, list[CoverTime]] = defaultdict(list)
    for time in times:
        if (time.covered_id, time.day) in days:
            found[days[time.covered_id, time.day]].append(time)
    return found
