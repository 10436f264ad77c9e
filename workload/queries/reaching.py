"""From when on people read what they are told: in their shifts, however early it was written (S3, L2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workload.domain.calendars import BeyondHorizon, Calendar, next_open
from workload.domain.presence import State
from workload.models import Employee
from workload.queries.calendars import calendars_of_departments
from workload.queries.presence import Presence


@dataclass(frozen=True, slots=True)
class Recipient:
    """An account and the instant from which on its owner works; now where nobody can tell."""

    user_id: int
    works_from: datetime


def recipients_of(people: Mapping[int, Presence], *, at: datetime) -> dict[int, Recipient]:
    """{employee: where and from when on they are told}: at once who is here, the others when they are back (S3, L3).

    One statement, and at most three more where somebody's own hours do not say when: then their department's do.
    """
    unclear = {one.department_id for one in people.values() if one.department_id and works_again(one, at) is None}
    calendars = calendars_of_departments(unclear) if unclear else {}
    opens = {department: next_working_instant(one.calendar, at) for department, one in calendars.items()}
    users = Employee.objects.filter(pk__in=people).values_list("pk", "user_id")
    return {
        one: Recipient(user, works_again(people[one], at) or opens.get(people[one].department_id or 0, at))
        for one, user in users
    }


def works_again(person: Presence, at: datetime) -> datetime | None:
    """`at` for who is here, the end of a meeting or the next shift; None where that is not known, or who is absent."""
    if person.is_here:
        return at
    return None if person.state is State.ABSENT else person.until


def next_working_instant(calendar: Calendar, at: datetime) -> datetime:
    """`at` itself in working time, and where a calendar never opens again."""
    try:
        return next_open(calendar, at)
    except BeyondHorizon:
        return at
