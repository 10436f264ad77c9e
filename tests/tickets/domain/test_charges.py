"""What each entry of a task bills, case by case and by law (W3, W4, W6)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.charges import Agreed, Terms, Worked, charges_of, still_to_bill

START = datetime(2026, 11, 18, 9, tzinfo=UTC)
THRESHOLD = 30


def at(hour: int) -> datetime:
    return START + timedelta(hours=hour)


def entry(key: int, minutes: int, **over: Any) -> Worked:
    """The entry logged in the hour of its key."""
    return Worked(key=key, minutes=minutes, **{"at": at(key), "free_minutes": 5, **over})


def overrun(minutes: int, hour: int, key: int = 1, **over: Any) -> Agreed:
    return Agreed(key=key, minutes=minutes, at=at(hour), **over)


def terms(minutes: int | None, *overruns: Agreed) -> Terms:
    return Terms(minutes=minutes, threshold=THRESHOLD, overruns=overruns)


CASES = {
    "nothing was worked": (terms(120), [], [], {}),
    "faster: only what was spent": (terms(120), [entry(1, 90)], [90], {}),
    "exactly as estimated": (terms(120), [entry(1, 120)], [120], {}),
    "longer, and nobody agreed": (terms(120), [entry(1, 150)], [120], {}),
    "two entries share the room": (terms(120), [entry(1, 70), entry(2, 70)], [70, 50], {}),
    "the third finds no room": (terms(60), [entry(1, 40), entry(2, 40), entry(3, 10)], [40, 20, 0], {}),
    "the client's overrun, agreed in time": (
        terms(120, overrun(30, 2)), [entry(1, 100), entry(3, 50)], [100, 50], {1: 0},
    ),
    "the overrun is longer than its agreement": (
        terms(120, overrun(30, 2)), [entry(1, 120), entry(3, 50)], [120, 30], {1: 0},
    ),
    "agreed after the work": (terms(120, overrun(30, 2)), [entry(1, 150)], [120], {1: 30}),
    "agreed after the work, which was shorter": (terms(120, overrun(60, 2)), [entry(1, 150)], [120], {1: 30}),
    "agreed after a part of the work": (terms(120, overrun(60, 2)), [entry(1, 140), entry(3, 60)], [120, 40], {1: 20}),
    "an internal overrun": (terms(120, overrun(30, 2, is_internal=True)), [entry(1, 150)], [120], {}),
    "partly agreed": (
        terms(120, overrun(20, 2), overrun(40, 3, key=2, is_internal=True)), [entry(1, 180)], [120], {1: 20},
    ),
    "internal, then client, shorter": (
        terms(100, overrun(50, 2, is_internal=True), overrun(50, 3, key=2)),
        [entry(1, 150), entry(4, 20)], [100, 20], {2: 0},
    ),
    "internal, decided before its work, then client": (
        terms(100, overrun(50, 2, is_internal=True), overrun(50, 4, key=2)),
        [entry(1, 100), entry(3, 50), entry(5, 20)], [100, 0, 20], {2: 0},
    ),
    "internal, and done in less": (
        terms(100, overrun(50, 2, is_internal=True), overrun(50, 4, key=2)),
        [entry(1, 100), entry(3, 10), entry(5, 60)], [100, 0, 50], {2: 0},
    ),
    "internal in a part, and the client for the rest": (
        terms(100, overrun(20, 2, is_internal=True), overrun(50, 3, key=2)), [entry(1, 150)], [100], {2: 30},
    ),
    "internal, and what it was for is taken back": (
        terms(100, overrun(50, 3, is_internal=True), overrun(50, 4, key=2)),
        [entry(1, 100), entry(2, 50, is_reversed=True), entry(5, 70)], [100, 0, 50], {2: 0},
    ),
    "two overruns, one after the other": (
        terms(60, overrun(10, 2), overrun(10, 3, key=2)), [entry(1, 100), entry(4, 10)], [60, 0], {1: 10, 2: 10},
    ),
    "rework is never billed": (terms(120), [entry(1, 60), entry(2, 30, is_rework=True), entry(3, 50)], [60, 0, 50], {}),
    "rework is not what an overrun pays for": (
        terms(60, overrun(30, 3)), [entry(1, 60), entry(2, 40, is_rework=True)], [60, 0], {1: 0},
    ),
    "small things without an approval": (terms(None), [entry(1, 25)], [25], {}),
    "small things up to the threshold": (terms(None), [entry(1, 20), entry(2, 20)], [20, 10], {}),
    "free minutes": (terms(60), [entry(1, 5), entry(2, 6)], [0, 6], {}),
    "an operation that is not billed": (terms(60), [entry(1, 50, is_billable=False), entry(2, 50)], [0, 50], {}),
    "a reversal frees its minutes": (terms(60), [entry(1, 60, is_reversed=True), entry(2, 45)], [0, 45], {}),
    "a reversal before a late agreement": (
        terms(60, overrun(30, 3)), [entry(1, 60, is_reversed=True), entry(2, 80)], [0, 60], {1: 20},
    ),
    "logged at the instant of the agreement": (terms(60, overrun(30, 1)), [entry(1, 90)], [60], {1: 30}),
}  # fmt: skip


@pytest.mark.parametrize(("given_terms", "entries", "billed", "late"), CASES.values(), ids=CASES.keys())
def test_case(given_terms: Terms, entries: list[Worked], billed: list[int], late: dict[int, int]) -> None:
    charges = charges_of(given_terms, entries)
    assert [charges.entries[each.key] for each in entries] == billed
    assert charges.late == late


WORKED = st.builds(
    Worked,
    key=st.integers(1, 10**6),
    minutes=st.integers(1, 1440),
    at=st.integers(0, 100).map(at),
    is_rework=st.booleans(),
    is_billable=st.booleans(),
    free_minutes=st.integers(0, 30),
    is_reversed=st.booleans(),
)
ENTRIES = st.lists(WORKED, max_size=8, unique_by=lambda each: each.key)
OVERRUNS = st.lists(
    st.builds(Agreed, st.integers(1, 100), st.integers(1, 600), st.integers(0, 100).map(at), st.booleans()),
    max_size=4,
    unique_by=lambda each: each.key,
)
TERMS = st.builds(Terms, st.none() | st.integers(1, 3000), st.integers(0, 240), OVERRUNS)


@given(TERMS, ENTRIES)
def test_never_more_than_agreed_nor_more_than_worked(given_terms: Terms, entries: list[Worked]) -> None:
    """All that was worked up to what was agreed is billed, but for the minutes that are ours."""
    charges = charges_of(given_terms, entries)
    agreed = given_terms.ceiling + sum(each.minutes for each in given_terms.overruns if not each.is_internal)
    ours = sum(each.minutes for each in given_terms.overruns if each.is_internal)
    chargeable = sum(each.chargeable for each in entries)
    assert min(agreed, chargeable - ours) <= charges.total <= min(agreed, chargeable)
    assert all(0 <= charges.entries[each.key] <= each.minutes for each in entries)
    assert all(minutes >= 0 for minutes in charges.late.values())


@given(st.integers(0, 600), st.integers(0, 900), st.integers(1, 600), st.integers(1, 600), st.integers(0, 900))
def test_what_was_written_off_is_never_billed(agreed: int, before: int, ours: int, more: int, after: int) -> None:
    given_terms = terms(agreed, overrun(ours, 2, is_internal=True), overrun(more, 3, key=2))
    entries = [entry(1, before, free_minutes=0), entry(4, after, free_minutes=0)]
    off = min(ours, max(0, before - agreed))
    assert charges_of(given_terms, entries).total == min(agreed + more, before - off + after)


@given(TERMS, ENTRIES)
def test_rework_what_was_taken_back_and_what_is_ours_cost_nothing(given_terms: Terms, entries: list[Worked]) -> None:
    charges = charges_of(given_terms, entries)
    free = [each for each in entries if each.is_rework or each.is_reversed or not each.is_billable]
    assert not any(charges.entries[each.key] for each in free)
    internal = {each.key for each in given_terms.overruns if each.is_internal}
    assert not internal & charges.late.keys()


@given(TERMS, ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_work_changes_no_total(given_terms: Terms, entries: list[Worked], random: Any) -> None:
    """Unless some of it is ours: that is what was over the ceiling when it was decided."""
    given_terms = replace(given_terms, overruns=[each for each in given_terms.overruns if not each.is_internal])
    times = [each.at for each in entries]
    random.shuffle(times)
    moved = [
        Worked(each.key, each.minutes, moment, each.is_rework, each.is_billable, each.free_minutes, each.is_reversed)
        for each, moment in zip(entries, times, strict=True)
    ]
    assert charges_of(given_terms, entries).total == charges_of(given_terms, moved).total


@given(TERMS, ENTRIES, st.integers(1, 600), st.integers(0, 100).map(at))
def test_agreeing_to_more_never_bills_less(
    given_terms: Terms, entries: list[Worked], minutes: int, moment: datetime
) -> None:
    more = Terms(given_terms.minutes, given_terms.threshold, [*given_terms.overruns, Agreed(10**6, minutes, moment)])
    assert 0 <= charges_of(more, entries).total - charges_of(given_terms, entries).total <= minutes


@pytest.mark.parametrize(
    ("agreed", "asked", "billed", "is_worked_on", "expected"),
    [
        (300, 0, 0, True, 300),
        (300, 0, 120, True, 180),
        (300, 60, 120, True, 240),
        (300, 60, 300, True, 60),
        (0, 200, 30, True, 170),
        (0, 0, 30, True, 0),
        (300, 0, 120, False, 0),
        (300, 60, 120, False, 60),
    ],
)
def test_what_a_task_may_bill_yet(agreed: int, asked: int, billed: int, is_worked_on: bool, expected: int) -> None:
    assert still_to_bill(agreed=agreed, asked=asked, billed=billed, is_worked_on=is_worked_on) == expected


@given(TERMS, ENTRIES)
def test_what_is_billed_and_what_may_be_is_what_was_agreed(given_terms: Terms, entries: list[Worked]) -> None:
    billed = charges_of(given_terms, entries).total
    agreed = given_terms.ceiling + sum(each.minutes for each in given_terms.overruns if not each.is_internal)
    assert billed + still_to_bill(agreed=agreed, asked=0, billed=billed, is_worked_on=True) == agreed
