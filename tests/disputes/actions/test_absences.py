"""D4: days of absence do not count, whenever they are registered."""

from datetime import UTC, date, datetime, timedelta

import pytest

from disputes.actions import absences
from disputes.actions.absences import count_terms_anew
from disputes.actions.answering import accept_dispute
from disputes.actions.silence import decide_by_silence
from disputes.models import Dispute, DisputeTerm, Posting
from tests import factories as make
from tests.disputes.court import Court, a_court, check_lawful, points_of, told
from tests.factories import NOW
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import cancel_absence
from workload.actions.absences import record_absence
from workload.models import Absence

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# The first day that counts is Thursday the 19th, the last one Wednesday the 25th; it ends at 21:00 UTC.
END = datetime(2026, 11, 25, 21, tzinfo=UTC)


def sick(court: Court, first: int, last: int, at: datetime) -> Absence:
    """From the `first` to the `last` of November, recorded by the head."""
    days = Days(date(2026, 11, first), date(2026, 11, last))
    by = court.by("head", at)
    return record_absence(employee=court.respondent, days=days, by=by, at=at, confirmed=True)


def until(court: Court) -> datetime | None:
    return Dispute.objects.get(pk=court.dispute.pk).respond_by


def test_an_absence_registered_in_time_moves_the_end():
    court = a_court()
    sick(court, 20, 21, NOW + DAY)
    assert until(court) == END + 2 * DAY
    terms = list(court.dispute.terms.values_list("respond_by", flat=True))
    assert terms == [END, END + 2 * DAY]
    assert told(court.respondent) == ["dispute.term"]
    assert count_terms_anew(at=NOW + DAY) == 0
    check_lawful(court.dispute)


def test_an_absence_taken_back_never_ends_the_term_before_tonight():
    court = a_court()
    absence = sick(court, 20, 30, NOW + DAY)
    assert until(court) == END + 11 * DAY
    at = NOW + 9 * DAY  # the 27th: without the absence it had been over
    cancel_absence(absence=absence, by=court.by("head", at), at=at)
    assert until(court) == datetime(2026, 11, 27, 21, tzinfo=UTC)
    for later in (HOUR, 11 * HOUR):
        assert count_terms_anew(at=at + later) == 0
    assert decide_by_silence(at=datetime(2026, 11, 27, 21, tzinfo=UTC)) == 1
    check_lawful(court.dispute)


@pytest.mark.parametrize("swept", [True, False])
def test_days_of_absence_are_given_back_after_silence_whether_or_not_it_was_noticed(swept: bool):
    court, at = a_court(), END + 36 * HOUR  # the 27th at noon in Moscow
    if swept:
        decide_by_silence(at=END)
    sick(court, 24, 25, at)
    dispute = Dispute.objects.get(pk=court.dispute.pk)
    # Two days were of absence: the 28th and the 29th.
    assert (dispute.state, dispute.respond_by) == ("open", datetime(2026, 11, 29, 21, tzinfo=UTC))
    assert [step.event for step in dispute.steps.order_by("id")] == ["time_out", "give_days_back"]
    assert (points_of(dispute), Posting.objects.filter(mirrors__isnull=False).count()) == ({}, 2)
    assert told(court.respondent) == ["dispute.given_back"]
    check_lawful(dispute)
    assert count_terms_anew(at=at) == 0
    assert decide_by_silence(at=datetime(2026, 11, 29, 21, tzinfo=UTC)) == 1
    assert points_of(dispute) == {court.initiator.pk: 1, court.respondent.pk: -1}
    assert count_terms_anew(at=END + 30 * DAY) == 0
    check_lawful(dispute)


@pytest.mark.parametrize("pieces", [[(19, 25)], [(24, 25), (19, 23)], [(19, 20), (24, 25), (21, 23)]])
def test_a_sickness_registered_in_pieces_gives_back_what_it_gives_at_once(pieces: list[tuple[int, int]]):
    court, at = a_court(), END + 36 * HOUR
    decide_by_silence(at=END)
    for place, (first, last) in enumerate(pieces):
        sick(court, first, last, at + place * HOUR)
    # Not one of the seven days was theirs: 28 November to 4 December are.
    assert until(court) == datetime(2026, 12, 4, 21, tzinfo=UTC)
    assert count_terms_anew(at=at + 3 * HOUR) == 0
    check_lawful(court.dispute)


def test_days_of_the_first_silence_are_owed_after_the_second_one_too():
    court, second = a_court(), datetime(2026, 11, 29, 21, tzinfo=UTC)
    decide_by_silence(at=END)
    sick(court, 24, 25, END + 36 * HOUR)
    assert decide_by_silence(at=second) == 1
    later = second + 12 * HOUR  # the 30th in Moscow
    sick(court, 23, 23, later)
    assert until(court) == datetime(2026, 12, 1, 21, tzinfo=UTC)
    assert decide_by_silence(at=until(court)) == 1
    assert count_terms_anew(at=later + 30 * DAY) == 0
    check_lawful(court.dispute)


