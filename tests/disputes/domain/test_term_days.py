"""The days of a term read off its counted and absent days, whatever the day of reading."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from disputes.domain.term_days import DayState, day_number, days_left, days_of_term
from disputes.domain.terms import respond_by

OPENED = datetime(2026, 11, 18, 9, tzinfo=UTC)
FIRST = date(2026, 11, 18)


@settings(max_examples=40)
@given(away=st.tuples(st.integers(0, 9), st.integers(0, 9)), today=st.integers(-1, 25), days=st.integers(1, 9))
def test_every_day_is_over_or_today_or_to_come(away, today, days):
    first, length = away
    absence = (FIRST + timedelta(days=first), FIRST + timedelta(days=first + length))
    term = respond_by(OPENED, "Europe/Moscow", days, [absence])
    now = FIRST + timedelta(days=today)
    row = days_of_term(term.counted_days, term.absent_days, now)
    assert [each.day for each in row] == sorted({*term.counted_days, *term.absent_days})
    assert [each.day for each in row if each.state is DayState.AWAY] == list(term.absent_days)
    assert [each.number for each in row if each.number] == list(range(1, days + 1))
    gone = sum(each.state is DayState.GONE for each in row)
    assert gone + days_left(term.counted_days, now) == days
    is_today = sum(each.state is DayState.NOW for each in row)
    assert day_number(term.counted_days, now) == gone + is_today
    assert (days_left(term.counted_days, now) == 0) == (now > term.last_day)
