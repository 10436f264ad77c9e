"""When people are reminded to read a rule (D2)."""

from datetime import date, timedelta

import pytest

from disputes.domain.reading import Unread, latest_reminder

DAY = date(2026, 11, 2)


@pytest.mark.parametrize(
    ("days", "due"),
    [(0, None), (2, None), (3, 3), (6, 3), (7, 7), (13, 7), (14, 14), (20, 14), (21, 21), (365, 364)],
)
def test_after_three_and_seven_days_then_every_week(days, due):
    found = latest_reminder([Unread(1, DAY, is_told=True)], DAY + timedelta(days=days))
    assert found == (None if due is None else DAY + timedelta(days=due))


@pytest.mark.parametrize(("days", "due"), [(-1, None), (0, 0), (2, 0), (3, 3)])
def test_who_came_later_is_told_at_once(days, due):
    found = latest_reminder([Unread(1, DAY, is_told=False)], DAY + timedelta(days=days))
    assert found == (None if due is None else DAY + timedelta(days=due))


def test_all_that_is_unread_is_said_on_the_latest_of_its_days():
    unread = [Unread(1, DAY, is_told=True), Unread(2, DAY + timedelta(days=2), is_told=False)]
    assert latest_reminder(unread, DAY + timedelta(days=4)) == DAY + timedelta(days=3)
    assert latest_reminder([], DAY) is None
