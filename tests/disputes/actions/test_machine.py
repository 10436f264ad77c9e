"""Every command by everybody in any order, absences late and early, clocks that jump: the ledger stays explained."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from disputes.actions.answering import accept_dispute, contest_dispute, withdraw_dispute
from disputes.actions.deciding import decide_dispute
from disputes.actions.lapsing import lapse_disputes_of
from disputes.actions.opening import open_dispute
from disputes.domain.terms import start_of
from disputes.domain.workflow import VERDICTS
from disputes.jobs.disputes import DEEDS
from disputes.models import Dispute, Posting, RegulationVersion
from disputes.queries.response_terms import days_away
from support_desk.shared import due
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.disputes.court import check_lawful
from tests.factories import NOW
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import cancel_absence
from workload.actions.absences import record_absence
from workload.domain.zones import zone_named
from workload.models import Absence, Employee

pytestmark = [pytest.mark.django_db, pytest.mark.hypothesis]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SOMEBODY = st.integers(0, 4)
ANSWERS: dict[str, Callable[..., Dispute]] = {
    "accept": accept_dispute,
    "contest": lambda **who: contest_dispute(explanation="No.", **who),
    "withdraw": withdraw_dispute,
    **{
        verdict: lambda verdict=verdict, **who: decide_dispute(verdict=verdict, reasons="So.", **who)
        for verdict in sorted(VERDICTS)
    },
}


@dataclass
class Company:
    """Three colleagues in two departments and two zones, the head of all three, and the director."""

    people: list[Employee]
    version: RegulationVersion


def a_company() -> Company:
    place, other = make.a_department(), make.a_department(timezone="Asia/Vladivostok")
    head, director = make.an_employee("head", department=place), make.an_employee("director")
    one, two = (make.an_employee("manager", department=place) for _one in range(2))
    three = make.an_employee("manager", department=other, manager=head)
    version = make.a_version(make.a_regulation(owner=head))
    place.head = head
    place.save()
    people = [one, two, three, head, director]
    make.acknowledged(version, *people)
    make.a_point_policy(place, both_right_initiator=1, both_wrong_respondent=-1, starts_on=NOW.date().replace(day=1))
    return Company(people, version)


class Desk(RuleBasedStateMachine):
    """The real actions; what they refuse changes nothing."""

    company: Company

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @rule(initiator=SOMEBODY, respondent=SOMEBODY, hours=st.integers(-1, 60))
    def open(self, initiator: int, respondent: int, hours: int) -> None:
        self.attempt(
            open_dispute,
            initiator,
            respondent=self.company.people[respondent],
            regulation=self.company.version.regulation,
            happened_at=self.now - hours * HOUR,
            title="Late",
            claim="Late.",
        )

    @rule(who=SOMEBODY, answer=st.sampled_from(sorted(ANSWERS)), which=st.integers(0, 3), times=st.integers(1, 2))
    def answer(self, who: int, answer: str, which: int, times: int) -> None:
        dispute = self.chosen(which)
        if dispute is not None:
            assert sum(self.attempt(ANSWERS[answer], who, dispute=dispute) for _time in range(times)) <= 1

    @rule(which=st.integers(0, 3), answer=st.sampled_from(sorted(ANSWERS)))
    def go_on(self, which: int, answer: str) -> None:
        """By whose turn it is, so that outcomes are reached and not only refused."""
        dispute = self.chosen(which)
        if dispute is not None:
            asked = dispute.arbiter_id or (dispute.initiator_id if answer == "withdraw" else dispute.respondent_id)
            who = next(place for place, one in enumerate(self.company.people) if one.pk == asked)
            self.attempt(ANSWERS[answer], who, dispute=dispute)

    @rule(who=st.integers(0, 2), first=st.integers(-12, 6), days=st.integers(0, 6))
    def fall_sick(self, who: int, first: int, days: int) -> None:
        day = self.now.date() + first * DAY
        fields = {"employee": self.company.people[who], "days": Days(day, day + days * DAY), "confirmed": True}
        self.attempt(record_absence, 3, **fields)

    @rule()
    def be_well_again(self) -> None:
        absence = Absence.objects.in_force().order_by("-id").first()
        if absence is not None:
            self.attempt(cancel_absence, 4, absence=absence)

    @rule(hours=st.sampled_from([-30, 1, 11, 24, 72, 170]))
    def jump(self, hours: int) -> None:
        self.now += hours * HOUR

    @rule(times=st.integers(1, 2))
    def sweep(self, times: int) -> None:
        for _time in range(times):
            done = [due.run(name, at=self.now) for name in DEEDS]
        assert times == 1 or not any(done)

    @rule(who=st.integers(0, 2))
    def settle_the_last_day(self, who: int) -> None:
        lapse_disputes_of(employee=self.company.people[who], by=Viewer.system(self.now), at=self.now)

    def chosen(self, which: int) -> Dispute | None:
        return Dispute.objects.order_by("-id")[which : which + 1].first()

    def attempt(self, deed: Callable[..., Any], who: int, **fields: Any) -> bool:
        try:
            with transaction.atomic():
                deed(by=make.viewer(self.company.people[who], self.now), at=self.now, **fields)
        except (Refused, Dispute.DoesNotExist):
            return False
        return True

    @invariant()
    def every_dispute_is_lawful(self) -> None:
        for dispute in Dispute.objects.all():
            check_lawful(dispute)

    @invariant()
    def silence_is_nobodys_who_was_not_here_for_seven_days(self) -> None:
        for dispute in Dispute.objects.filter(state__in=["open", "defaulted"]):
            away = days_away([dispute.respondent_id], date.min).get(dispute.respondent_id, ())
            terms = {row.starts_at: row for row in dispute.terms.order_by("id")}
            counted = [day for row in terms.values() for day in row.counted_days]
            here = [day for day in counted if not any(first <= day <= last for first, last in away)]
            assert len(here) >= 7
            last = max(terms.values(), key=lambda row: row.pk)
            end = start_of(last.counted_days[-1] + DAY, zone_named(dispute.timezone))
            assert last.respond_by >= end
            assert dispute.state == "defaulted" or dispute.respond_by == last.respond_by

    @invariant()
    def nothing_is_posted_beside_the_disputes(self) -> None:
        assert not Posting.objects.filter(dispute__isnull=True).exists()


def test_the_ledger_stays_explained_whatever_people_do():
    Desk.company = a_company()
    few = max(settings.default.max_examples // 20, 5)
    run_state_machine_as_test(Desk, settings=settings(max_examples=few, stateful_step_count=25))
