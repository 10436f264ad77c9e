"""Settled months and kitties: sound ones break nothing, a slip behind the triggers is named."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from disputes.actions.settlements.applying import apply_settlement
from disputes.actions.settlements.kitty import spend_from_kitty
from support_desk.invariants.settlements import KITTIES, SETTLEMENTS
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories.points import FIRST_OF_NOVEMBER, OCTOBER, pay_of, posted, settled, taken_back

pytestmark = pytest.mark.django_db
AT = FIRST_OF_NOVEMBER


def broken():
    return [f"{row.object}: {row.detail}" for one in (SETTLEMENTS, KITTIES) for row in one.check()]


@pytest.fixture
def month():
    """300 ₽ lost, of which 200 could be taken and 50 are spent; an outcome that was taken back is left out."""
    department = make.a_department(name="Support")
    make.a_point_policy(department, kind="kitty", starts_on=OCTOBER)
    anna, boris = (make.an_employee("head", department=department, name=name) for name in ("Anna", "Boris"))
    posted(anna, boris, 3)
    for one in posted(boris, anna, 1, cause="silence"):
        taken_back(one)
    made = settled(department)
    apply_settlement(settlement=made, people=pay_of(made, Boris=20_000), by=Viewer.system(AT), at=AT)
    cake = {"amount": Decimal(50), "what": "Cake", "spent_on": date(2026, 11, 1)}
    spend_from_kitty(department=department, **cake, by=make.viewer(anna, AT), at=AT)
    return made


def test_a_sound_month_breaks_nothing(month):
    assert broken() == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("UPDATE disputes_settlementline SET amount = amount - 1 WHERE points < 0", "as applied, its lines say 201.00"),
        ("UPDATE disputes_settlementline SET nominal = -1 WHERE points < 0", "as nominal, its lines say 1.00"),
        ("UPDATE disputes_settlementline SET points = 9 WHERE points > 0", "of 9 points, 3 were taken"),
        ("UPDATE disputes_settledposting SET is_counted = true", "counted 2 postings as"),
        ("DELETE FROM disputes_settledposting WHERE is_counted", "of 3 points, 0 were taken"),
        ("UPDATE disputes_posting SET month = '2026-12-01'", "of another department or a later month"),
        ("DELETE FROM disputes_kittyentry WHERE kind = 'credit'", "put 0 into the kitty, 200.00 was left for it"),
        ("UPDATE disputes_kittyentry SET amount = 1 WHERE kind = 'spending'", "says a balance of 150.00"),
    ],
)
def test_what_does_not_agree_is_named(month, wrong, said):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(wrong)
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert any(said in line for line in broken()), broken()