def test_what_was_given_back_is_kept_and_not_given_twice():
    court, at = a_court(), END + 36 * HOUR
    decide_by_silence(at=END)
    absence = sick(court, 24, 25, at)
    cancel_absence(absence=absence, by=court.by("head", at), at=at)
    sick(court, 22, 23, at + HOUR)
    assert until(court) == datetime(2026, 11, 29, 21, tzinfo=UTC)


def test_the_reversal_is_posted_in_its_own_month():
    court = a_court()
    decide_by_silence(at=END)
    sick(court, 25, 25, END + 20 * DAY)
    months = list(Posting.objects.order_by("id").values_list("month", "points"))
    assert [f"{month:%m} {points:+d}" for month, points in months] == ["11 +1", "11 -1", "12 -1", "12 +1"]


def test_hours_other_kinds_and_other_days_give_nothing_back():
    court = a_court()
    decide_by_silence(at=END)
    make.an_absence(court.respondent, date(2026, 11, 20), type="unpaid")
    make.an_absence(court.respondent, date(2026, 11, 18))
    make.an_absence(court.respondent, date(2026, 11, 26))
    make.an_absence(court.respondent, date(2026, 11, 23), state="requested")
    make.an_absence(court.initiator, date(2026, 11, 20))
    assert count_terms_anew(at=END + DAY) == 0
    assert points_of(court.dispute) == {court.initiator.pk: 1, court.respondent.pk: -1}


def test_what_the_signal_missed_is_caught_up():
    court = a_court()
    make.an_absence(court.respondent, date(2026, 11, 20))
    assert count_terms_anew(at=NOW + DAY, respondents=[court.initiator.pk]) == 0
    assert count_terms_anew(at=NOW + DAY) == 1
    assert until(court) == END + DAY
    assert DisputeTerm.objects.count() == 2


def test_what_was_answered_stays_answered():
    court = a_court()
    accept_dispute(dispute=court.dispute, by=court.by("respondent"), at=NOW)
    sick(court, 19, 25, NOW + DAY)
    assert count_terms_anew(at=END + DAY) == 0
    assert Dispute.objects.get().state == "accepted"


@pytest.mark.parametrize(
    ("zone", "opened", "end"),
    [
        # Clocks go forward on 29 March and back on 25 October.
        ("Europe/Berlin", datetime(2026, 3, 25, 11, tzinfo=UTC), datetime(2026, 4, 1, 22, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2026, 10, 21, 11, tzinfo=UTC), datetime(2026, 10, 28, 23, tzinfo=UTC)),
        ("Asia/Vladivostok", datetime(2026, 11, 18, 13, 59, tzinfo=UTC), datetime(2026, 11, 25, 14, tzinfo=UTC)),
        ("Asia/Vladivostok", datetime(2026, 11, 18, 14, tzinfo=UTC), datetime(2026, 11, 26, 14, tzinfo=UTC)),
    ],
)
def test_days_are_those_of_the_respondents_clock(zone: str, opened: datetime, end: datetime):
    court = a_court(respondent={"timezone": zone}, opened_at=opened)
    assert court.dispute.respond_by == end
    assert decide_by_silence(at=end - timedelta(microseconds=1)) == 0
    assert decide_by_silence(at=end) == 1


def test_other_days_of_the_same_number_are_written_down_without_a_word():
    court = a_court()
    absence = make.an_absence(court.respondent, date(2026, 11, 20))
    count_terms_anew(at=NOW)
    absence.delete()
    make.an_absence(court.respondent, date(2026, 11, 23))
    assert count_terms_anew(at=NOW) == 1
    assert court.dispute.terms.latest("id").absent_days == [date(2026, 11, 23)]
    assert (until(court), told(court.respondent)) == (END + DAY, ["dispute.term"])


def test_whoever_is_away_for_decades_keeps_the_term_that_could_be_counted():
    running, silent = a_court(opened_at=NOW + 7 * DAY), a_court()
    decide_by_silence(at=END)
    for court in (running, silent):
        make.an_absence(court.respondent, date(2026, 11, 25), 25 * 365)
    assert count_terms_anew(at=END + DAY) == 0
    assert Dispute.objects.get(pk=silent.dispute.pk).state == "defaulted"


def test_what_changed_before_the_lock_was_taken_stays(monkeypatch: pytest.MonkeyPatch):
    running, answered = a_court(), a_court()
    accept_dispute(dispute=answered.dispute, by=answered.by("respondent"), at=NOW)
    make.an_absence(answered.respondent, date(2026, 11, 20))
    both = [running.dispute.pk, answered.dispute.pk]
    monkeypatch.setattr(absences, "terms_touched", lambda at, respondents: both)
    assert count_terms_anew(at=NOW) == 0
    assert DisputeTerm.objects.count() == 2
