"""Payslips worked out by hand, with the arithmetic in words (Y1)."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from payroll.domain.facts import BadFact
from payroll.domain.other_lines import Addition
from payroll.domain.payslip import payslip
from payroll.domain.periods import BadPeriod, Period
from payroll.domain.plans import BadPlan, Component, Plan, Proration
from tests.payroll.domain.terms import amounts, of, plan, scale, scored, section, worked
from workload.domain.refusals import BadInput

MANAGER = replace(
    plan(output="0.35", receivables="0.20", quality="0.25", upsales="0.15", adjacency="0.05"),
    components=(
        *plan(output="0.35", receivables="0.20", quality="0.25", upsales="0.15", adjacency="0.05").components[:4],
        Component("adjacency", Fraction("0.05"), scale(cap="1")),
    ),
)
GOOD_MONTH: dict[str, Any] = {
    "output": of("154.5", 150),
    "receivables": scored("0.85"),
    "quality": scored("0.92"),
    "upsales": scored("0.90"),
    "adjacency": of(12, 10),
}
HALVES = plan(60_000, 40_000, output="0.5", quality="0.5")


def test_the_whole_example_of_the_specification() -> None:
    # 40,000 × 0.35 × 1.03, × 0.20 × 0.85, × 0.25 × 0.92, × 0.15 × 0.90, × 0.05 × 1 (12 of 10, capped).
    slip = payslip([section(MANAGER, **GOOD_MONTH)], settlement=300_00)
    assert amounts(slip) == [
        ("base", 60_000),
        ("output", 14_420),
        ("receivables", 6_800),
        ("quality", 9_200),
        ("upsales", 5_400),
        ("adjacency", 2_000),
        ("settlement", 300),
    ]
    assert (slip.total, slip.variable, slip.remarks) == (98_120_00, 37_820_00, ())


def test_a_week_of_sickness_cuts_base_and_fund_alike() -> None:
    # 119.25 of 159 hours are three quarters: 45,000 of base, 30,000 of fund. The target came prorated: 90 of 90.
    slip = payslip([section(HALVES, worked("119.25", days=15), output=of(90, 90), quality=scored("0.8"))])
    assert amounts(slip) == [("base", 45_000), ("output", 15_000), ("quality", 12_000)]


def test_by_days_where_the_plan_says_so() -> None:
    # 15 of 20 days are three quarters, whatever the hours were.
    by_days = replace(HALVES, proration=Proration.DAYS)
    slip = payslip([section(by_days, worked(100, days=15), output=of(1, 1), quality=scored("1"))])
    assert amounts(slip) == [("base", 45_000), ("output", 15_000), ("quality", 15_000)]
    assert slip.lines[0].inputs["proration"] == "days"
    assert slip.lines[0].formula == "60000.00 × 15 ÷ 20"


def test_hours_beyond_the_norm_are_a_line_of_their_own_without_money() -> None:
    # 170 of 159 hours: the base is whole, 11 hours wait for a rate.
    slip = payslip([section(HALVES, worked(170), output=of(1, 1), quality=scored("1"))])
    assert amounts(slip) == [("base", 60_000), ("output", 20_000), ("quality", 20_000), ("overtime", 0)]
    assert slip.lines[-1].inputs == {"hours": "11", "rate": None, "worked": "170", "norm": "159"}
    assert slip.lines[0].formula == "60000.00 × 159 ÷ 159"
    assert slip.lines[1].formula == "40000.00 × 159 ÷ 159 × 0.5 × 1", "no weight was spread"
    assert [remark.sentence for remark in slip.remarks] == ["11 hours beyond the norm wait for a rate."]


def test_what_is_not_applicable_leaves_its_weight_to_the_others() -> None:
    # Nothing was due for receivables: 0.20 go to the others. Output has 0.35 ÷ 0.80 of 40,000 = 17,500,
    # quality 0.25 ÷ 0.80 = 12,500, upsales 0.15 ÷ 0.80 = 7,500, adjacency 0.05 ÷ 0.80 = 2,500.
    facts = {code: scored("1") for code in GOOD_MONTH} | {"receivables": of(0, 0)}
    slip = payslip([section(MANAGER, **facts)])
    assert [amount for _, amount in amounts(slip)] == [60_000, 17_500, 0, 12_500, 7_500, 2_500]
    assert (slip.lines[1].formula, slip.lines[2].formula) == ("40000.00 × 159 ÷ 159 × 0.35 ÷ 0.8 × 1", "–")


@pytest.mark.parametrize("nothing", [None, of(5, None), of(5, 0)])
def test_where_nothing_can_be_measured_the_variable_part_is_zero_and_somebody_is_told(nothing: Any) -> None:
    slip = payslip([section(HALVES, output=nothing, quality=nothing)])
    assert amounts(slip) == [("base", 60_000), ("output", 0), ("quality", 0)]
    assert [remark.sentence for remark in slip.remarks] == [
        "Section 1 has nothing to measure: its variable part is zero."
    ]


def test_only_what_weighs_nothing_can_be_measured() -> None:
    light = plan(output="1", quality="0")
    slip = payslip([section(light, output=None, quality=scored("1"))])
    assert amounts(slip) == [("base", 60_000), ("output", 0), ("quality", 0)]
    assert slip.remarks


def test_a_transfer_in_mid_month_is_one_payslip_with_two_sections() -> None:
    # 79.5 hours, a half, under each plan: 30,000 and 20,000; then 35,000 and 15,000 × 0.9.
    specialist = plan(70_000, 30_000, output="1")
    before = section(HALVES, worked("79.5", days=10), output=of(75, 75), quality=scored("1"))
    after = section(specialist, worked("79.5", days=10), 1, output=of(90, 100))
    slip = payslip([before, after])
    assert amounts(slip) == [
        ("base", 30_000),
        ("output", 10_000),
        ("quality", 10_000),
        ("base", 35_000),
        ("output", 13_500),
    ]
    assert [line.inputs["section"] for line in slip.lines] == [1, 1, 1, 2, 2]


def test_sections_together_never_hold_more_than_the_month() -> None:
    # 106 and 106 of 159 hours are four thirds of a month: each section is a half of it, 53 hours wait.
    richer = replace(HALVES, base=HALVES.base * 2)
    facts = {"output": of(1, 1), "quality": scored("1")}
    slip = payslip([section(HALVES, worked(106), **facts), section(richer, worked(106), 1, **facts)])
    assert [amount for _, amount in amounts(slip)] == [30_000, 10_000, 10_000, 60_000, 10_000, 10_000, 0]
    assert (slip.lines[-1].code, slip.lines[-1].inputs["hours"]) == ("overtime", "53")
    assert slip.lines[0].formula == "60000.00 × 79.5 ÷ 159"


def test_equal_terms_are_one_section_though_the_share_of_employment_changed() -> None:
    # A half of the month full time, then a half of it half time: 79.5 of 159 and 39.75 of 79.5 are a whole.
    facts = {"output": of(1, 1), "quality": scored("1")}
    parts = [section(HALVES, worked("79.5"), **facts), section(HALVES, worked("39.75", "79.5"), 1, **facts)]
    slip = payslip(parts)
    assert [amount for _, amount in amounts(slip)] == [60_000, 20_000, 20_000]
    assert slip.lines[0].formula == "60000.00 × (79.5 ÷ 159 + 39.75 ÷ 79.5)"


def test_scores_of_equal_sections_are_weighed_by_work() -> None:
    # Three quarters of the work at 1 and one at 0.6: 0.9 of 20,000. Output measured in one of them is all of it.
    parts = [
        section(HALVES, worked("119.25"), output=None, quality=scored("1")),
        section(HALVES, worked("39.75"), 1, output=of(5, 10), quality=scored("0.6")),
    ]
    assert amounts(payslip(parts)) == [("base", 60_000), ("output", 10_000), ("quality", 18_000)]


def test_scores_of_sections_without_work_count_alike() -> None:
    idle = [section(HALVES, worked(0), place, output=None, quality=scored(score)) for place, score in enumerate("10")]
    slip = payslip(idle)
    assert (slip.total, slip.lines[2].inputs["score"]) == (0, "0.5")


def test_a_score_and_a_target_cannot_become_one_fact() -> None:
    parts = [
        section(HALVES, worked(80), output=of(1, 1), quality=scored("1")),
        section(HALVES, worked(79), 1, output=scored("1"), quality=scored("1")),
    ]
    with pytest.raises(BadFact, match=r"^sections\[1\]\.facts\.output: One part of the month has a target"):
        payslip(parts)


def test_kopecks_of_a_group_are_rounded_once_and_shared_by_plan_order() -> None:
    # 100.00 ÷ 3 three times: 33.33 each and a kopeck over, which goes to the first of three equal remainders.
    thirds = Plan(0, 300_00, tuple(Component(code, Fraction(1, 3)) for code in "abc"))
    slip = payslip([section(thirds, worked(53), a=scored("1"), b=scored("1"), c=scored("1"))])
    assert [amount for _, amount in amounts(slip)] == [0, 33.34, 33.33, 33.33]


def test_bases_of_all_sections_are_one_group() -> None:
    # A half of 0.01 and a half of 0.03 ₽ are 0.02 exactly, though each half alone would be rounded up.
    parts = [section(plan(0, 0), worked("79.5")), section(plan(1, 0), worked("79.5"), 1)]
    cheap = [replace(part, plan=Plan(base, 0)) for part, base in zip(parts, (1, 3), strict=True)]
    assert [line.amount for line in payslip(cheap).lines] == [1, 1]


def test_offers_are_paid_by_point_and_not_prorated() -> None:
    slip = payslip([section(plan(60_000, 0, offer_rate=150), worked("79.5"), points=12)])
    assert amounts(slip) == [("base", 30_000), ("offers", 1_800)]
    assert slip.lines[1].formula == "12 × 150.00"
    assert slip.variable == 0
    # 0.335 points × 0.10 are 3.35 kopecks, 0.35 points 3.5: the half counts.
    for points, kopecks in (("0.335", 3), ("0.35", 4)):
        part = replace(section(Plan(0, 0, offer_rate=10)), offer_points=Fraction(points))
        assert payslip([part]).total == kopecks


@pytest.mark.parametrize(("asked", "paid", "by"), [(-50_00, -50, None), (-40_000_00, -20_000, "variable")])
def test_a_settlement_takes_no_more_than_the_variable_part(asked: int, paid: float, by: str | None) -> None:
    slip = payslip([section(plan(output="1"), output=of(1, 2))], settlement=asked)
    assert amounts(slip)[-1] == ("settlement", paid)
    assert slip.lines[-1].inputs["limited_by"] == by
    assert bool(slip.remarks) == (by is not None)


def test_without_a_variable_part_a_minus_takes_nothing_and_says_so() -> None:
    slip = payslip([section(plan(60_000, 0))], settlement=-100_00)
    assert amounts(slip) == [("base", 60_000), ("settlement", 0)]
    assert [remark.sentence for remark in slip.remarks] == [
        "The settlement is 0.00, not -100.00: a minus stays within the variable part of pay."
    ]


def test_additions_keep_their_reason_and_the_month_they_mend() -> None:
    additions = [
        Addition("overtime", -70_00, "Overpaid hours", "2026-10"),
        Addition("nothing", 0, "Nothing"),
        Addition("mentoring", 5_000_00, "Two juniors"),
    ]
    slip = payslip([section(plan(60_000, 0))], additions=additions)
    assert amounts(slip) == [("base", 60_000), ("overtime", -70), ("mentoring", 5_000)]
    assert slip.lines[1].inputs == {"reason": "Overpaid hours", "month": "2026-10"}


def test_a_line_shows_the_scale_that_made_its_score() -> None:
    tabled = scale(gate="0.5", floor="0.1", cap="1.5", table=[("0.8", "0.5"), ("1", "1")])
    terms = Plan(0, 100_00, (Component("output", Fraction(1), tabled),))
    line = payslip([section(terms, output=of(2, 3))]).lines[1]
    assert line.inputs == {
        "section": 1,
        "proration": "hours",
        "presence": "1",
        "worked": "159",
        "norm": "159",
        "weight": "1",
        "target": "3",
        "fact": "2",
        "attainment": "0.666667",
        "gate": "0.5",
        "kind": "linear",
        "table": "0.8 → 0.5, 1 → 1",
        "floor": "0.1",
        "cap": "1.5",
        "score": "0.5",
        "variable": "100.00",
        "applicable_weights": "1",
    }
    floored = Plan(0, 100_00, (Component("output", Fraction(1), scale(floor="0.7")),))
    shown = payslip([section(floored, output=of(2, 3))]).lines[1].inputs
    assert (shown["floor"], shown["score"], "gate" in shown, "cap" in shown) == ("0.7", "0.7", False, False)


def test_a_payslip_without_a_section_is_none() -> None:
    with pytest.raises(BadInput, match=r"^sections: A payslip needs at least one section"):
        payslip([])


@pytest.mark.parametrize(
    ("settings", "refusal"),
    [
        ({"base": -1}, "base: Pay cannot"),
        ({"variable": -1}, "variable: Pay cannot"),
        ({"offer_rate": -1}, "offer_rate: Pay cannot"),
        ({"output": "0.5", "quality": "0.49"}, "components: The weights of a plan sum to 1, these sum to 0.99."),
        ({"output": "0.5", "quality": "0.51"}, "components: The weights of a plan sum to 1, these sum to 1.01."),
        ({"variable": 1}, "components: The weights of a plan sum to 1, these sum to 0."),
        ({"output": "-0.5", "quality": "1.5"}, "components[0].weight: A weight lies between 0 and 1"),
        ({"output": "1", "offers": "0"}, "components[1].code: offers is the name of another line"),
        ({"upsales": "1", "offer_rate": 1}, "offer_rate: Upsales are paid once"),
    ],
)
def test_a_plan_that_contradicts_itself_is_refused(settings: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadPlan) as refused:
        plan(**settings)
    assert str(refused.value).startswith(refusal)


def test_one_component_stands_once_in_a_plan() -> None:
    with pytest.raises(BadPlan, match=r"^components\[1\]\.code: output is in this plan already"):
        Plan(0, 1, (Component("output", Fraction(1, 2)), Component("output", Fraction(1, 2))))


@pytest.mark.parametrize(
    ("period", "refusal"),
    [
        ((159, -1, 20, 20), "worked_hours: Nobody works less than nothing"),
        ((159, 1, 20, -1), "worked_days: Nobody"),
        ((0, 1, 20, 20), "norm_hours: There is work here and no norm"),
        ((159, 1, 0, 1), "norm_days: There is work"),
    ],
)
def test_a_period_that_cannot_be_is_refused(period: tuple[int, int, int, int], refusal: str) -> None:
    norm_hours, hours, norm_days, days = period
    with pytest.raises(BadPeriod) as refused:
        Period(Fraction(norm_hours), Fraction(hours), norm_days, days)
    assert str(refused.value).startswith(refusal)
