"""When a mailbox is asked again, and up to which number everything is done (T1)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.mail.fetching import handled_through, next_poll, next_try
from tickets.domain.mail.hosts import is_host

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
UIDS = st.sets(st.integers(1, 60), max_size=30)


@pytest.mark.parametrize(
    ("failures", "poll_minutes", "minutes"),
    [(0, 1, 1), (0, 60, 60), (1, 60, 1), (2, 1, 2), (4, 1, 8), (5, 1, 15), (50, 1, 15)],
)
def test_the_pace_is_ones_own_until_it_fails(failures: int, poll_minutes: int, minutes: int) -> None:
    due_at = next_poll(tried_at=AT, poll_minutes=poll_minutes, failures=failures)
    assert due_at is not None
    early = AT + minutes * MINUTE - due_at
    assert timedelta(0) < early < MINUTE


def test_who_was_never_asked_is_asked_at_once() -> None:
    assert next_poll(tried_at=None, poll_minutes=60, failures=0) is None


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 1), (2, 2), (3, 4), (7, 60), (90, 60)])
def test_a_letter_is_tried_more_and_more_seldom(attempts: int, minutes: int) -> None:
    assert timedelta(0) < AT + minutes * MINUTE - next_try(at=AT, attempts=attempts) < MINUTE


@given(listed=UIDS, handled=UIDS, known=st.integers(0, 60), beyond=st.integers(0, 40))
def test_the_mark_passes_nothing_that_is_not_done(listed: set[int], handled: set[int], known: int, beyond: int) -> None:
    above = sorted(uid for uid in listed if uid > known)
    through = max([known, *above]) + beyond
    mark = handled_through(known, above, through, handled)
    assert known <= mark <= through
    assert all(uid in handled for uid in above if uid <= mark)
    left = [uid for uid in above if uid not in handled]
    assert mark == through if not left else mark < left[0]


@pytest.mark.parametrize("host", ["imap.example.com", "localhost", "10.0.0.7", "::1", "mail_1.example", "a.b.c."])
def test_a_host(host: str) -> None:
    assert is_host(host)


@pytest.mark.parametrize(
    "host",
    ["", "imaps://x.test", "x.test:993", "x.test/path", "-x.test", "x..test", "x test", "x\r\ny", "a" * 64 + ".test"],
)
def test_no_host(host: str) -> None:
    assert not is_host(host)
