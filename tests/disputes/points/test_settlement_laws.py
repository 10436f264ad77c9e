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
from disputes.domain.minus_limits import Person
from disputes.domain.settlement import settle
from disputes.domain.settlement_case import SettlementCase, case_from
from disputes.models import KittyEntry, PointPolicy, Posting, SettledPosting, Settlement
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.disputes.domain.months import CONTROLLER, random_month
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER

AT = FIRST_OF_NOVEMBER
EXAMPLES = max(3, int(os.environ.get("HYPOTHESIS_EXAMPLES", "0")) // 100)


def laid(month: SettlementCase):
    """The month in the tables: (its department, {id of the case: employee}). Postings as corrections, but for those by
    silence and those of disputes, which need a dispute: the settlement reads the same columns of either."""
    department = make.a_department()
    people = {person.id: make.an_employee("manager", department=department) for person in month.people}
    controller = people.get(CONTROLLER) or make.an_employee("manager")
    policy = month.policy
    PointPolicy.objects.create(
        department=department,
        starts_on=OCTOBER,
        kind=policy.kind.value,
        rate=rubles_of(policy.rate),
        guard_percent=None if policy.guard_percent is None else Decimal(int(policy.guard_percent)),
        silence_counts=policy.silence_counts,
        controller=controller,
        controller_cap=None if policy.controller_cap is None else rubles_of(policy.controller_cap),
    )
    for posting in month.postings:
        if posting.points:
            make.a_correction(people[posting.employee], posting.points, month=OCTOBER, is_cross=posting.is_cross)
    return department, people


@pytest.mark.django_db
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.integers(0, 10**9))
def test_every_kopeck_is_somewhere_whoever_won(seed: int) -> None:
    month = random_month(Random(seed))
    month = replace(month, postings=tuple(replace(posting, rate=None) for posting in month.postings))
    department, people = laid(month)
    posted = Posting.objects.filter(department=department).count()
    assert settle_due(at=AT) == (1 if posted else 0)
    assert settle_due(at=AT) == 0
    if not posted:
        return
    settlement = Settlement.objects.get(department=department)
    assert SettledPosting.objects.filter(settlement=settlement).count() == posted
    pay = [Person(people[one.id].pk, one.variable, one.pay) for one in month.people]
    apply_settlement(settlement=settlement, people=pay, by=Viewer.system(AT), at=AT)
    check_counts(settlement)
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
