"""D4, D9, D10: silence decides at the end of the term, dated there, once."""

from datetime import date, timedelta

import pytest

from disputes.actions import silence
from disputes.actions.absences import count_terms_anew
from disputes.actions.answering import accept_dispute
from disputes.actions.lapsing import lapse_disputes_of, lapse_disputes_of_leavers
from disputes.actions.reminding import remind_respondents
from disputes.actions.silence import decide_by_silence
from disputes.jobs.disputes import DEEDS
from disputes.models import Dispute, Posting
from support_desk.shared import due
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.disputes.court import a_court, check_lawful, points_of, told
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def test_silence_decides_with_the_end_of_the_term_and_not_before():
    court = a_court()
    until = court.dispute.respond_by
    assert decide_by_silence(at=until - SECOND) == 0
    assert decide_by_silence(at=until) == 1
    assert decide_by_silence(at=until + DAY) == 0
    dispute = Dispute.objects.get()
    assert (dispute.state, dispute.decided_at, dispute.respond_by) == ("defaulted", until, None)
    assert points_of(dispute) == {court.initiator.pk: 1, court.respondent.pk: -1}
    assert [told(court.initiator), told(court.respondent)] == [["dispute.silence"], ["dispute.silence"]]
    assert AuditEntry.objects.filter(action="dispute.time_out").count() == 1
    check_lawful(dispute)


def test_a_late_sweep_dates_and_posts_in_the_month_in_which_the_term_ended(monkeypatch):
    monkeypatch.setattr(silence, "CHUNK", 2)
    at = NOW - 26 * DAY
    courts = [a_court(opened_at=at + one * SECOND) for one in range(3)]
    assert decide_by_silence(at=NOW + 30 * DAY) == 3
    for court in courts:
        dispute = Dispute.objects.get(pk=court.dispute.pk)
        assert dispute.decided_at == court.dispute.respond_by
        assert set(dispute.postings.values_list("month", "cause")) == {(date(2026, 10, 1), "silence")}
        check_lawful(dispute)


def test_the_month_is_that_of_the_respondents_department():
    # The last day is 30 November where the respondent lives; in Moscow the term ends seven hours earlier.
    court = a_court(respondent={"timezone": "Asia/Vladivostok"}, opened_at=NOW + 5 * DAY)
    decide_by_silence(at=NOW + 60 * DAY)
    assert set(Posting.objects.values_list("month", flat=True)) == {date(2026, 11, 1)}
    assert Dispute.objects.get().decided_at == court.dispute.respond_by


def test_points_follow_people_into_the_department_of_that_day():
    court = a_court()
    other = make.a_department()
    term = court.respondent.employments.get()
    term.ends_on = NOW.date() + DAY
    term.save()
    court.respondent.employments.create(department=other, position=term.position, starts_on=NOW.date() + 2 * DAY)
    decide_by_silence(at=court.dispute.respond_by)
    places = dict(Posting.objects.values_list("employee", "department"))
    assert places == {court.initiator.pk: court.dispute.department_id, court.respondent.pk: other.pk}
    # It is between two departments now: none of the two pools pays for it, and what takes it back is neither.
    make.an_absence(court.respondent, NOW.date() + DAY)
    assert count_terms_anew(at=court.dispute.respond_by + DAY) == 1
    assert list(Posting.objects.values_list("is_cross", flat=True)) == [True] * 4
    check_lawful(court.dispute)


def test_a_dispute_between_departments_is_one_within_when_both_work_in_the_same_by_then():
    court = a_court()
    stranger = make.an_employee("manager", department=make.a_department())
    dispute = make.a_dispute(stranger, court.respondent, version=court.dispute.version)
    term = stranger.employments.get()
    term.ends_on = NOW.date()
    term.save()
    stranger.employments.create(department=dispute.department, position=term.position, starts_on=NOW.date() + DAY)
    accept_dispute(dispute=dispute, by=court.by("respondent", NOW + DAY), at=NOW + DAY)
    assert list(Posting.objects.values_list("is_cross", flat=True)) == [False, False]
    check_lawful(dispute)


def test_reminders_come_on_day_three_and_six_once():
    court = a_court(opened_at=NOW)
    third, sixth = NOW + 3 * DAY - timedelta(hours=12), NOW + 6 * DAY - timedelta(hours=12)
    assert [remind_respondents(at=at) for at in (third - SECOND, third, third + DAY)] == [0, 1, 0]
    assert [remind_respondents(at=at) for at in (sixth - SECOND, sixth, sixth + DAY)] == [0, 1, 0]
    assert told(court.respondent) == ["dispute.remind", "dispute.remind"]
    decide_by_silence(at=court.dispute.respond_by)
    assert told(court.respondent) == ["dispute.silence"]
    assert not Notice.objects.filter(url__contains="None").exists()


def test_whoever_leaves_ends_what_is_undecided_without_points():
    court = a_court()
    last = NOW.date() + 2 * DAY
    court.respondent.left_on = last
    court.respondent.save()
    assert lapse_disputes_of_leavers(at=NOW + 2 * DAY) == 0
    assert lapse_disputes_of_leavers(at=NOW + 3 * DAY) == 1
    dispute = Dispute.objects.get()
    assert (dispute.state, dispute.respond_by) == ("lapsed", None)
    assert decide_by_silence(at=NOW + 30 * DAY) == 0
    assert "dispute.lapsed" in told(court.initiator)
    check_lawful(dispute)


def test_what_silence_had_decided_before_the_last_day_stays():
    court, early = a_court(), a_court()
    for one, days in ((court, 8), (early, 2)):
        one.respondent.left_on = NOW.date() + days * DAY
        one.respondent.save()
    assert lapse_disputes_of_leavers(at=NOW + 20 * DAY) == 1
    states = {one.pk: one.state for one in Dispute.objects.all()}
    assert states == {court.dispute.pk: "defaulted", early.dispute.pk: "lapsed"}


@pytest.mark.parametrize(
    ("side", "days", "state"),
    [
        ("respondent", 7, "lapsed"),
        ("initiator", 7, "lapsed"),
        ("respondent", 8, "defaulted"),
    ],
)
def test_a_term_that_ends_with_somebodys_last_day_ends_without_points(side: str, days: int, state: str):
    court = a_court()
    until = court.dispute.respond_by
    leaver = getattr(court, side)
    leaver.left_on = NOW.date() + days * DAY
    leaver.save()
    for name in DEEDS:
        due.run(name, at=until)
    assert lapse_disputes_of_leavers(at=until + 2 * DAY) == 0
    dispute = Dispute.objects.get()
    assert dispute.state == state
    assert Posting.objects.exists() == (state == "defaulted")
    check_lawful(dispute)


def test_on_the_last_day_whoever_settles_ends_them_at_once():
    court = a_court()
    assert lapse_disputes_of(employee=court.initiator, by=Viewer.system(NOW), at=NOW) == 1
    assert lapse_disputes_of(employee=court.initiator, by=Viewer.system(NOW), at=NOW) == 0
    assert not Posting.objects.exists()
