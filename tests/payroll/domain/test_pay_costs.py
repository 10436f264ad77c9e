"""What a line of a payslip costs for, and how much of pay was for results (Y5, Y8)."""

from fractions import Fraction

import pytest

from payroll.domain.pay_costs import Cost, CostKind, cost_of, kind_of


@pytest.mark.parametrize(
    ("code", "is_measured", "kind"),
    [
        ("base", True, CostKind.BASE),
        ("overtime", False, CostKind.BASE),
        ("output", True, CostKind.VARIABLE),
        ("offers", True, CostKind.OFFERS),
        ("settlement", False, CostKind.SETTLEMENT),
        ("addition", False, CostKind.ADDITIONS),
    ],
)
def test_a_line_is_what_its_month_pays_it_for_and_a_correction_stands_apart(
    code: str, is_measured: bool, kind: CostKind
) -> None:
    assert kind_of(code, is_measured=is_measured, is_correction=False) == kind
    assert kind_of(code, is_measured=is_measured, is_correction=True) == CostKind.CORRECTIONS


def test_the_share_for_results_is_of_the_months_own_pay() -> None:
    """50,000 of base, 30,000 for results, 6,000 of offers, 4,000 taken by points and 8,000 beside the plan are 90,000,
    of which 32,000 were for results; the 10,000 that mend another month are paid and not counted."""
    amounts = ("base", 50_000_00), ("variable", 20_000_00), ("variable", 10_000_00), ("offers", 6_000_00)
    others = ("settlement", -4_000_00), ("additions", 8_000_00), ("corrections", 10_000_00)
    cost = cost_of((CostKind(kind), kopecks) for kind, kopecks in (*amounts, *others))
    assert (cost.variable, cost.total) == (30_000_00, 100_000_00)
    assert cost.variable_share == Fraction(32, 90)


def test_of_nothing_and_of_less_there_is_no_share() -> None:
    assert Cost(corrections=5_00).variable_share is None
    assert Cost(base=1_00, additions=-2_00).variable_share is None
