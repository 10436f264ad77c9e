"""Who is there now, for a few people or a whole department (L1–L4)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from support_desk.shared.planned import planned_cursor
from workload.domain.calendars import BeyondHorizon, Calendar, is_open, next_open
from workload.domain.presence import Facts, Hours, Leave, Mark, Standing, State, standing_at
from workload.queries.calendars import VERSIONS

# A shift is a day long at most (constraint), so whatever began earlier is over.
# A gap in the working hours of a day that is shorter than this is a break, not the end of a shift.
SHORT_BREAK = timedelta(hours=2)

# Days and months are reckoned once a zone, of which there are few: for each person it took the most of the time.
STATEMENT = """
WITH person AS MATERIALIZED (
  SELECT DISTINCT ON (employee.id) employee.id, employee.name, employee.timezone AS zone, employee.hired_on,
         employee.left_on, coalesce(nullif(employee.timezone, ''), home.timezone, %(zone)s) AS day_zone
  FROM workload_employee employee
  LEFT JOIN workload_employment latest ON latest.employee_id = employee.id AND latest.starts_on <= %(day)s + 1
  LEFT JOIN workload_department home ON home.id = latest.department_id
  {narrowed}
  ORDER BY employee.id, latest.starts_on DESC
), zone AS MATERIALIZED (
  -- `day` is the day that it is there: `local_day` says the same.
  SELECT name, timezone(name, %(at)s::timestamptz)::date AS day, month_starts_at,
         (month_starts_at AT TIME ZONE name)::date AS month,
         (month_starts_at AT TIME ZONE name + interval '1 month') AT TIME ZONE name AS month_ends_at
  FROM (
    SELECT day_zone AS name FROM person UNION SELECT timezone FROM workload_department UNION SELECT %(zone)s
  ) named
  CROSS JOIN LATERAL (SELECT date_trunc('month', %(at)s::timestamptz, name) AS month_starts_at) month
), term AS MATERIALIZED (
  SELECT id, employee_id, department_id, starts_on, ends_on FROM workload_employment
  WHERE employee_id IN (SELECT id FROM person)
    AND starts_on <= %(day)s + 1 AND coalesce(ends_on >= %(day)s - 1, true)
)
SELECT person.id, person.name, department.id AS department_id, person.zone,
       calendar.id AS calendar_id, calendar.version AS calendar_number,
       term.id IS NOT NULL AND person.hired_on <= today.day AND coalesce(person.left_on >= today.day, true)
         AS is_employed,
       absence.id AS absence_id, absence.ends_at AS absent_until, absence.cover_id,
       mark.kind AS mark_kind, mark.ends_at AS away_until,
       shift.starts_at AS shift_start, shift.ends_at AS shift_end, roster.is_rostered
FROM person
JOIN zone today ON today.name = person.day_zone
LEFT JOIN term
  ON term.employee_id = person.id AND term.starts_on <= today.day AND coalesce(term.ends_on >= today.day, true)
