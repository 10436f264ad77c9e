"""Telling somebody who has returned what happened meanwhile, once (S7)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse

from support_desk.shared.notices import Note, notify
from tickets.models import AwayDigest
from tickets.queries.away_digest import counts_meanwhile
from workload.actions.presence import LONGEST_AWAY
from workload.domain.presence import State
from workload.models import Absence, AwayMark, Employee
from workload.queries.presence import Presence, presence_of

KIND = "away.digest"
LONG_ENOUGH = timedelta(hours=2)
# Somebody may come back while the minute's telling runs, or mark themselves away before their absence ends and return
# only with the end of that mark.
LOOK_BACK = LONGEST_AWAY + timedelta(hours=1)
YEAR = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Return:
    """Somebody was away from `starts_at` until `ends_at`."""

    employee_id: int
    starts_at: datetime
    ends_at: datetime


@transaction.atomic
def tell_returned(*, since: datetime, at: datetime) -> int:
    """One digest and one notice for everybody whose absence or mark of two hours and more has ended since then and who
    is not away again; delivered when their working time begins. Returns how many were told."""
    ended = ended_between(since - LOOK_BACK, at)
    people = presence_of({each.employee_id for each in ended}, at)
    back = [each for each in ended if people[each.employee_id].state not in (State.ABSENT, State.AWAY)]
    new = _new_digests(back)
    if not new:
        return 0
    users = dict(Employee.objects.filter(pk__in={each.employee_id for each in new}).values_list("pk", "user_id"))
    return notify([_note(each, users, people[each.employee_id], at) for each in new], at=at)


def ended_between(start: datetime, end: datetime) -> list[Return]:
    """What ended in that time and was long enough; what overlaps or followed at once is one. Two or three
    statements."""
    long_enough = {"ends_at__gt": start, "ends_at__lte": end, "ends_at__gte": F("starts_at") + LONG_ENOUGH}
    fields = ("employee_id", "starts_at", "ends_at")
    marks = [Return(*row) for row in AwayMark.objects.filter(**long_enough).values_list(*fields)]
    absences = [Return(*row) for row in Absence.objects.in_force().filter(**long_enough).values_list(*fields)]
    earlier = _ends_by_person(absences)
    ended = marks + [_joined(each, earlier[each.employee_id]) for each in absences]
    return _merged(ended)


def _merged(ended: Iterable[Return]) -> list[Return]:
    """Of one person, whatever leaves no time between is one."""
    merged: list[Return] = []
    for each in sorted(ended, key=lambda one: (one.employee_id, one.starts_at)):
        last = merged[-1] if merged else None
        if last and last.employee_id == each.employee_id and each.starts_at <= last.ends_at:
            merged[-1] = replace(last, ends_at=max(last.ends_at, each.ends_at))
        else:
            merged.append(each)
    return merged


def _ends_by_person(absences: Iterable[Return]) -> Mapping[int, Mapping[datetime, datetime]]:
    """{employee: {end: start}} of the absences of these people in the year before."""
    found: defaultdict[int, dict[datetime, datetime]] = defaultdict(dict)
    people = {each.employee_id: each.ends_at for each in absences}
    if people:
        rows = Absence.objects.in_force().filter(employee__in=people, ends_at__gt=min(people.values()) - YEAR)
        for employee_id, starts_at, ends_at in rows.values_list("employee_id", "starts_at", "ends_at"):
            found[employee_id][ends_at] = starts_at
    return found


def _joined(last: Return, starts: Mapping[datetime, datetime]) -> Return:
    begins = last.starts_at
    while begins in starts:
        begins = starts[begins]
    return Return(last.employee_id, begins, last.ends_at)


def _new_digests(back: Iterable[Return]) -> list[AwayDigest]:
    """Rows for the returns that have none yet."""
    wanted = {(each.employee_id, each.ends_at): each for each in back}
    told = AwayDigest.objects.filter(employee__in={person for person, _end in wanted})
    for key in told.values_list("employee_id", "ends_at"):
        wanted.pop(key, None)
    rows = [AwayDigest(employee_id=one.employee_id, starts_at=one.starts_at, ends_at=one.ends_at)
            for one in wanted.values()]  # fmt: skip
    return AwayDigest.objects.bulk_create(rows)


def _note(digest: AwayDigest, users: Mapping[int, int], person: Presence, at: datetime) -> Note:
    counts = counts_meanwhile(digest.employee_id, digest.starts_at, digest.ends_at)
    return Note(
        user_id=users[digest.employee_id],
        kind=KIND,
        key=f"away:{digest.pk}",
        facts={"tickets": counts.tickets, "waiting": counts.waiting},
        url=reverse("away-digest", args=[digest.pk]),
        deliver_at=(person.until or at) if person.state is State.OFF_SHIFT else at,
    )
