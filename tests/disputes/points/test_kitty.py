"""A kitty adds up and is never overspent, whoever spends at once (M2, M3)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction

from disputes.actions.settlements.applying import apply_settlement
from disputes.actions.settlements.kitty import KittyTooSmall, spend_from_kitty
from disputes.models import KittyEntry
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER, pay_of, posted, settled

AT = FIRST_OF_NOVEMBER
TODAY = date(2026, 11, 1)


def a_kitty():
    """(department, its head): 300 ₽ in it."""
    department = make.a_department(name="Support")
    head = make.an_employee("head", department=department)
    make.a_point_policy(department, kind="kitty", starts_on=OCTOBER)
    posted(head, make.an_employee("manager", department=department), 3)
    month = settled(department)
    apply_settlement(settlement=month, people=pay_of(month), by=Viewer.system(AT), at=AT)
    return department, head


def spend(department, person, amount, **over):
    given = {"what": "Cake", "spent_on": TODAY, **over}
    return spend_from_kitty(department=department, amount=Decimal(amount), by=make.viewer(person, AT), at=AT, **given)


@pytest.mark.django_db
def test_what_is_spent_is_gone_and_no_more_than_there_is():
    department, head = a_kitty()
    office = make.an_employee("office_manager", department=department)
    assert spend(department, head, "120.50").balance == Decimal("179.50")
    with pytest.raises(KittyTooSmall) as refused:
        spend(department, office, "179.51")
    assert refused.value.field == "amount" and "179.50" in str(refused.value)
    assert spend(department, office, "179.50").balance == 0
    assert [entry.number for entry in KittyEntry.objects.order_by("number")] == [1, 2, 3]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "over"),
    [
        ("amount", {"amount": "0"}),
        ("amount", {"amount": "1.005"}),
        ("what", {"what": "  "}),
        ("spent_on", {"spent_on": TODAY + timedelta(days=1)}),
    ],
)
def test_what_is_said_badly_is_refused(field, over):
    department, head = a_kitty()
    with pytest.raises(Refused) as refused:
        spend(department, head, over.pop("amount", "1"), **over)
    assert refused.value.field == field
    assert KittyEntry.objects.count() == 1


@pytest.mark.django_db
def test_who_spends():
    department, _head = a_kitty()
    for stranger in (make.an_employee("manager", department=department), make.an_employee("head")):
        with pytest.raises(NotAllowed):
            spend(department, stranger, "1")
    with pytest.raises(NotAllowed):
        spend_from_kitty(
            department=department,
            amount=Decimal(1),
            what="Cake",
            spent_on=TODAY,
            by=Viewer(at=AT, roles=frozenset({"director"})),
            at=AT,
        )


@pytest.mark.django_db
def test_the_database_lets_no_kitty_go_astray():
    department, head = a_kitty()
    facts = {"department": department, "kind": "spending", "what": "Cake", "spent_on": TODAY, "by": head, "at": AT}
    for number, amount, balance in ((2, 300, 1), (3, 300, 0), (2, 301, -1)):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            KittyEntry.objects.create(number=number, amount=amount, balance=balance, **facts)
    with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
        KittyEntry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_two_who_spend_at_once_never_overspend():
    department, head = a_kitty()
    outcomes = run_at_once(*(lambda: spend(department, head, "200") for _ in range(3)))
    assert sorted(type(one).__name__ for one in outcomes) == ["KittyEntry", "KittyTooSmall", "KittyTooSmall"]
    assert KittyEntry.objects.order_by("-number").first().balance == 100


@pytest.mark.django_db
def test_today_is_the_departments():
    department, head = a_kitty()
    department.timezone = "Asia/Vladivostok"
    department.save()
    evening = datetime(2026, 11, 1, 15, tzinfo=UTC)
    spent = spend_from_kitty(
        department=department,
        amount=Decimal(1),
        what="Tea",
        spent_on=date(2026, 11, 2),
        by=make.viewer(head, evening),
        at=evening,
    )
    assert spent.balance == Decimal(299)
