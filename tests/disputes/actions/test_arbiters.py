"""D3, D7: who judges and why, who comes next, who hears that no verdict comes."""

from datetime import date, timedelta

import pytest

from disputes.actions.answering import contest_dispute
from disputes.actions.deciding import decide_dispute
from disputes.actions.pressing import press_arbiters
from disputes.actions.replacing import replace_arbiters
from disputes.domain.workflow import DisputeState
from disputes.models import ArbiterChoice, Dispute
from support_desk.shared import clock, due
from support_desk.shared.errors import NotAllowed
from support_desk.shared.models import Heartbeat
from tests import factories as make
from tests.disputes.court import Court, a_court, told
from tests.factories import NOW
from workload.actions.substitutes import name_substitute
from workload.models import Substitute

pytestmark = pytest.mark.django_db
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def contested(court: Court) -> Dispute:
    return contest_dispute(dispute=court.dispute, explanation="No.", by=court.by("respondent"), at=NOW)


def against_the_head() -> Court:
    """The head is the respondent, and has nobody above but the director."""
    court = a_court()
    court.respondent, court.head = court.head, court.respondent
    court.dispute = make.a_dispute(court.initiator, court.respondent, version=court.dispute.version)
    return court


def against_the_director(court: Court | None = None) -> Court:
    """The director is the respondent, and nobody heads their department."""
    court = court or a_court()
    court.respondent = court.director
    court.dispute = make.a_dispute(court.initiator, court.director)
    court.dispute.department.head = None
    court.dispute.department.save()
    return court


def test_the_named_manager_comes_before_the_head():
    court = a_court()
    manager = make.an_employee("manager")
    court.respondent.manager = manager
    court.respondent.save()
    assert contested(court).arbiter == manager


def test_a_manager_who_is_a_party_does_not_judge():
    court = a_court()
    court.dispute = make.a_dispute(court.head, court.respondent, version=court.dispute.version)
    dispute = contested(court)
    assert dispute.arbiter == court.director
    choice = dispute.choices.get()
    assert choice.because == "director"
    assert choice.passed == [{"employee": court.head.pk, "because": "manager", "bar": "initiator"}]


@pytest.mark.parametrize(("days", "who"), [(7, "head"), (8, "cover")])
def test_the_cover_judges_for_who_is_absent_beyond_the_time_to_decide(days: int, who: str):
    court = a_court()
    cover = make.an_employee("manager", department=court.dispute.department)
    make.an_absence(court.head, NOW.date(), days, cover=cover)
    dispute = contested(court)
    assert dispute.arbiter == (cover if who == "cover" else court.head)
    if who == "cover":
        choice = dispute.choices.get()
        assert (choice.because, choice.instead_of, choice.passed[0]["bar"]) == ("deputy", court.head, "absent")


@pytest.mark.parametrize(("last", "who"), [("here", "second"), ("ring", "director")])
def test_the_cover_of_the_cover_judges_when_both_are_away_and_a_ring_ends(last: str, who: str):
    court = a_court()
    first, second = (make.an_employee("manager", department=court.dispute.department) for _one in range(2))
    make.an_absence(court.head, NOW.date(), 20, cover=first)
    make.an_absence(first, NOW.date(), 20, cover=second)
    if last == "ring":
        make.an_absence(second, NOW.date(), 20, cover=court.head)
    dispute = contested(court)
    choice = dispute.choices.get()
    assert dispute.arbiter == (second if who == "second" else court.director)
    passed = [court.head, first] if who == "second" else [court.head, first, second]
    assert [one["employee"] for one in choice.passed] == [one.pk for one in passed]
    if who == "second":
        assert (choice.because, choice.instead_of) == ("deputy", court.head)


def test_the_controller_never_judges():
    court = a_court()
    court.dispute = make.a_dispute(
        court.initiator,
        court.respondent,
        version=court.dispute.version,
        policy=make.a_point_policy(court.dispute.department, kind="controller", controller=court.head),
    )
    dispute = contested(court)
    assert (dispute.arbiter, dispute.choices.get().passed[0]["bar"]) == (court.director, "controller")


def test_who_becomes_the_controller_gives_no_verdict_and_another_one_is_asked():
    court = a_court()
    dispute = contested(court)
    make.a_point_policy(court.dispute.department, kind="controller", controller=court.head, starts_on=date(2026, 12, 1))
    assert replace_arbiters(at=NOW + 12 * DAY) == 0
    at = NOW + 14 * DAY  # the 2nd of December
    with pytest.raises(NotAllowed, match="controller"):
        decide_dispute(
            dispute=dispute, verdict=DisputeState.RESPONDENT_RIGHT, reasons="So.", by=court.by("head", at), at=at
        )
    assert replace_arbiters(at=at) == 1
    dispute.refresh_from_db()
    assert (dispute.state, dispute.arbiter) == ("contested", court.director)
    assert dispute.choices.latest("id").passed[0]["bar"] == "controller"


def test_a_controller_left_over_in_a_policy_of_another_kind_judges():
    court = a_court()
    make.a_point_policy(court.dispute.department, kind="circulate", controller=court.head)
    dispute = contested(court)
    assert dispute.arbiter == court.head
    by = court.by("head")
    decide_dispute(dispute=dispute, verdict=DisputeState.INITIATOR_RIGHT, reasons="So.", by=by, at=NOW)
    assert Dispute.objects.get(pk=dispute.pk).decided_by == court.head


def test_one_level_up_and_no_ring():
    court = against_the_head()
    above = make.an_employee("manager", manager=court.respondent)
    court.respondent.manager = above
    court.respondent.save()
    assert contested(court).arbiter == above


