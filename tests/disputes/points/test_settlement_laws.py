"""Random months through the real tables: settled by the job, applied to pay, and every kopeck somewhere (M1, M3)."""

import os
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disputes.actions.settlements.applying import apply_settlement
from disputes.actions.settlements.settling import settle_due
from disputes.domain import postings as rules
from disputes.domain.minus_limits import Person
from disputes.domain.settlement import settle
from disputes.domain.settlement_case import SettlementCase, case_from
from disputes.models import Dispute, DisputeStep, KittyEntry, PointPolicy, Posting, SettledPosting, Settlement
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.disputes.domain.months import CONTROLLER, random_month
from tests.factories.points import FIRST_OF_NOVEMBER, IN_OCTOBER, OCTOBER
from workload.models import Employee

AT = FIRST_OF_NOVEMBER
EXAMPLES = max(3, int(os.environ.get("HYPOTHESIS_EXAMPLES", "0")) // 100)


def laid(month: SettlementCase):
    """The month in the tables: (its department, {id of the case: employee}). What disputes post is of one dispute with
    a step for each posting: the settlement asks neither who was its respondent nor how it went."""
    department = make.a_department()
    people = {person.id: make.an_employee("manager", department=department) for person in sorted_people(month)}
    others = {posting.initiator for posting in month.postings} | {CONTROLLER}
    everybody = people | {one: make.an_employee("manager") for one in sorted(others - people.keys())}
    policy = month.policy
    PointPolicy.objects.create(
        department=department,
        starts_on=OCTOBER,
        kind=policy.kind.value,
        rate=rubles_of(policy.rate),
        guard_percent=None if policy.guard_percent is None else Decimal(int(policy.guard_percent)),
        silence_counts=policy.silence_counts,
        controller=everybody[CONTROLLER],
        controller_cap=None if policy.controller_cap is None else rubles_of(policy.controller_cap),
    )
    dispute = make.a_dispute(opened_at=IN_OCTOBER)
    for posting in month.postings:
        lay(posting, dispute, everybody)
    return department, people


def sorted_people(month: SettlementCase) -> list[Person]:
    """By id, so that ties go to the same people in the tables."""
    return sorted(month.people, key=lambda person: person.id)


def lay(posting: rules.Posting, dispute: Dispute, everybody: dict[int, Employee]) -> None:
    """A row of the ledger for it; nothing is posted where nothing moves."""
    employee = everybody[posting.employee]
    if not posting.points:
        return
    if posting.cause == rules.Cause.CORRECTION:
        make.a_correction(employee, posting.points, month=OCTOBER, is_cross=posting.is_cross)
        return
    Posting.objects.create(
        employee=employee,
        department=employee.employments.get().department,
        month=OCTOBER,
        points=posting.points,
        cause=posting.cause.value,
        dispute=dispute,
        step=DisputeStep.objects.create(
            dispute=dispute, event="accept", before="open", after="accepted", at=IN_OCTOBER
        ),
        initiator=everybody[posting.initiator],
        is_cross=posting.is_cross,
        posted_at=IN_OCTOBER,
    )


def as_the_tables_say(posting: rules.Posting) -> rules.Posting:
    """A correction has no initiator, so that it feeds no fund; of a first month nothing is taken back."""
    is_correction = posting.cause == rules.Cause.CORRECTION
    return replace(posting, rate=None, initiator=posting.employee if is_correction else posting.initiator)


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_every_kopeck_is_somewhere_whoever_won(seed: int) -> None:
    month = random_month(Random(seed))
    month = replace(month, postings=tuple(map(as_the_tables_say, month.postings)))
    department, people = laid(month)
    posted = Posting.objects.filter(department=department).count()
    settle_due(at=AT)
    assert settle_due(at=AT) == 0
    assert Settlement.objects.filter(department=department).count() == (1 if posted else 0)
    if not posted:
        return
    settlement = Settlement.objects.get(department=department)
    assert SettledPosting.objects.filter(settlement=settlement).count() == posted
    pay = [Person(people[one.id].pk, one.variable, one.pay) for one in month.people]
    apply_settlement(settlement=settlement, people=pay, by=Viewer.system(AT), at=AT)
    check_counts(settlement)
    ruled, applied = settle(month.policy, month.people, month.postings), settlement.counts.get(stage="applied")
    assert {line.id: rubles_of(line.amount) for line in ruled.lines} == {
        one: settlement.lines.get(employee=person).amount for one, person in people.items()
    }
    for name in ("kitty", "controller_fund", "undistributed", "cross_department"):
        assert rubles_of(getattr(ruled, name)) == getattr(applied, name), name
    kept = KittyEntry.objects.filter(department=department).values_list("balance", flat=True)
    assert list(kept) == [amount for amount in [settlement.counts.get(stage="applied").kitty] if amount]


def check_counts(settlement: Settlement) -> None:
    """What is kept can be counted again, and comes to the same."""
    for count in settlement.counts.all():
        case = case_from(count.case)
        again = settle(case.policy, case.people, case.postings, case.kitty)
        lines = {line.employee_id: line for line in settlement.lines.all()}
        assert {line.id: line.nominal for line in again.lines} == {
            employee: int(line.nominal * 100) for employee, line in lines.items()
        }
        kept = count.kitty + count.controller_fund + count.undistributed
        assert count.withheld == count.paid + kept + count.cross_department
        assert rubles_of(again.kitty) == count.kitty
        if count.stage == "applied":
            amounts = {line.id: rubles_of(line.amount) for line in again.lines}
            assert amounts == {employee: line.amount for employee, line in lines.items()}
