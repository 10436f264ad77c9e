"""When a month is over, zone by zone (W8)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.months import is_over

NOVEMBER = date(2026, 11, 1)
MOSCOW, KAMCHATKA, LISBON = "Europe/Moscow", "Asia/Kamchatka", "Europe/Lisbon"


@pytest.mark.parametrize(
    ("hour", "zones", "expected"),
    [
        (datetime(2026, 11, 10, tzinfo=UTC), [MOSCOW], False),
        (datetime(2026, 11, 30, 20, 59, 59, tzinfo=UTC), [MOSCOW], False),
        (datetime(2026, 11, 30, 21, tzinfo=UTC), [MOSCOW], True),
        (datetime(2026, 11, 30, 12, tzinfo=UTC), [KAMCHATKA], True),
        (datetime(2026, 11, 30, 21, tzinfo=UTC), [MOSCOW, LISBON], False),
        (datetime(2026, 12, 1, tzinfo=UTC), [MOSCOW, LISBON], True),
        (datetime(2026, 11, 30, 23, 59, tzinfo=UTC), [], False),
        (datetime(2026, 12, 1, tzinfo=UTC), [], True),
    ],
)
def test_the_month_is_over(hour: datetime, zones: list[str], expected: bool) -> None:
    assert is_over(NOVEMBER, hour, zones) is expected


@given(st.integers(0, 4 * 86_400), st.sampled_from([MOSCOW, KAMCHATKA, LISBON]))
def test_it_is_over_where_the_next_one_has_begun_and_stays_so(second: int, zone: str) -> None:
    at = datetime(2026, 11, 29, tzinfo=UTC) + timedelta(seconds=second)
    assert is_over(NOVEMBER, at, [zone]) == (at >= datetime(2026, 12, 1, tzinfo=ZoneInfo(zone)))
    assert not is_over(NOVEMBER, at, [zone]) or is_over(NOVEMBER, at + timedelta(hours=1), [zone])
