"""What holds in every month, whoever won and whoever had nothing to lose (M3, M4)."""

import os
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given

from disputes.domain.dues import dues
from disputes.domain.minus_limits import Limit
from disputes.domain.point_policies import Kind
from disputes.domain.pools import pay_out
from disputes.domain.settlement import Settlement, settle
from disputes.domain.settlement_case import SettlementCase
from tests.disputes.domain.months import CONTROLLER, MONTHS, random_month

# 10,000 under `just fuzz`, which is the bar; CI tries fewer.
MONTHS_TRIED = max(3_000, int(os.environ.get("HYPOTHESIS_EXAMPLES", "0")))


def settled(month: SettlementCase) -> Settlement:
    return settle(month.policy, month.people, month.postings, month.kitty)


def without_refunds(month: SettlementCase) -> SettlementCase:
    return replace(month, postings=tuple(replace(posting, rate=None) for posting in month.postings))


def check_that_it_adds_up(month: SettlementCase) -> None:
    result = settled(month)
    rest = (result.kitty, result.controller_fund, result.undistributed)
    assert sum(line.amount for line in result.lines) + sum(rest) + result.cross_department == 0
    assert min(rest[1:]) >= 0
    assert month.kitty is None or result.kitty >= -month.kitty
    for line, person in zip(result.lines, sorted(month.people, key=lambda person: person.id), strict=True):
        assert line.amount >= -person.variable
        if month.policy.guard_percent is not None:
            assert -line.amount * 100 <= person.pay * month.policy.guard_percent
        assert (line.limited_by is not None) or line.amount == line.nominal


@given(MONTHS)
def test_everything_withheld_is_paid_or_kept_somewhere(month: SettlementCase) -> None:
    check_that_it_adds_up(month)


@pytest.mark.hypothesis
def test_so_it_does_in_thousands_of_months() -> None:
    random = Random(11)
    for _ in range(MONTHS_TRIED):
        check_that_it_adds_up(random_month(random))


@given(MONTHS)
def test_the_order_of_people_and_postings_changes_nothing(month: SettlementCase) -> None:
    turned = replace(month, people=month.people[::-1], postings=month.postings[::-1])
    assert settled(turned) == settled(month)


@given(MONTHS)
def test_a_rating_pays_nothing_of_its_own(mixed: SettlementCase) -> None:
    month = without_refunds(mixed)
    result = settled(replace(month, policy=replace(month.policy, kind=Kind.RATING)))
    assert {(line.nominal, line.amount, line.limited_by) for line in result.lines} == {(0, 0, None)}
    assert (result.kitty, result.controller_fund, result.undistributed, result.cross_department) == (0, 0, 0, 0)
    assert [line.points for line in result.lines] == [line.points for line in settled(month).lines]


@given(MONTHS)
def test_inside_one_department_nobody_gets_more_than_is_due_or_loses_more(month: SettlementCase) -> None:
    inside = replace(month, postings=tuple(replace(posting, is_cross=False) for posting in month.postings))
    result = settled(inside)
    assert result.cross_department == 0
    for line in result.lines:
        assert min(line.nominal, 0) <= line.amount <= max(line.nominal, 0)
        assert (line.limited_by == Limit.POOL) == (line.amount < line.nominal)


@given(MONTHS)
def test_a_point_more_for_a_winner_never_pays_that_winner_less(month: SettlementCase) -> None:
    winners = [line.id for line in settled(month).lines if line.points > 0]
    for winner in winners:
        mine = next(posting for posting in month.postings if posting.employee == winner and posting.points > 0)
        more = replace(month, postings=(*month.postings, replace(mine, points=1, rate=None)))
        before, after = ({line.id: line.amount for line in settled(each).lines} for each in (month, more))
        assert after[winner] >= before[winner]


@given(MONTHS)
def test_the_controllers_own_points_are_worth_nothing(mixed: SettlementCase) -> None:
    month = without_refunds(mixed)
    hunted = replace(month, policy=replace(month.policy, kind=Kind.CONTROLLER))
    without = tuple(posting for posting in month.postings if posting.employee != CONTROLLER)
    with_them, without_them = settled(hunted), settled(replace(hunted, postings=without))
    assert [line.amount for line in with_them.lines] == [line.amount for line in without_them.lines]
    assert with_them.controller_fund == without_them.controller_fund
    assert all(line.amount == line.nominal == 0 for line in with_them.lines if line.id == CONTROLLER)


@given(MONTHS)
def test_what_is_published_first_is_the_nominal_part_of_what_is_paid_later(month: SettlementCase) -> None:
    published = dues(month.policy, [person.id for person in month.people], month.postings)
    assert {line.id: line.nominal for line in settled(month).lines} == {
        employee: due.nominal for employee, due in published.items()
    }


@given(MONTHS)
def test_what_takes_back_is_worth_the_same_under_every_policy(month: SettlementCase) -> None:
    back = tuple(posting for posting in month.postings if posting.rate is not None)
    people = [person.id for person in month.people]
    policies = [replace(month.policy, kind=kind, silence_counts=False) for kind in Kind]
    assert all(dues(policy, people, back) == dues(month.policy, people, back) for policy in policies)


@given(MONTHS)
def test_nobody_wins_before_all_is_given_back_and_the_kitty_gives_only_what_the_pool_lacks(
    month: SettlementCase,
) -> None:
    owed = dues(month.policy, [person.id for person in month.people], month.postings)
    pool = 150_00
    paid = pay_out(pool, owed, month.kitty)
    refunds = sum(due.refund for due in owed.values())
    held = refunds if month.kitty is None else pool + month.kitty
    given = min(refunds, held)
    assert paid.from_kitty == max(given - pool, 0)
    assert sum(paid.amounts.values()) + paid.rest == pool + paid.from_kitty
    if given < refunds:
        assert sum(paid.amounts.values()) == given, "a short kitty, and a winner was paid"
    assert all(paid.amounts.get(each, 0) <= max(due.within, 0) for each, due in owed.items())
