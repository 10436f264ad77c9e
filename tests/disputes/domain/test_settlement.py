"""Months worked out by hand, with the arithmetic in words (M2, M3, M4). Rubles; a point is worth 100 ₽."""

from fractions import Fraction
from typing import Any

import pytest

from disputes.domain.minus_limits import Person
from disputes.domain.point_policies import BadPolicy, Kind, PointPolicy
from disputes.domain.postings import Cause, Posting
from disputes.domain.settlement import Settlement, settle
from workload.domain.refusals import BadInput

CONTROLLER = 9


def policy(kind: Kind = Kind.CIRCULATE, **settings: Any) -> PointPolicy:
    return PointPolicy(kind, 100_00, **settings)


def people(**variable: int) -> list[Person]:
    """a=300: employee 1 with 300 ₽ of variable pay and as much again of base."""
    return [Person(ord(name) - 96, rubles * 100, rubles * 200) for name, rubles in variable.items()]


def post(employee: int, points: int, initiator: int = 1, **more: Any) -> Posting:
    return Posting(employee, points, initiator, **more)


def amounts(month: Settlement) -> list[float]:
    return [line.amount / 100 for line in month.lines]


def limits(month: Settlement) -> list[str | None]:
    return [line.limited_by for line in month.lines]


def rest(month: Settlement) -> tuple[float, ...]:
    """Kitty, the controller's fund, undistributed, between departments."""
    return tuple(
        each / 100 for each in (month.kitty, month.controller_fund, month.undistributed, month.cross_department)
    )


def test_circulating_one_pays_the_other() -> None:
    # 2 lost a point to 1: a hundred goes over, nothing is left.
    month = settle(policy(), people(a=1000, b=1000), [post(1, 1), post(2, -1)])
    assert (amounts(month), rest(month)) == ([100, -100], (0, 0, 0, 0))


def test_a_short_pool_is_shared_by_points() -> None:
    # 3 should give 300 and has 100. 1 won two points, 2 won one: 66.67 and 33.33, two remainders of .67 and .33.
    month = settle(policy(), people(a=0, b=0, c=100), [post(1, 2), post(2, 1), post(3, -3)])
    assert amounts(month) == [66.67, 33.33, -100]
    assert limits(month) == ["pool", "pool", "variable"]
    assert [line.nominal for line in month.lines] == [200_00, 100_00, -300_00]
    assert rest(month) == (0, 0, 0, 0)


def test_equal_remainders_go_to_the_lower_id() -> None:
    # A hundred for three winners of one point each: 33.33 three times, and the last kopeck to employee 1.
    month = settle(policy(), people(c=0, b=0, a=0, d=100), [*(post(each, 1) for each in (3, 2, 1)), post(4, -3)])
    assert amounts(month) == [33.34, 33.33, 33.33, -100]


def test_what_winners_leave_goes_to_the_kitty() -> None:
    # Both wrong under a policy of -1/-1: two hundred are withheld and nobody won.
    month = settle(policy(), people(a=1000, b=1000), [post(1, -1, cause=Cause.VERDICT), post(2, -1)])
    assert (amounts(month), rest(month)) == ([-100, -100], (200, 0, 0, 0))


def test_a_month_counts_net() -> None:
    # Won two and lost two: nothing for 1, whatever is withheld from 2.
    month = settle(policy(), people(a=0, b=1000), [post(1, 2), post(1, -2, 2), post(2, -2)])
    assert (amounts(month), rest(month)) == ([0, -200], (200, 0, 0, 0))


def test_a_kitty_takes_all_and_pays_nobody() -> None:
    month = settle(policy(Kind.KITTY), people(a=1000, b=1000), [post(1, 2), post(2, -2)])
    assert (amounts(month), rest(month)) == ([0, -200], (200, 0, 0, 0))
    assert [(line.points, line.nominal) for line in month.lines] == [(2, 0), (-2, -200_00)]


def test_a_controller_lives_on_what_their_disputes_brought() -> None:
    # 600 withheld: 2 for three points of the controller's disputes, 3 for three of others. 1 is paid 100 first.
    # Of the 500 left half the minus points are the controller's: 250, capped at 200; 50 are nobody's.
    postings = [post(1, 1), post(2, -3, CONTROLLER), post(CONTROLLER, 3, CONTROLLER), post(3, -3)]
    hunted = policy(Kind.CONTROLLER, controller=CONTROLLER, controller_cap=200_00)
    month = settle(hunted, [*people(a=0, b=1000, c=1000), Person(CONTROLLER, 100, 100)], postings)
    assert (amounts(month), rest(month)) == ([100, -300, -300, 0], (250, 200, 50, 0))
    assert (month.lines[3].points, month.lines[3].nominal) == (3, 0)


def test_a_controller_need_not_be_of_the_department_and_pays_nothing_either() -> None:
    postings = [post(1, 2), post(CONTROLLER, -2, CONTROLLER)]
    month = settle(policy(Kind.CONTROLLER, controller=CONTROLLER), people(a=0), postings)
    assert (amounts(month), limits(month), rest(month)) == ([0], ["pool"], (0, 0, 0, 0))