LEFT JOIN workload_department department ON department.id = term.department_id
LEFT JOIN workload_workingcalendar standard ON standard.is_default
LEFT JOIN workload_workingcalendar calendar ON calendar.id = coalesce(department.calendar_id, standard.id)
LEFT JOIN LATERAL (
  -- Whom somebody names for a sickness of their own answers once it is confirmed: a cover sees what they cover (L4).
  SELECT id, ends_at, CASE WHEN state = 'approved' OR decided_by_id IS NOT NULL THEN cover_id END AS cover_id
  FROM workload_absence
  WHERE employee_id = person.id AND state IN ('approved', 'recorded') AND starts_at <= %(at)s AND ends_at > %(at)s
  LIMIT 1
) absence ON true
LEFT JOIN LATERAL (
  SELECT kind, ends_at FROM workload_awaymark
  WHERE employee_id = person.id AND starts_at <= %(at)s AND ends_at > %(at)s LIMIT 1
) mark ON true
LEFT JOIN LATERAL (
  SELECT starts_at, ends_at FROM workload_shift
  WHERE employee_id = person.id AND starts_at > %(at)s::timestamptz - interval '1 day' AND ends_at > %(at)s
  ORDER BY starts_at LIMIT 1
) shift ON true
JOIN zone place ON place.name = coalesce(nullif(person.zone, ''), department.timezone, %(zone)s)
CROSS JOIN LATERAL (
  -- Who changes departments in mid-month is rostered in each by what is planned for it.
  SELECT greatest(place.month_starts_at, CASE WHEN term.starts_on > place.month THEN (
           SELECT max(ends_on + 1)::timestamp AT TIME ZONE place.name FROM workload_employment
           WHERE employee_id = person.id AND department_id <> term.department_id AND ends_on < term.starts_on
         ) END) AS starts_at,
         least(place.month_ends_at, CASE WHEN term.ends_on IS NOT NULL THEN (
           SELECT min(starts_on)::timestamp AT TIME ZONE place.name FROM workload_employment
           WHERE employee_id = person.id AND department_id <> term.department_id AND starts_on > term.ends_on
         ) END) AS ends_at
) here
CROSS JOIN LATERAL (
  SELECT EXISTS (
    SELECT FROM workload_shift
    WHERE employee_id = person.id AND starts_at >= here.starts_at AND starts_at < here.ends_at
  ) OR EXISTS (
    SELECT FROM workload_rostersubmission own
    JOIN workload_rosterpublication published
      ON published.department_id = own.department_id AND published.month = own.month
    WHERE own.employee_id = person.id AND own.month = place.month AND own.state = 'approved'
      AND own.department_id = term.department_id
  ) AS is_rostered
) roster
{kept}
ORDER BY person.id
"""
# What narrows is read by any day that it may be somewhere, what is kept by the person's own.
ONLY_THESE = "WHERE employee.id = ANY(%(ids)s)"
OF_DEPARTMENTS = """
WHERE employee.id IN (
  SELECT employee_id FROM workload_employment
  WHERE department_id = ANY(%(ids)s) AND starts_on <= %(day)s + 1 AND coalesce(ends_on >= %(day)s - 1, true)
)
"""
IN_THEM = "WHERE term.department_id = ANY(%(ids)s)"
EMPLOYED = "WHERE employee.hired_on <= %(day)s + 1 AND coalesce(employee.left_on >= %(day)s - 1, true)"
WORKING = "WHERE person.hired_on <= today.day AND coalesce(person.left_on >= today.day, true)"


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody and their standing. Never the type of an absence: whoever may know it reads the absence (P2)."""

    employee_id: int
    name: str
    department_id: int | None
    standing: Standing

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def until(self) -> datetime | None:
        """When the state ends, as far as is known."""
        return self.standing.until

    @property
    def is_here(self) -> bool:
        return self.standing.is_here

    @property
    def cover_id(self) -> int | None:
        """Whom the absence names as cover."""
        return self.standing.cover_id


def presence_of(employee_ids: Collection[int], at: datetime) -> dict[int, Presence]:
    """{employee: presence} of those named. One statement, and one more for calendars this process has not read yet."""
    return _presence(ONLY_THESE, employee_ids, at) if employee_ids else {}


def presence_in(department_ids: Collection[int], at: datetime) -> dict[int, Presence]:
    """{employee: presence} of everybody in the departments. As many statements as `presence_of`."""
    return _presence(OF_DEPARTMENTS, department_ids, at, kept=IN_THEM) if department_ids else {}


def presence_of_all(at: datetime) -> dict[int, Presence]:
    """{employee: presence} of everybody who works here. As many statements as `presence_of`."""
    return _presence(EMPLOYED, (), at, kept=WORKING)


def standings_of(people: Iterable[Presence]) -> dict[int, Standing]:
    """What the pure rule of covers reads."""
    return {person.employee_id: person.standing for person in people}


def _presence(narrowed: str, ids: Collection[int], at: datetime, *, kept: str = "") -> dict[int, Presence]:
    values: dict[str, Any] = {"ids": list(ids), "at": at, "day": at.date(), "zone": settings.TIME_ZONE}
    with planned_cursor() as cursor:
        cursor.execute(STATEMENT.format(narrowed=narrowed, kept=kept), values)
        names = [column.name for column in cursor.description or ()]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    keys = {(row["calendar_id"], row["calendar_number"]) for row in rows if row["calendar_number"]}
    hours = {key: _hours(calendar, at) for key, calendar in VERSIONS.get_many(keys).items()}
    return {row["id"]: _person(row, hours, at) for row in rows}


def _person(row: dict[str, Any], hours: dict[tuple[int, int], Hours], at: datetime) -> Presence:
    facts = Facts(
        is_employed=row["is_employed"],
        leave=Leave(row["absence_id"], row["absent_until"], row["cover_id"]) if row["absence_id"] else None,
        mark=Mark(row["mark_kind"], row["away_until"]) if row["mark_kind"] else None,
        is_rostered=row["is_rostered"],
        shift_start=row["shift_start"],
        shift_end=row["shift_end"],
        hours=hours.get((row["calendar_id"], row["calendar_number"])),
    )
    return Presence(row["id"], row["name"], row["department_id"], standing_at(facts, at))


def _hours(calendar: Calendar, at: datetime) -> Hours:
    """In a short break of the calendar people are here: they do not all eat at once, and whoever does says so (L3)."""
    try:
        opens = next_open(calendar, at)
    except BeyondHorizon:
        return Hours(is_open=False)
    return Hours(opens == at or is_open(calendar, opens - SHORT_BREAK), opens)
