"""What a corrected payslip comes to, and how little of it is taken from anybody (Y5)."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.domain.adjustments import is_within, takes_back
from payroll.domain.corrections import Change, Difference, changed, differences, of_one_sign
from tests.factories.pay import a_case
from workload.domain.refusals import BadInput


def corrected(case: dict[str, Any], *changes: Change, by_hours: tuple[int, ...] = (0,)) -> dict[str, int]:
    """{code: kopecks that come out otherwise}."""
    return {one.code: one.amount for one in differences(case, changed(case, changes, by_hours))}


def test_a_forgotten_fact_pays_its_part_of_the_variable_sum() -> None:
    # 40,000 for 150 of 150 norm-hours; with 165 attained it is 40,000 × 1.1: 4,000 more.
    assert corrected(a_case(), Change(0, "output", "165")) == {"output": 400_000}


def test_forgotten_hours_pay_base_and_fund_while_their_target_follows() -> None:
    case = a_case()
    case["sections"][0]["period"]["worked_hours"] = "88"
    case["sections"][0]["facts"]["output"]["target"] = "75"
    # From 88 to 176 of 176 hours: base 30,000 → 60,000. The fund was 20,000 × 150 ÷ 75 = 40,000; the target follows
    # to 150, so that it stays 40,000 × 1: nothing for the results that were the same.
    assert corrected(case, Change(0, "worked_hours", "176")) == {"base": 3_000_000}
    # Measured by the department, nobody's target follows their own hours: 40,000 × 150 ÷ 75 = 80,000.
    assert corrected(case, Change(0, "worked_hours", "176"), by_hours=()) == {"base": 3_000_000, "output": 4_000_000}
    # A target that is named does not follow either, in whatever order it is said: 40,000 × 150 ÷ 100.
    both = (Change(0, "output.target", "100"), Change(0, "worked_hours", "176"))
    assert corrected(case, *both) == {"base": 3_000_000, "output": 2_000_000}
    # A target of points follows as that of output does: 5 of 5 stay whole with 5 of 10.
    case["sections"][0]["plan"]["components"] = [{"code": "upsales", "weight": "1"}]
    case["sections"][0]["facts"] = {"upsales": {"target": "5", "fact": "5"}}
    # 60,000 and 40,000 for half of the hours, then for all: 30,000 more, and 40,000 × 5 ÷ 10 is what 20,000 was.
    assert corrected(case, Change(0, "worked_hours", "176")) == {"base": 3_000_000}


def test_what_was_not_applicable_becomes_so_with_its_target_and_a_score_is_a_score() -> None:
    case = a_case()
    case["sections"][0]["plan"]["components"] = [
        {"code": "output", "weight": "0.5"},
        {"code": "quality", "weight": "0.5"},
    ]
    case["sections"][0]["facts"] = {"output": None, "quality": {"score": "0.8"}}
    case["sections"][0]["plan"]["offer_rate"] = "100.00"
    # quality alone carried the whole fund: 40,000 × 0.8 = 32,000; now each half: 20,000 × 0.9 and 20,000 × 0.5.
    changes = (Change(0, "output", "5"), Change(0, "output.target", "10"), Change(0, "quality", "0.9"))
    assert corrected(case, *changes) == {"output": 1_000_000, "quality": -1_400_000}
    assert corrected(case, Change(0, "offers", "2.5")) == {"offers": 25_000}
    assert corrected(case, Change(0, "worked_days", "21")) == {}


def test_a_minus_of_points_becomes_less_with_the_variable_part_and_never_more() -> None:
    case = a_case(settlement="-50000.00")
    # The month's 40,000 held the minus; with 20,000 it holds half of it.
    assert corrected(case, Change(0, "output", "75")) == {"output": -2_000_000, "settlement": 2_000_000}
    assert corrected(case, Change(0, "output", "165")) == {"output": 400_000}


def test_points_that_were_won_and_taken_back_by_a_reversal_are_not_paid_again() -> None:
    case = a_case(settlement="300.00")
    more = changed(case, [Change(0, "output", "165")])
    assert differences(case, more, 0) == [Difference(1, "output", 4_000_000, 4_400_000)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (Change(1, "output", "1"), "section"),
        (Change(-1, "output", "1"), "section"),
        (Change(0, "upsales", "1"), "sections[0].upsales"),
        (Change(0, "worked_days", "2.5"), "sections[0].worked_days"),
        (Change(0, "worked_hours", "many"), "sections[0].worked_hours"),
        (Change(0, "output", "-"), "sections[0].facts.output.fact"),
    ],
)
def test_what_there_is_not_is_named(change: Change, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        corrected(a_case(), change)
    assert refused.value.field == field


@settings(max_examples=25)
@given(st.lists(st.integers(-(10**7), 10**7), max_size=6))
def test_amounts_of_one_sign_keep_the_sum_and_never_grow(amounts: list[int]) -> None:
    kept = of_one_sign(amounts)
    assert sum(kept) == sum(amounts)
    assert len({part > 0 for part in kept if part}) <= 1
    assert all(abs(part) <= abs(amount) and part * amount >= 0 for part, amount in zip(kept, amounts, strict=True))


def test_a_correction_bears_to_the_kopeck_and_what_loses_as_much_as_it_gains_is_nothing() -> None:
    # 100.00 paid and 40.00 of it turned back leave 60.00.
    assert is_within(100_00, -40_00, -60_00) and not is_within(100_00, -40_00, -60_01)
    # A line of nothing may be given something, which may be taken again.
    assert is_within(0, 0, 50_00) and is_within(0, 50_00, -50_00) and not is_within(0, 0, -1)
    # Of 300.00 taken and 100.00 given back no more is taken, and 200.00 are left to give.
    assert is_within(-300_00, 100_00, 200_00) and not is_within(-300_00, 100_00, 200_01)
    assert not is_within(-300_00, 100_00, -50_00)
    assert of_one_sign([500_00, -500_00, 0]) == [0, 0, 0]


@settings(max_examples=25)
@given(st.integers(-1000, 1000), st.lists(st.integers(-600, 600), max_size=5))
def test_a_line_is_never_turned_beyond_nothing(paid: int, asked: list[int]) -> None:
    stands = paid
    for amount in asked:
        if is_within(paid, stands - paid, amount):
            stands += amount
        assert stands >= 0 if paid >= 0 else stands <= 0
    assert not takes_back(0, 1) and takes_back(paid, -paid) is (paid != 0)