def test_a_dispute_with_another_department_feeds_no_fund() -> None:
    postings = [post(1, -1, CONTROLLER), post(2, -1), post(2, -2, CONTROLLER, is_cross=True)]
    month = settle(policy(Kind.CONTROLLER, controller=CONTROLLER), people(a=1000, b=1000), postings)
    assert (amounts(month), rest(month)) == ([-100, -300], (100, 100, 0, 200))


def test_half_a_kopeck_is_the_controllers() -> None:
    # One kopeck a point and two points withheld of three: 1 kopeck is left, a half of it each.
    cheap = PointPolicy(Kind.CONTROLLER, 1, controller=CONTROLLER)
    month = settle(cheap, people(a=1, b=1, c=1), [post(1, 1), post(2, -1, CONTROLLER), post(3, -1)])
    assert (month.controller_fund, month.kitty) == (1, 0)


@pytest.mark.parametrize(
    ("variable", "guard", "taken", "by"),
    [
        (500, None, -300, None),
        (300, None, -300, None),  # just enough: no limit acted
        (250, None, -250, "variable"),
        (0, None, 0, "variable"),
        (500, 20, -200, "guard"),  # a fifth of 1,000
        (200, 50, -200, "variable"),  # a half of 400: a tie
        (500, 30, -300, None),
        (500, 0, 0, "guard"),
    ],
)
def test_a_minus_takes_no_more_than_the_variable_part_and_the_guard(
    variable: int, guard: int | None, taken: int, by: str | None
) -> None:
    guarded = policy(guard_percent=None if guard is None else Fraction(guard))
    month = settle(guarded, people(a=variable), [post(1, -3)])
    assert (amounts(month), limits(month), month.kitty) == ([taken], [by], -taken * 100)


def test_the_guard_never_rounds_up() -> None:
    # A fifth of 0.09 ₽ is 1.8 kopecks: one may be taken.
    month = settle(policy(guard_percent=Fraction(20)), [Person(1, 9, 9)], [post(1, -1)])
    assert month.lines[0].amount == -1


def test_silence_may_be_worth_nothing_on_both_sides() -> None:
    postings = [post(1, 1, cause=Cause.SILENCE), post(2, -1, cause=Cause.SILENCE), post(2, -1)]
    month = settle(policy(silence_counts=False), people(a=1000, b=1000), postings)
    assert (amounts(month), rest(month)) == ([0, -100], (100, 0, 0, 0))
    assert [line.points for line in month.lines] == [1, -2]


def test_between_departments_each_is_paid_and_charged_past_the_pool() -> None:
    # 1 won 100 from another department, 2 lost 200 to one; 3 lost 100 inside, which stays inside.
    postings = [post(1, 1, is_cross=True), post(2, -2, 77, is_cross=True), post(3, -1)]
    month = settle(policy(), people(a=0, b=1000, c=1000), postings)
    assert (amounts(month), rest(month)) == ([100, -200, -100], (100, 0, 0, 100))


def test_somebody_who_loses_inside_may_pay_with_what_was_won_outside() -> None:
    # 1 owes 200 inside, gets 100 from outside and has 50: the pool gets 150, the pay falls by the 50.
    month = settle(policy(), people(a=50), [post(1, -2), post(1, 1, is_cross=True)])
    assert (amounts(month), limits(month), rest(month)) == ([-50], ["variable"], (150, 0, 0, -100))


def test_somebody_who_loses_outside_may_pay_with_what_was_won_inside() -> None:
    # 1 won 100 inside and is paid all of it; owes 200 outside and has nothing else: 100 go there.
    month = settle(policy(), people(a=0, b=1000), [post(1, 1), post(1, -2, is_cross=True), post(2, -1)])
    assert (amounts(month), limits(month), rest(month)) == ([0, -100], ["variable", None], (0, 0, 0, 100))


def test_two_minuses_that_do_not_fit_are_cut_in_proportion() -> None:
    # 100 for what is owed inside, 200 for outside; there are 150.
    month = settle(policy(), people(a=150), [post(1, -1), post(1, -2, is_cross=True)])
    assert (amounts(month), rest(month)) == ([-150], (50, 0, 0, 100))


def test_a_month_without_anybody_or_anything() -> None:
    assert settle(policy(), [], []) == Settlement((), 0, 0, 0, 0)
    assert amounts(settle(policy(), people(a=1), [])) == [0]


def test_who_is_not_there_or_there_twice_is_named() -> None:
    with pytest.raises(BadInput, match=r"^postings\[1\]\.employee: 2 is not among the employees"):
        settle(policy(), people(a=1), [post(1, 1), post(2, -1)])
    with pytest.raises(BadInput, match=r"^employees\[1\]\.id: 1 is listed twice"):
        settle(policy(), people(a=1) * 2, [])


@pytest.mark.parametrize(
    ("settings", "refusal"),
    [
        ({"kind": Kind.RATING, "rate": -1}, "rate: A point cannot"),
        ({"guard_percent": Fraction(101)}, "guard_percent: A share of the pay"),
        ({"guard_percent": Fraction(-1)}, "guard_percent: A share of the pay"),
        ({"kind": Kind.CONTROLLER}, "controller: A controller's fund needs"),
        ({"controller_cap": -1}, "controller_cap: A fund cannot"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(settings: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadPolicy) as refused:
        PointPolicy(**{"kind": Kind.CIRCULATE, "rate": 1, **settings})
    assert str(refused.value).startswith(refusal)
