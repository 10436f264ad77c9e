"""A yes is to what somebody has seen, and is said once (Y5, P4)."""

import pytest

from payroll.actions.runs import approving
from support_desk.shared.errors import Conflict, IllegalTransition
from tests.factories.pay_months import a_pay_month
from tests.factories.people import an_employee

pytestmark = pytest.mark.django_db


def test_what_was_not_seen_is_not_approved_nor_what_another_approved() -> None:
    month = a_pay_month()
    month.freeze()
    month.draft()
    month.confirm()
    with pytest.raises(Conflict, match="drafted anew"):
        month.approve(digest="0" * 64)
    assert month.run().state == "confirmed"
    an_employee("director", name="Rita")
    approved = month.approve()
    with pytest.raises(IllegalTransition):
        month.approve(by="Rita")
    assert month.run().approved_by == month.person("Dina") and month.run().approved_at == approved.approved_at


@pytest.mark.parametrize("kopecks", [-1, 1])
def test_points_that_came_to_a_kopeck_more_or_less_are_not_approved(kopecks: int, monkeypatch) -> None:
    month = a_pay_month()
    month.freeze()
    month.draft()
    month.confirm()
    monkeypatch.setattr(approving, "settled_on", lambda _slip: kopecks)
    with pytest.raises(Conflict, match="worth something else"):
        month.approve()