def test_a_dispute_with_the_director_waits_until_a_substitute_is_named():
    court = a_court()
    court.dispute = make.a_dispute(court.initiator, court.director)
    court.dispute.department.head = None
    court.dispute.department.save()
    court.respondent = court.director
    dispute = contested(court)
    assert (dispute.arbiter, dispute.arbiter_asked_at, dispute.choices.get().because) == (None, None, "")
    assert told(court.director) == ["dispute.nobody"]
    assert replace_arbiters(at=NOW + DAY) == 0
    administrator = make.viewer(make.an_employee("administrator"))
    name_substitute(person=court.director, stands_in=court.head, starts_on=NOW.date(), by=administrator, at=NOW)
    assert replace_arbiters(at=NOW + DAY) == 1
    dispute = Dispute.objects.get(pk=dispute.pk)
    assert (dispute.arbiter, dispute.arbiter_asked_at) == (court.head, NOW + DAY)
    assert dispute.choices.latest("id").because == "substitute"
    assert told(court.director) == ["dispute.arbiter"]
    by = court.by("head", NOW + DAY)
    decide_dispute(dispute=dispute, verdict=DisputeState.RESPONDENT_RIGHT, reasons="So.", by=by, at=NOW + DAY)


def test_another_one_is_asked_when_the_arbiter_leaves_or_stays_away():
    court = a_court()
    dispute = contested(court)
    assert replace_arbiters(at=NOW + DAY) == 0
    make.an_absence(court.head, NOW.date() + DAY, 30)
    assert replace_arbiters(at=NOW + 2 * DAY) == 1
    assert replace_arbiters(at=NOW + 2 * DAY) == 0
    dispute.refresh_from_db()
    assert (dispute.arbiter, told(court.head), told(court.initiator)) == (
        court.director,
        [],
        ["dispute.contested", "dispute.arbiter"],
    )
    court.director.left_on = NOW.date() + 3 * DAY
    court.director.save()
    assert replace_arbiters(at=NOW + 5 * DAY) == 1
    assert Dispute.objects.get(pk=dispute.pk).arbiter is None
    assert ArbiterChoice.objects.count() == 3


def test_an_arbiter_is_reminded_after_three_days_and_the_next_level_told_after_seven():
    court = a_court()
    dispute = contested(court)
    done = [press_arbiters(at=NOW + days * DAY + off) for days in (3, 7) for off in (-SECOND, SECOND - SECOND, SECOND)]
    assert done == [0, 1, 0, 0, 1, 0]
    dispute.refresh_from_db()
    assert (dispute.state, dispute.escalated_to) == ("contested", court.director)
    assert (dispute.arbiter_reminded_at, dispute.escalated_at) == (NOW + 3 * DAY, NOW + 7 * DAY)
    assert told(court.head) == ["dispute.judge", "dispute.judge_late"]
    assert told(court.director) == ["dispute.late"]


def test_above_the_director_nobody_is_told():
    court = against_the_head()
    assert contested(court).arbiter == court.director
    assert press_arbiters(at=NOW + 8 * DAY) == 1
    dispute = Dispute.objects.get(pk=court.dispute.pk)
    assert (dispute.escalated_to, dispute.escalated_at) == (None, NOW + 8 * DAY)


def test_the_job_does_all_in_order_and_leaves_its_pulse(monkeypatch):
    from disputes.jobs.disputes import DEEDS, sweep_disputes

    silent, court = a_court(opened_at=NOW - 9 * DAY), a_court()
    contested(court)
    make.an_absence(silent.respondent, NOW.date() - 5 * DAY)
    monkeypatch.setattr(clock, "now", lambda: NOW + 4 * DAY)
    # The day of absence is given back before silence decides on it; the arbiter is reminded.
    assert sweep_disputes() == 2
    assert sweep_disputes() == 0
    assert Dispute.objects.get(pk=silent.dispute.pk).state == "open"
    assert Heartbeat.objects.get(name="disputes.sweep").last_error == ""
    assert set(DEEDS) <= {name for name, _done in due.run_all(at=NOW + 4 * DAY)}


@pytest.mark.parametrize("named", [date(2026, 1, 1), date(2026, 11, 1)])
def test_a_controller_of_either_policy_never_judges(named: date):
    court = a_court()
    department = court.dispute.department
    then, _now = (
        make.a_point_policy(
            department,
            kind="controller",
            controller=court.head if starts_on == named else make.an_employee("manager"),
            starts_on=starts_on,
        )
        for starts_on in (date(2026, 1, 1), date(2026, 11, 1))
    )
    court.dispute = make.a_dispute(court.initiator, court.respondent, version=court.dispute.version, policy=then)
    assert contested(court).arbiter == court.director


def test_a_former_director_does_not_stand_before_the_one_who_works_here():
    court = against_the_head()
    court.director.left_on = NOW.date() - DAY
    court.director.save()
    successor = make.an_employee("director", department=make.a_department())
    assert contested(court).arbiter == successor


def test_a_director_who_is_no_party_judges_else_who_is_named_for_the_day():
    court = against_the_director()
    other = make.an_employee("director", department=make.a_department())
    assert contested(court).arbiter == other
    other.left_on = NOW.date() - DAY
    other.save()
    court = against_the_director(court)
    former, present, next_one = (make.an_employee("manager") for _one in range(3))
    for person, days in ((present, -3), (former, -30), (next_one, 3)):
        Substitute.objects.create(person=court.director, stands_in=person, starts_on=NOW.date() + days * DAY)
    assert contested(court).arbiter == present
