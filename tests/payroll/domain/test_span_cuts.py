"""Cutting months: every day is in one span, one gap, or paid elsewhere; identical neighbours are one (Y1)."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from payroll.domain.span_cuts import Paid, Stay, cut, held_to
from payroll.domain.spans import Gap
from payroll.domain.targets import hours, output_target, prorated, quality

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
HIRED = date(2026, 1, 12)


def the(number: int) -> date:
    return date(2026, 10, number)


def a_stay(first: int = 1, last: int = 31, department: int = 1, share: int = 100) -> Stay:
    return Stay(7, department, share, the(first), the(last), HIRED)


def paid(first: int, last: int, version: int | None = 3, **over: str) -> Paid:
    return Paid(first, the(first), the(last), version, **{"base": "60000.00", "variable": "40000.00", **over})


def test_a_change_of_department_cuts_and_a_plan_that_ends_leaves_a_gap():
    spans, gaps = cut([a_stay(1, 15), a_stay(16, 31, department=2)], {7: [paid(1, 10), paid(11, 20, 4)]})
    assert [(one.place, one.department_id, one.version_id, one.first.day, one.last.day) for one in spans] == [
        (0, 1, 3, 1, 10), (1, 1, 4, 11, 15), (2, 2, 4, 16, 20)
    ]  # fmt: skip
    assert gaps == [Gap(7, the(21), the(31))]


def test_the_same_terms_said_twice_are_one_span_and_other_sums_are_two():
    spans, gaps = cut([a_stay(1, 20), a_stay(21, 31)], {7: [paid(1, 10), paid(11, 25), paid(26, 31, base="1.00")]})
    assert [(one.first.day, one.last.day, one.assignment_id) for one in spans] == [(1, 25, 1), (26, 31, 26)]
    assert not gaps


def test_without_any_plan_all_days_are_one_gap_and_held_days_are_all_there_is():
    assert cut(held_to([a_stay(1, 9), a_stay(10, 31, 2)], FIRST, the(12)), {}) == ([], [Gap(7, FIRST, the(12))])
    assert held_to([a_stay(20, 31)], FIRST, the(12)) == []
    assert cut([a_stay(5, 9)], {7: [paid(1, 4, None), paid(10, 31)]})[1] == [Gap(7, the(5), the(9))]


def test_of_a_stay_that_only_touches_the_days_that_day_is_held():
    assert held_to([a_stay(12, 31)], FIRST, the(12)) == [a_stay(12, 12)]
    assert held_to([a_stay(1, 9)], the(9), LAST) == [a_stay(9, 9)]


def test_one_person_does_not_go_on_where_another_ended_nor_with_another_share():
    """The same department and terms on the very next day: two people, two gaps; half of full time is another norm."""
    first, second = a_stay(1, 15), replace(a_stay(16, 31), employee_id=8)
    spans, _gaps = cut([first, second], {7: [paid(1, 31)], 8: [paid(1, 31)]})
    assert [(one.employee_id, one.first.day, one.last.day) for one in spans] == [(7, 1, 15), (8, 16, 31)]
    assert cut([first, second], {})[1] == [Gap(7, FIRST, the(15)), Gap(8, the(16), LAST)]
    spans, _gaps = cut([first, a_stay(16, 31, share=50)], {7: [paid(1, 31)]})
    assert [(one.share_percent, one.first.day) for one in spans] == [(100, 1), (50, 16)]


@settings(max_examples=60, deadline=None)
@given(
    cuts=some.sets(some.integers(2, 31), max_size=4),
    plans=some.lists(some.tuples(some.integers(1, 31), some.sampled_from([None, 3, 4, "gap"])), max_size=5),
)
def test_every_day_is_counted_once(cuts, plans):
    edges = [1, *sorted(cuts), 32]
    stays = [a_stay(one, other - 1, department=place % 2) for place, (one, other) in enumerate(pairwise(edges))]
    starts = sorted(dict(plans).items())
    ends = [first - 1 for first, _version in starts[1:]] + [31]
    ways = [paid(first, last, way) for (first, way), last in zip(starts, ends, strict=False) if way != "gap"]
    spans, gaps = cut(stays, {7: ways})
    elsewhere = [(way.first, way.last) for way in ways if way.version_id is None]
    counted = [(one.first, one.last) for one in (*spans, *gaps)] + elsewhere
    days = [first + timedelta(days=number) for first, last in counted for number in range((last - first).days + 1)]
    assert sorted(days) == [the(number) for number in range(1, 32)]
    assert [one.place for one in spans] == list(range(len(spans)))


def test_targets_and_quality_by_hand():
    assert (hours(100), hours(480), hours(0)) == ("1.666667", "8", "0")
    assert output_target(600, Fraction(80)) == 480
    assert output_target(600, None) == 600
    assert output_target(600, Fraction(0)) == 0, "nothing is asked"
    assert prorated(Fraction(10), 4800, 9600) == 5
    assert prorated(Fraction(10), 9700, 9600) == 10
    assert prorated(Fraction(10), 0, 0) == 0
    assert quality([(2, Fraction("0.1")), (1, Fraction("0.02"))]) == Fraction("0.78")
    assert quality([(11, Fraction("0.1"))]) == 0
