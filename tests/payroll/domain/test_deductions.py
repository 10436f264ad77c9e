"""What is turned back never takes more than a fifth of a payment (Labour Code 138)."""

from hypothesis import given, settings
from hypothesis import strategies as st

from payroll.domain.deductions import borne
from payroll.domain.pay_case import case_from
from payroll.domain.pay_record import computed
from support_desk.shared.money import rubles_of
from tests.factories.pay import a_case


def test_a_fifth_to_the_kopeck_is_still_taken() -> None:
    # A fifth of 500.00 are 100.00; of 499.99 it is 99.99.
    assert borne(500_00, [-100_00]) == [0]
    assert borne(500_00, [-100_01]) == []
    assert borne(499_99, [-100_00, -99_99]) == [1]
    assert borne(-10_00, [-1]) == []


@settings(max_examples=40)
@given(
    st.integers(-200_000_00, 50_000_00),
    st.lists(st.integers(1, 30_000_00), max_size=3),
    st.lists(st.integers(-30_000_00, -1), max_size=6),
)
def test_what_is_taken_stays_within_a_fifth_of_the_payment_with_its_points(
    points: int, gains: list[int], minuses: list[int]
) -> None:
    """However many points were lost: a payslip of 100,000 as the calculator answers it with and without the minuses."""
    case = {**a_case(), "settlement": str(rubles_of(points)), "additions": [_addition(one) for one in gains]}
    payment = computed(case_from(case)).total
    kept = borne(payment, minuses)
    taken = [minuses[place] for place in kept]
    case["additions"] += [_addition(one) for one in taken]
    assert computed(case_from(case)).total == payment + sum(taken) >= payment - payment // 5
    # What is left out is more than what is left of the fifth.
    left_out = [amount for place, amount in enumerate(minuses) if place not in kept]
    assert all(-amount > payment // 5 + sum(taken) for amount in left_out)


def _addition(amount: int) -> dict[str, str]:
    return {"code": "addition", "amount": str(rubles_of(amount)), "reason": "Agreed"}
