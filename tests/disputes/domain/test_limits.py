"""What may be disputed, and how often (D1)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from disputes.domain.events import Claim, is_same_event
from disputes.domain.limits import Limits, NotDisputable, Opened, check_claim

TODAY = date(2026, 11, 26)
CLAIM = Claim(initiator=1, respondent=2, regulation=5, happened_on=date(2026, 11, 20))


def check(claim: Claim = CLAIM, *before: Claim, opened: Opened | None = None, **limits: Any) -> None:
    check_claim(claim, today=TODAY, opened=opened or Opened(), before=before, limits=Limits(**limits))


def refused(*arguments: Any, **more: Any) -> str:
    with pytest.raises(NotDisputable) as refusal:
        check(*arguments, **more)
    return str(refusal.value)


@pytest.mark.parametrize("happened_on", [TODAY, date(2026, 10, 27)])
def test_up_to_thirty_days_back(happened_on: date) -> None:
    check(replace(CLAIM, happened_on=happened_on))


def test_neither_earlier_nor_in_the_future_nor_against_oneself() -> None:
    assert refused(replace(CLAIM, happened_on=date(2026, 10, 26))).startswith(
        "happened_on: What happened more than 30 days ago"
    )
    assert refused(replace(CLAIM, happened_on=date(2026, 11, 27))) == "happened_on: This day has not come yet."
    assert refused(replace(CLAIM, respondent=1)).startswith("respondent: Nobody opens")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({}, {"regulation": 6}, False),
        ({}, {"happened_on": TODAY}, False),
        ({"message": 8}, {"message": 8, "regulation": 6}, True),
        ({"message": 8, "ticket": 3}, {"message": 9, "ticket": 3}, False),
        ({"message": 8, "ticket": 3}, {"ticket": 3, "happened_on": TODAY}, True),
        ({"ticket": 3}, {"ticket": 4}, False),
        ({"ticket": 3}, {}, True),
    ],
)
def test_the_same_event_is_the_same_link_or_else_the_same_rule_and_day(
    one: dict[str, Any], other: dict[str, Any], same: bool
) -> None:
    assert is_same_event(replace(CLAIM, **one), replace(CLAIM, **other)) is same
    assert is_same_event(replace(CLAIM, **other), replace(CLAIM, **one)) is same


def test_not_twice_for_the_same_event_and_person_whoever_opened_it() -> None:
    assert refused(CLAIM, replace(CLAIM, initiator=9)).startswith("event: There is a dispute with this person")
    check(CLAIM, replace(CLAIM, respondent=9))


def test_no_counter_dispute_about_the_same_event() -> None:
    assert refused(CLAIM, replace(CLAIM, initiator=2, respondent=1)).startswith("event: There is a dispute against you")
    check(CLAIM, replace(CLAIM, initiator=2, respondent=1, regulation=6))


@pytest.mark.parametrize("initiator", [9, 2])
def test_what_was_dropped_binds_only_whoever_dropped_it(initiator: int) -> None:
    dropped = replace(CLAIM, is_dropped=True)
    check(replace(CLAIM, initiator=initiator, respondent=8), replace(dropped, respondent=8))
    check(CLAIM, replace(dropped, initiator=2, respondent=1))
    assert refused(CLAIM, dropped).startswith("event: There is a dispute with this person")


@pytest.mark.parametrize(
    ("opened", "refusal"),
    [
        (Opened(open_now=2, this_month=9), None),
        (Opened(open_now=3), "You have 3 open disputes, the most is 3: wait until one is decided."),
        (Opened(this_month=10), "You have opened 10 disputes this month, the most is 10."),
        (Opened(open_now=50, this_month=50, is_exempt=True), None),
    ],
)
def test_three_open_and_ten_a_month(opened: Opened, refusal: str | None) -> None:
    if refusal is None:
        check(opened=opened)
    else:
        assert refused(opened=opened).endswith(refusal)


def test_an_empty_limit_is_none() -> None:
    check(opened=Opened(open_now=50, this_month=50), open_at_once=None, a_month=None)
