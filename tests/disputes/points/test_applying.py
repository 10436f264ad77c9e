"""A settlement is applied to pay once: limits, the short pool, kitty and fund, and everything adds up (M1, M3, M4)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from disputes.actions.settlements.applying import apply_settlement
from disputes.domain.minus_limits import Person
from disputes.models import KittyEntry
from support_desk.shared.errors import Conflict, NotAllowed
from support_desk.shared.models import AuditEntry
from tests import factories as make
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER, pay_of, posted, settled

pytestmark = pytest.mark.django_db
AT = FIRST_OF_NOVEMBER


@pytest.fixture
def department():
    return make.a_department(name="Support")


@pytest.fixture
def people(department):
    """Anna wins, the others lose; the controller is of another department."""
    return [make.an_employee("manager", department=department, name=name) for name in ("Anna", "Boris", "Vera")]


@pytest.fixture
def director():
    return make.viewer(make.an_employee("director"), AT)


def amounts_of(settlement):
    return {line.employee.name: (line.amount, line.limited_by) for line in settlement.lines.select_related("employee")}


def sums_of(settlement, stage="applied"):
    count = settlement.counts.get(stage=stage)
    return {
        name: getattr(count, name)
        for name in ("withheld", "paid", "kitty", "controller_fund", "undistributed", "cross_department")
        if getattr(count, name)
    }


def a_month(people, policy=None):
    """Anna +3; Boris −2, Vera −1."""
    anna, boris, vera = people
    posted(anna, boris, 2, cause="verdict")
    posted(anna, vera, 1)
    return settled(anna.employments.get().department)


def test_circulate_shares_a_short_pool_and_names_what_acted(department, people, director):
    settlement = apply_settlement(
        settlement=(month := a_month(people)), people=pay_of(month, Vera=5_050), by=director, at=AT
    )
    assert settlement.state == "applied"
    assert amounts_of(settlement) == {
        "Anna": (Decimal("250.50"), "pool"),
        "Boris": (Decimal(-200), ""),
        "Vera": (Decimal("-50.50"), "variable"),
    }
    assert sums_of(settlement) == {"withheld": Decimal("250.50"), "paid": Decimal("250.50")}
    assert sums_of(settlement, "nominal") == {"withheld": Decimal(300), "paid": Decimal(300)}
    assert not KittyEntry.objects.exists()


def test_a_kitty_is_credited_once_and_the_guard_holds(department, people, director):
    make.a_point_policy(department, kind="kitty", starts_on=OCTOBER)
    month = a_month(people)
    pay = [Person(line.employee_id, 10_000_00, 500_00) for line in month.lines.all()]
    for _ in range(2):
        settlement = apply_settlement(settlement=month, people=pay, by=director, at=AT)
    assert amounts_of(settlement) == {
        "Anna": (Decimal(0), ""),
        "Boris": (Decimal(-100), "guard"),
        "Vera": (Decimal(-100), ""),
    }
    entry = KittyEntry.objects.get()
    assert (entry.number, entry.amount, entry.balance, entry.settlement) == (1, Decimal(200), Decimal(200), settlement)
    assert sums_of(settlement) == {"withheld": Decimal(200), "kitty": Decimal(200)}
    assert AuditEntry.objects.filter(action="points.apply").count() == 1


def test_a_controllers_fund_up_to_its_cap(department, people, director):
    controller = make.an_employee("manager", department=department, name="Clara")
    make.a_point_policy(department, kind="controller", controller=controller, controller_cap=150, starts_on=OCTOBER)
    _anna, boris, vera = people
    posted(controller, boris, 2)
    posted(boris, vera, 1)
    month = settled(department)
    settlement = apply_settlement(settlement=month, people=pay_of(month), by=director, at=AT)
    assert amounts_of(settlement) == {
        "Anna": (Decimal(0), ""),
        "Boris": (Decimal(-100), ""),
        "Clara": (Decimal(0), ""),
        "Vera": (Decimal(-100), ""),
    }
    sums = sums_of(settlement)
    assert sums["withheld"] == sums["kitty"] + sums["controller_fund"]
    assert sums["controller_fund"] == Decimal("133.33")


def test_other_figures_are_a_conflict_and_who_is_not_told_of_loses_nothing(department, people, director):
    month = a_month(people)
    first = apply_settlement(settlement=month, people=[], by=director, at=AT)
    assert {amount for amount, _limit in amounts_of(first).values()} == {Decimal(0)}
    assert apply_settlement(settlement=month, people=[Person(99_999_999, 1, 1)], by=director, at=AT).pk == month.pk
    with pytest.raises(Conflict):
        apply_settlement(settlement=month, people=pay_of(month), by=director, at=AT)


def test_who_freezes_pay_applies(department, people):
    with pytest.raises(NotAllowed):
        apply_settlement(settlement=a_month(people), people=[], by=make.viewer(people[0]), at=AT)


def test_the_database_refuses_another_settlement(department, people, director):
    month = a_month(people)
    line, count = month.lines.first(), month.counts.get()
    count.paid += 1
    line.nominal += 1
    month.facts = {}
    for row in (line, count, month):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            row.save()
    month.refresh_from_db()
    applied = apply_settlement(settlement=month, people=pay_of(month), by=director, at=AT)
    applied.state, applied.applied_at = "settled", None
    line = applied.lines.first()
    line.amount = 0
    for row in (applied, line):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            row.save()
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            row.delete()


def test_the_database_refuses_a_count_that_does_not_add_up(department, people):
    month = a_month(people)
    count = month.counts.get()
    count.pk, count.stage, count.kitty = None, "applied", Decimal(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        count.save(force_insert=True)
