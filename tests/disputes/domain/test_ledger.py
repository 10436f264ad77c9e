"""What is posted, what is taken back, and that it adds up (D4, D10, I1)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from disputes.domain.given_back import resumed
from disputes.domain.ledger import (
    Entry,
    Parties,
    bad_mirrors,
    balances,
    is_explained,
    mirrored,
    month_of,
    postings_of,
    standing,
)
from disputes.domain.postings import Cause, Posting
from disputes.domain.stakes import USUAL_STAKES, Points, Stakes
from disputes.domain.terms import Absence, respond_by
from disputes.domain.workflow import DisputeState

PARTIES = Parties(initiator=1, respondent=2)
LOST = Posting(2, -1, 1, Cause.SILENCE)


def test_both_sides_are_posted_and_nothing_where_nothing_moves() -> None:
    across = Parties(1, 2, is_cross=True)
    assert list(postings_of(DisputeState.DEFAULTED, across, USUAL_STAKES)) == [
        Posting(1, 1, 1, Cause.SILENCE, is_cross=True),
        Posting(2, -1, 1, Cause.SILENCE, is_cross=True),
    ]
    assert [posting.cause for posting in postings_of(DisputeState.ACCEPTED, PARTIES, USUAL_STAKES)] == ["accept"] * 2
    assert list(postings_of(DisputeState.BOTH_WRONG, PARTIES, USUAL_STAKES)) == []
    uneven = Stakes(both_wrong=Points(0, -1))
    assert list(postings_of(DisputeState.BOTH_WRONG, PARTIES, uneven)) == [Posting(2, -1, 1, Cause.VERDICT)]


def test_what_was_taken_back_stands_no_more_and_a_correction_is_no_outcome() -> None:
    correction = Entry(4, 1, Posting(2, 5, 1, Cause.CORRECTION))
    entries = [Entry(1, 1, LOST), Entry(2, 1, mirrored(LOST), mirrors=1), Entry(3, 1, LOST), correction]
    assert standing(entries, 1) == [entries[2]]
    assert standing(entries, 2) == []
    assert balances(entries) == {2: 4}


def test_sums_that_no_outcome_explains_are_seen() -> None:
    won = Entry(1, 1, Posting(1, 1, 1))
    lost = Entry(2, 1, Posting(2, -1, 1))
    accepted = (1, DisputeState.ACCEPTED, PARTIES, USUAL_STAKES)
    assert is_explained([won, lost], *accepted)
    assert not is_explained([won], *accepted)
    assert not is_explained([won, lost, Entry(3, 1, lost.posting)], *accepted)


@pytest.mark.parametrize(
    "mirror",
    [
        Entry(9, 1, mirrored(LOST), mirrors=7),  # what is not there
        Entry(9, 2, mirrored(LOST), mirrors=1),  # of another dispute
        Entry(9, 1, LOST, mirrors=1),  # not its opposite
        Entry(9, 1, mirrored(LOST), mirrors=2),  # taken back before
        Entry(9, 1, LOST, mirrors=3),  # a mirror itself
    ],
)
def test_a_mirror_takes_back_one_posting_of_its_dispute_once(mirror: Entry) -> None:
    good = [Entry(1, 1, LOST), Entry(2, 1, LOST), Entry(3, 1, mirrored(LOST), mirrors=2)]
    assert bad_mirrors(good) == []
    assert bad_mirrors([*good, mirror]) == [9]


def test_the_month_is_the_decisions_in_the_respondents_zone() -> None:
    decided_at = datetime(2026, 11, 30, 20, tzinfo=UTC)
    assert month_of(decided_at, ZoneInfo("Europe/Moscow")) == date(2026, 11, 1)
    assert month_of(decided_at, ZoneInfo("Asia/Vladivostok")) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("absences", "last_day"),
    [
        # Silent from 21 to 27 November. An absence that ended before gives nothing back.
        ([(date(2026, 11, 10), date(2026, 11, 20))], None),
        # Three days of it were sickness: three days from the 11th of December on.
        ([(date(2026, 11, 23), date(2026, 11, 25))], date(2026, 12, 13)),
        # Sick all the time and still: seven days after the last one.
        ([(date(2026, 11, 21), date(2026, 12, 15))], date(2026, 12, 22)),
        # One day twice is one day.
        ([(date(2026, 11, 23), date(2026, 11, 23)), (date(2026, 11, 23), date(2026, 11, 23))], date(2026, 12, 11)),
    ],
)
def test_an_absence_registered_late_gives_its_days_back(absences: list[Absence], last_day: date | None) -> None:
    silent = respond_by(datetime(2026, 11, 20, 12, tzinfo=UTC), "Europe/Moscow")
    term = resumed([silent], "Europe/Moscow", absences, at=datetime(2026, 12, 10, 12, tzinfo=UTC))
    assert (term.last_day if term else None) == last_day
