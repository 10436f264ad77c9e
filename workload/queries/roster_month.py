"""`/roster/<month>/`: who of a department works when, person by day (L1)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from support_desk.shared.viewer import Viewer
from workload.domain.calendars import Calendar
from workload.domain.coverage import HourCover, cover_of_day, is_thin, people_on
from workload.domain.planned import DAY, Away, PlannedDay, Term, Work, days_between, norm_minutes, planned_days
from workload.domain.roster_dates import due_on, last_day_of, months_later
from workload.domain.roster_months import works_of_days
from workload.domain.rosters import RosterEvent, RosterParty, RosterState, events_for
from workload.domain.stretches import Stretches, stretch_of
from workload.models import Department, Employee, RosterSubmission
from workload.queries.planned import spans_for
from workload.queries.roster_people import RosterPerson, RosterPlace, roster_people, roster_places
from workload.roster_permissions import keeps_rosters, roster_parties


@dataclass(frozen=True, slots=True)
class DayHead:
    """A column. `is_holiday`: a day that its week works on is off; `is_short`: it ends earlier."""

    day: date
    is_today: bool
    is_off: bool
    is_holiday: bool
    is_short: bool


@dataclass(frozen=True, slots=True)
class RosterRow:
    """A person's month. `days`: planned by day, only those in this department; `hours`: what each day is written as.
    `is_editable`: by the viewer, now."""

    employee: Employee
    submission: RosterSubmission | None
    days: dict[date, PlannedDay]
    hours: dict[date, Stretches]
    known_aways: frozenset[int]
    events: tuple[RosterEvent, ...]
    is_editable: bool
    planned: int
    free: int
    norm: int

    def around(self, day: date) -> list[PlannedDay]:
        """That day and its neighbours: in another zone they hold some of its hours."""
        return [found for one in (day - DAY, day, day + DAY) if (found := self.days.get(one))]


@dataclass(frozen=True, slots=True)
class RosterPage:
    """Everything the page shows. `own`: the viewer's row, if they work there."""

    place: RosterPlace
    places: list[RosterPlace]
    month: date
    days: list[DayHead]
    rows: list[RosterRow]
    on_shift: list[tuple[int, bool]]
    chosen: date
    cover: list[HourCover]
    may_keep: bool
    own: RosterRow | None
    today: date

    @property
    def department(self) -> Department:
        return self.place.department

    @property
    def earlier(self) -> date:
        return months_later(self.month, -1)

    @property
    def later(self) -> date:
        return months_later(self.month, 1)

    @property
    def due_on(self) -> date:
        return due_on(self.month, self.place.rules)

    @property
    def is_published(self) -> bool:
        return self.place.published_at is not None

    @property
    def to_decide(self) -> list[RosterRow]:
        """Submitted, and the viewer's to decide."""
        return [row for row in self.rows if RosterEvent.APPROVE in row.events]

    @property
    def handed(self) -> int:
        """How many have submitted, decided or not; only keepers know of all."""
        states = (RosterState.SUBMITTED, RosterState.APPROVED)
        return sum(row.submission is not None and row.submission.state in states for row in self.rows)

    @property
    def is_late(self) -> bool:
        return self.today > self.due_on


def chosen_place(viewer: Viewer, places: Sequence[RosterPlace], department_id: int | None) -> RosterPlace | None:
    """The one asked for; without a wish one's own, one that one heads, else the first."""
    if department_id is not None:
        return next((place for place in places if place.department.pk == department_id), None)
    own = viewer.department_ids or viewer.headed_department_ids
    return next((place for place in places if place.department.pk in own), next(iter(places), None))


def roster_page(
    viewer: Viewer, month: date, department_id: int | None = None, chosen: date | None = None
) -> RosterPage | None:
    """None for a department that is not there. Three statements, and one more for calendars this process has not read
    yet."""
    places = roster_places(viewer, month)
    place = chosen_place(viewer, places, department_id)
    if place is None:
        return None
    people = roster_people(viewer, place.department.pk, month)
    rows, calendar = _rows(viewer, place, people, month)
    zone = ZoneInfo(place.department.timezone or settings.TIME_ZONE)
    today = viewer.at.astimezone(zone).date()
    heads = [_head(day, today, calendar) for day in days_between(month, last_day_of(month))]
    chosen = chosen if chosen and chosen.replace(day=1) == month else _first_choice(heads)
    columns = {head.day: [row.days[head.day] for row in rows if head.day in row.days] for head in heads}
    fewest = place.rules.fewest_on_shift
    counts = {day: people_on(found) for day, found in columns.items()}
    return RosterPage(
        place=place,
        places=places,
        month=month,
        days=heads,
        rows=rows,
        on_shift=[(counts[head.day], is_thin(counts[head.day], columns[head.day], fewest)) for head in heads],
        chosen=chosen,
        cover=cover_of_day([row.around(chosen) for row in rows], chosen, zone, fewest=fewest, calendar=calendar),
        may_keep=keeps_rosters(viewer, place.department.pk),
        own=next((row for row in rows if row.employee.pk == viewer.employee_id), None),
        today=today,
    )


