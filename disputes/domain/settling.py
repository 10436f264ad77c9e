"""When a month is settled and what belongs to it (M1): pure, by the department's own clock."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from disputes.domain.dues import dues
from disputes.domain.ledger import Entry
from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import PointPolicy
from disputes.domain.postings import Posting
from disputes.domain.settlement_case import SettlementCase
from workload.domain.months import month_after, number_of

AFTER_MIDNIGHT: Final = timedelta(minutes=5)


def last_month_over(at: datetime, zone: ZoneInfo) -> date:
    """The latest month that is settled by `at`: from 00:05 of the first of the next one on, there."""
    return month_after((at - AFTER_MIDNIGHT).astimezone(zone).date(), -1)


def months_between(first: date, last: date) -> Iterator[date]:
    """Each month from that of `first` to that of `last`, in order."""
    for step in range(number_of(last) - number_of(first) + 1):
        yield month_after(first, step)


def cancelled(entries: Iterable[Entry]) -> set[int]:
    """Numbers of those that take each other back among `entries`: posted and taken back before it was settled, they
    belong to no pool."""
    known = {entry.number: entry for entry in entries}
    back = [entry for entry in known.values() if entry.mirrors in known]
    return {entry.number for entry in back} | {entry.mirrors for entry in back if entry.mirrors is not None}


def nominal_case(policy: PointPolicy, employees: Iterable[int], postings: Iterable[Posting]) -> SettlementCase:
    """The month as it is published: each has just as much to lose as the policy says, and no guard holds (M1)."""
    counted = tuple(postings)
    owed = dues(policy, sorted(employees), counted)
    people = tuple(
        Person(employee, most, most)
        for employee, due in owed.items()
        for most in [max(-due.within, 0) + max(-due.across, 0)]
    )
    return SettlementCase(replace(policy, guard_percent=None), people, counted)
