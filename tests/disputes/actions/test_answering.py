"""D4–D9: who answers, until when, what is posted, and only once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from disputes.actions.answering import accept_dispute, contest_dispute, withdraw_dispute
from disputes.domain.workflow import DisputeEvent
from disputes.models import Dispute, Posting
from disputes.permissions import TooLate, events_for
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from tests import factories as make
from tests.disputes.court import a_court, check_lawful, points_of, told
from tests.factories import NOW

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
E = DisputeEvent


def test_accepting_posts_a_point_to_each_side_in_the_month_of_the_decision():
    court, at = a_court(), NOW + DAY
    dispute = accept_dispute(dispute=court.dispute, by=court.by("respondent", at), at=at)
    assert (dispute.state, dispute.decided_at, dispute.respond_by) == ("accepted", at, None)
    assert points_of(dispute) == {court.initiator.pk: 1, court.respondent.pk: -1}
    posting = Posting.objects.get(points=1)
    assert (posting.cause, f"{posting.month}", posting.step.event) == ("accept", "2026-11-01", "accept")
    assert told(court.initiator) == ["dispute.accepted"]
    check_lawful(dispute)


def test_points_go_to_the_department_of_the_day_that_it_is_there():
    at = datetime(2026, 10, 31, 22, tzinfo=UTC)  # 1 November already in Moscow
    court = a_court(opened_at=at - timedelta(days=1))
    new = make.a_department()
    term = court.respondent.employments.get()
    term.ends_on = date(2026, 10, 31)
    term.save()
    court.respondent.employments.create(department=new, position=term.position, starts_on=date(2026, 11, 1))
    accept_dispute(dispute=court.dispute, by=court.by("respondent", at), at=at)
    posting = Posting.objects.get(employee=court.respondent)
    assert (posting.department, posting.month) == (new, date(2026, 11, 1))


def test_contesting_needs_an_explanation_and_goes_to_the_manager():
    court = a_court()
    by = court.by("respondent")
    with pytest.raises(Refused) as refused:
        contest_dispute(dispute=court.dispute, explanation="  ", by=by, at=NOW)
    assert refused.value.field == "explanation"
    dispute = contest_dispute(dispute=court.dispute, explanation="The mail came on Wednesday.", by=by, at=NOW)
    assert (dispute.state, dispute.arbiter, dispute.respond_by) == ("contested", court.head, None)
    choice = dispute.choices.get()
    assert (choice.arbiter, choice.because, choice.passed) == (court.head, "manager", [])
    assert [told(one) for one in (court.initiator, court.head)] == [["dispute.contested"], ["dispute.judge"]]
    assert not Posting.objects.exists()


def test_withdrawing_is_the_initiators_until_the_answer_and_moves_nothing():
    court = a_court()
    dispute = withdraw_dispute(dispute=court.dispute, by=court.by("initiator"), at=NOW)
    assert dispute.state == "withdrawn"
    assert not Posting.objects.exists()
    assert told(court.respondent) == ["dispute.withdrawn"]
    with pytest.raises(IllegalTransition, match="moved on"):
        accept_dispute(dispute=court.dispute, by=court.by("respondent"), at=NOW)


@pytest.mark.parametrize("answer", [accept_dispute, withdraw_dispute])
def test_the_last_moment_counts_and_the_end_of_the_term_does_not(answer):
    party = "respondent" if answer is accept_dispute else "initiator"
    early, late = a_court(), a_court()
    until = early.dispute.respond_by
    answer(dispute=early.dispute, by=early.by(party, until - SECOND), at=until - SECOND)
    with pytest.raises(TooLate, match="25 Nov"):
        answer(dispute=late.dispute, by=late.by(party, until), at=until)


@pytest.mark.parametrize("zone", ["Asia/Vladivostok", "America/New_York", "Europe/Lisbon"])
def test_days_end_where_the_respondent_lives(zone):
    court = a_court(respondent={"timezone": zone})
    until = court.dispute.respond_by
    assert events_for(court.dispute, court.by("respondent", until), until - SECOND) == (E.ACCEPT, E.CONTEST)
    assert events_for(court.dispute, court.by("respondent", until), until) == ()


def test_what_is_anothers_is_refused_and_not_shown():
    court = a_court()
    for role, mine in [("initiator", (E.WITHDRAW,)), ("respondent", (E.ACCEPT, E.CONTEST)), ("director", ())]:
        assert events_for(court.dispute, court.by(role), NOW) == mine
    for role in ("initiator", "director"):
        with pytest.raises(NotAllowed, match="respondent"):
            accept_dispute(dispute=court.dispute, by=court.by(role), at=NOW)
    with pytest.raises(NotAllowed, match="initiator"):
        withdraw_dispute(dispute=court.dispute, by=court.by("respondent"), at=NOW)
    with pytest.raises(Dispute.DoesNotExist):
        accept_dispute(dispute=court.dispute, by=make.viewer(make.an_employee("operator")), at=NOW)
