"""When a month is settled, what belongs to it, and that what is kept of it can be counted again (M1, M3)."""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from disputes.domain.dues import dues
from disputes.domain.ledger import Entry, mirrored
from disputes.domain.postings import Posting
from disputes.domain.settlement import settle
from disputes.domain.settlement_case import SettlementCase, case_from
from disputes.domain.settlement_record import digest_of, totals_of, written_case
from disputes.domain.settling import cancelled, last_month_over, months_between, nominal_case
from tests.disputes.domain.months import MONTHS

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)


def test_a_month_is_over_five_minutes_after_midnight_there() -> None:
    for name, midnight in (
        ("Europe/Moscow", datetime(2026, 10, 31, 21, 0, tzinfo=UTC)),
        ("Asia/Vladivostok", datetime(2026, 10, 31, 14, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 1, 4, 0, tzinfo=UTC)),
    ):
        zone, due = ZoneInfo(name), midnight + timedelta(minutes=5)
        assert last_month_over(due - timedelta(microseconds=1), zone) == SEPTEMBER
        assert last_month_over(due, zone) == OCTOBER


def test_months_between_two_days() -> None:
    assert list(months_between(date(2026, 11, 3), date(2027, 1, 1))) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
    ]
    assert list(months_between(OCTOBER, SEPTEMBER)) == []


def test_what_was_taken_back_meanwhile_belongs_to_no_pool() -> None:
    lost, won = Posting(1, -1, 2), Posting(2, 1, 2)
    entries = [Entry(1, 7, lost), Entry(2, 7, won), Entry(3, 7, mirrored(lost), mirrors=1)]
    assert cancelled(entries) == {1, 3}
    assert cancelled(entries[1:]) == set(), "what was settled before is taken back in money"


@given(MONTHS)
def test_what_is_kept_can_be_counted_again(month: SettlementCase) -> None:
    again = case_from(written_case(month))
    assert again == month
    assert digest_of(written_case(again)) == digest_of(written_case(month))
    totals = totals_of(settle(month.policy, month.people, month.postings, month.kitty))
    assert totals.is_whole
    assert min(value for name, value in asdict(totals).items() if name not in ("kitty", "cross_department")) >= 0


@given(MONTHS, st.integers(1, 500))
def test_another_case_has_another_digest(month: SettlementCase, more: int) -> None:
    written = written_case(month)
    first, *others = written["employees"]
    other = {**written, "employees": [{**first, "pay": f"{more}.00"}, *others]}
    assert (digest_of(other) == digest_of(written)) == (first["pay"] == f"{more}.00")


@given(MONTHS)
def test_nothing_limits_what_is_published(month: SettlementCase) -> None:
    owed = dues(month.policy, [person.id for person in month.people], month.postings)
    case = nominal_case(month.policy, owed, month.postings)
    for line in settle(case.policy, case.people, case.postings).lines:
        assert line.nominal == owed[line.id].nominal
        assert line.limited_by in (None, "pool")
