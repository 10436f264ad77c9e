"""What pay would have been under other terms: the calculator's answer to the same facts under a changed plan (Y7)."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings

from payroll.domain.break_even import COARSE, FINEST, Varying, curve, varying
from payroll.domain.gains import Gain, summed, whole
from payroll.domain.pay_case import PayCase
from payroll.domain.pay_record import computed
from payroll.domain.plans import BadPlan
from payroll.domain.sections import Section
from payroll.domain.what_if import Change, PaidMonth, Terms, changed, changed_case, weights_around
from payroll.domain.what_if_case import changes_from
from tests.payroll.domain.random_months import RANDOMS, a_month
from tests.payroll.domain.terms import of, plan, scale, scored, section, worked
from workload.domain.refusals import BadInput

TERMS = Terms(60_000_00, 40_000_00, {"output": Fraction(100), "upsales": Fraction(10)})
MANAGER = plan(output="0.50", quality="0.35", upsales="0.15")


def weights(**parts: str) -> dict[str, Fraction]:
    return {code: Fraction(part) for code, part in parts.items()}


def a_paid_month(*sections, settlement=0, plan_id=1) -> PaidMonth:
    case = PayCase(tuple(sections), settlement)
    return PaidMonth(7, date(2026, 10, 1), case, (plan_id,) * len(sections), (1,) * len(sections), computed(case).total)


def amounts(case: PayCase) -> dict[str, int]:
    return {line.code: line.amount for line in computed(case).lines}


def test_upsales_at_forty_percent_worked_by_hand():
    """Output 90 of 100, quality 1, upsales 6 of 10. As paid: 40,000 × (0.5 × 0.9 + 0.35 × 1 + 0.15 × 0.6) = 35,600.
    At 0.40 for upsales, 0.40 and 0.20: 40,000 × (0.4 × 0.9 + 0.2 × 1 + 0.4 × 0.6) = 14,400 + 8,000 + 9,600 = 32,000."""
    paid = a_paid_month(section(MANAGER, output=of(90, 100), quality=scored("1"), upsales=of(6, 10)))
    new = changed_case(paid, {1: Change(weights(output="0.4", quality="0.2", upsales="0.4"))}, {1: TERMS})
    assert paid.total == 95_600_00
    assert amounts(new) == {"base": 60_000_00, "output": 14_400_00, "quality": 8_000_00, "upsales": 9_600_00}


def test_targets_base_and_fund_move_what_a_person_has_in_proportion():
    """A target of 10 points was 8 for this short month: at 20 it is 16, and 8 points are half. Own sums of 66,000 and
    20,000 beside the plan's 60,000 and 40,000 become 66,000 × 30 ÷ 60 = 33,000 and 20,000 × 50 ÷ 40 = 25,000."""
    own = plan(66_000, 20_000, upsales="1")
    change = Change(targets={"upsales": Fraction(20)}, base=30_000_00, variable=50_000_00)
    new = changed(section(own, upsales=of(8, 8)), change, TERMS)
    assert amounts(PayCase((new,))) == {"base": 33_000_00, "upsales": 12_500_00}
    from_nothing = changed(section(plan(0, 0), upsales=of(8, 8)), Change(base=1_00), Terms(0, 0))
    assert from_nothing.plan.base == 1_00


def test_a_component_that_the_month_did_not_measure_is_not_applicable():
    """Deadlines had no facts then: their weight is spread, and output takes the whole fund."""
    new = changed(section(plan(output="1"), output=of(1, 1)), Change(weights(output="0.3", deadlines="0.7")), TERMS)
    assert amounts(PayCase((new,))) == {"base": 60_000_00, "output": 40_000_00, "deadlines": 0}


def test_a_scale_of_ones_own_takes_the_place_of_the_scale():
    change = Change(scales={"output": scale(table=[("0.5", "0"), ("1", "2")])})
    new = changed(section(plan(output="1"), output=of(3, 4)), change, TERMS)
    assert amounts(PayCase((new,)))["output"] == 40_000_00


def test_offers_are_paid_by_points_where_upsales_weigh_nothing():
    """Six points × 250; of a head the members sold them, and they are paid for them themselves."""
    sold = section(MANAGER, output=of(1, 1), quality=scored("1"), upsales=of(6, 10))
    change = Change(weights(output="0.6", quality="0.4", upsales="0"), offer_rate=250_00)
    assert amounts(PayCase((changed(sold, change, TERMS),)))["offers"] == 1_500_00
    assert "offers" not in amounts(PayCase((changed(sold, change, Terms(0, 0, is_own=False)),)))
    with pytest.raises(BadPlan, match="Upsales are paid once"):
        changed(sold, Change(offer_rate=250_00), TERMS)


def test_only_sections_of_a_changed_plan_are_touched():
    first, second = (section(MANAGER, output=of(1, 1), quality=None, upsales=None, place=place) for place in (0, 1))
    paid = PaidMonth(7, date(2026, 10, 1), PayCase((first, second)), (1, None), (1, None), 0)
    new = changed_case(paid, {1: Change(base=0)}, {1: TERMS})
    assert [one.plan.base for one in new.sections] == [0, 60_000_00]
    assert paid.is_touched({1: Change()}) and not paid.is_touched({2: Change()})
    assert changed_case(paid, {}, {}) == paid.case