def _rows(
    viewer: Viewer, place: RosterPlace, people: Sequence[RosterPerson], month: date
) -> tuple[list[RosterRow], Calendar | None]:
    ids, last = [person.employee.pk for person in people], last_day_of(month)
    spans = spans_for(ids, month, last)
    rows = [
        _row(viewer, place, person, spans.shifts[person.employee.pk], spans.aways[person.employee.pk],
             spans.made_up[person.employee.pk], month)
        for person in people
    ]  # fmt: skip
    here = (term for person in people for term in person.terms if term.department_id == place.department.pk)
    return rows, next((term.calendar for term in here), None)


def _row(
    viewer: Viewer,
    place: RosterPlace,
    person: RosterPerson,
    shifts: Sequence[Work],
    aways: Sequence[Away],
    made_up: Sequence[Work],
    month: date,
) -> RosterRow:
    last, zone = last_day_of(month), _zone_here(person.terms, place.department)
    is_standing = person.submission is None or (
        place.published_at is not None and person.submission.state == RosterState.APPROVED
    )
    works = list(shifts) if is_standing else works_of_days(person.days, zone)
    rosters = [(month, person.submission.department_id)] if person.submission is not None else []
    planned = planned_days(person.terms, works, aways, month, last, made_up=made_up, rosters=rosters)
    days = {day.day: day for day in planned if day.department_id == place.department.pk}
    hours = _hours(works, zone) if is_standing else dict(person.days)
    if is_standing and not any(day.is_rostered for day in days.values()):
        hours = {day.day: tuple(stretch_of(work, zone) for work in day.works) for day in days.values() if day.works}
    events = events_of_row(viewer, place, person)
    return RosterRow(
        employee=person.employee,
        submission=person.submission,
        days=days,
        hours=hours,
        known_aways=person.known_aways,
        events=events,
        is_editable=RosterEvent.CHANGE in events and _is_planned_here(person, place.department),
        planned=sum(day.planned_minutes for day in days.values()),
        free=sum(day.free_minutes for day in days.values()),
        norm=norm_minutes(days.values()),
    )


def _zone_here(terms: Sequence[Term], department: Department) -> ZoneInfo:
    """Of the person's wall clock while they work there."""
    here = (term.zone for term in terms if term.department_id == department.pk)
    return next(here, ZoneInfo(department.timezone))


def _is_planned_here(person: RosterPerson, department: Department) -> bool:
    """A month is planned in one department: that of its roster, else where the person works at its beginning."""
    return person.submission is not None or (bool(person.terms) and person.terms[0].department_id == department.pk)


def events_of_row(viewer: Viewer, place: RosterPlace, person: RosterPerson) -> tuple[RosterEvent, ...]:
    """What the viewer may do to this person's month now; a month without a roster is begun by changing it, one that is
    published without one is its deciders' to change."""
    parties = roster_parties(viewer, person.employee, place.department)
    if person.submission is not None:
        return tuple(events_for(RosterState(person.submission.state), parties))
    if place.published_at is not None:
        return (RosterEvent.CHANGE,) if RosterParty.DECIDER in parties else ()
    return tuple(events_for(RosterState.DRAFT, parties))


def _hours(works: Iterable[Work], zone: ZoneInfo) -> dict[date, Stretches]:
    """By the day on which they start."""
    found: dict[date, Stretches] = {}
    for work in works:
        day = work.starts_at.astimezone(zone).date()
        found[day] = (*found.get(day, ()), stretch_of(work, zone))
    return found


def _head(day: date, today: date, calendar: Calendar | None) -> DayHead:
    if calendar is None:
        return DayHead(day, day == today, is_off=day.weekday() > 4, is_holiday=False, is_short=False)  # Saturday on
    rules = calendar.rules
    usual, uncut, left = rules.week_on(day)[day.weekday()], rules.uncut_on(day), rules.intervals_on(day)
    return DayHead(
        day, day == today, is_off=not left, is_holiday=bool(usual) and not uncut, is_short=bool(uncut) and left != uncut
    )


def _first_choice(heads: Sequence[DayHead]) -> date:
    """Today, else the first day of work."""
    wished = [head.day for head in heads if head.is_today] or [head.day for head in heads if not head.is_off]
    return next(iter(wished), heads[0].day)


def local_month(at: datetime, zone_name: str) -> date:
    """The first day of the month that it is there."""
    return at.astimezone(ZoneInfo(zone_name or settings.TIME_ZONE)).date().replace(day=1)