@given(RANDOMS)
@settings(max_examples=30)
def test_a_total_at_any_weight_is_the_calculators(random: Random):
    """Whatever else there is: sections, scales, missing facts, hours beyond, a minus that takes the whole fund."""
    sections, settlement = a_month(random), random.choice([0, -50_000, 700])
    code = random.choice(sections[0].plan.components).code
    before = {one.code: one.weight for one in sections[0].plan.components}
    if len(before) == 1:
        before["other"] = Fraction()
    paid = a_paid_month(*sections, settlement=settlement)

    def at(weight: Fraction):
        change = Change(weights_around(before, code, weight))
        return changed_case(PaidMonth(7, paid.month, paid.case, (1, 2), (1, 2), 0), {1: change}, {1: TERMS})

    start = computed(at(before[code]))
    case = at(before[code])
    one = varying(case.sections, [True, False], code, settlement, start.total, start.variable)
    for place in (0, FINEST, random.randrange(FINEST)):
        weight = Fraction(place, FINEST)
        assert one.at(weight) == computed(at(weight)).total


@pytest.mark.parametrize("is_varied", [(True, False), (False, True)])
def test_of_two_plans_with_equal_terms_only_the_one_in_question_moves(is_varied: tuple[bool, bool]) -> None:
    """Half a month each, output whole, 8 of 10 sold: at 40 % of upsales the half that moves brings
    20,000 × (0.6 + 0.4 × 0.8) = 18,400, the other, at 15 %, stays at 20,000 × (0.85 + 0.15 × 0.8) = 19,400."""
    terms = plan(output="0.85", upsales="0.15")
    days = worked("79.5", days=10)
    halves = [section(terms, days, place, output=of(1, 1), upsales=of(4, 5)) for place in (0, 1)]
    slip = computed(PayCase(tuple(halves)))
    one = varying(halves, is_varied, "upsales", 0, slip.total, slip.variable)
    assert one.at(Fraction("0.4")) == 60_000_00 + 18_400_00 + 19_400_00
    assert one.at(Fraction("0.15")) == slip.total


def test_the_break_even_is_where_losses_and_gains_cancel():
    """One sells 12 of 10 and works 90 of 100, another sells 2 of 10 and works 110: their variable parts together are
    40,000 × ((0.9 + 1.1)(1 − w) + (1.2 + 0.2) w) = 80,000 − 24,000 w. They were paid 80,000 − 24,000 × 0.15 = 76,400;
    with a fund of 41,000 it is 82,000 − 24,600 w, so w = 5,600 ÷ 24,600 = 0.22764."""
    terms = plan(variable=41_000, output="0.85", upsales="0.15")
    people = [section(terms, output=of(output, 100), upsales=of(sold, 10)) for output, sold in ((90, 12), (110, 2))]
    varied = []
    for one in people:
        slip = computed(PayCase((one,)))
        varied.append(varying([one], [True], "upsales", 0, slip.total, slip.variable))
    found = curve(varied, 2 * 60_000_00 + 76_400_00)
    assert found.even == (22_764,)
    assert found.points[0] == (0, 202_000_00) and found.points[-1] == (FINEST, 177_400_00)
    assert len(found.points) == FINEST // COARSE + 1


def test_a_weight_that_moves_nothing_has_no_break_even():
    one = section(plan(output="0.5", quality="0.5"), output=of(1, 1), quality=scored("1"))
    slip = computed(PayCase((one,)))
    assert curve([varying([one], [True], "quality", 0, slip.total, slip.variable)], slip.total).even == ()


def test_an_even_weight_that_plans_write_in_hundredths_is_found_once():
    """Output 1, upsales a half: 40,000 × (1 − w ÷ 2), which is 36,000 at w = 0.20. Where only upsales weigh, the others
    share the rest equally: at 0.5 it is 40,000 × (0.5 × 1 + 0.25 × 1 + 0.25 × 0.6) = 36,000."""
    one = section(plan(output="0.8", upsales="0.2"), output=of(1, 1), upsales=of(1, 2))
    assert curve([varied_in(one, "upsales")], 96_000_00).even == (20_000,)
    alone = section(
        plan(output="0", quality="0", upsales="1"), output=of(1, 1), quality=scored("0.6"), upsales=of(1, 1)
    )
    assert varied_in(alone, "upsales").at(Fraction(1, 2)) == 96_000_00


def varied_in(one: Section, code: str) -> Varying:
    slip = computed(PayCase((one,)))
    return varying([one], [True], code, 0, slip.total, slip.variable)


def test_the_others_share_the_rest_as_they_did():
    assert weights_around(weights(a="0.6", b="0.2", c="0.2"), "b", Fraction("0.6")) == weights(
        a="0.3", b="0.6", c="0.1"
    )
    assert weights_around(weights(a="1", b="0", c="0"), "a", Fraction("0.5")) == weights(a="0.5", b="0.25", c="0.25")


def test_gains_add_up():
    found = summed([("a", 100, 120), ("b", 50, 40), ("a", 1, 0)])
    assert [(key, one.difference) for key, one in found.items()] == [("a", 19), ("b", -10)]
    assert whole(found.values()) == Gain(151, 160) and whole([]) == Gain()


def test_changes_are_read_as_they_are_written():
    said = {"weights": {"output": "0.3"}, "scales": {"output": {"cap": "1.5"}}, "base": "60000.00"}
    assert changes_from({"12": said}) == {
        12: Change(weights(output="0.3"), {"output": scale(cap="1.5")}, {}, 60_000_00)
    }


@pytest.mark.parametrize(
    ("written", "field"),
    [
        ([], "changes"),
        ({"x": {}}, "changes"),
        ({"1": {"wages": {}}}, "1.wages"),
        ({"1": {"weights": []}}, "1.weights"),
        ({"1": {"weights": {"output": 0.3}}}, "1.weights.output"),
        ({"1": {"scales": {"output": {"cap": "-1"}}}}, "1.scales.output.cap"),
        ({"1": {"base": "1.001"}}, "1.base"),
    ],
)
def test_changes_that_cannot_be_are_named(written, field):
    with pytest.raises(BadInput) as refused:
        changes_from(written)
    assert refused.value.field == field
