"""A question without an answer is told after two working days, once (W2)."""

from datetime import timedelta

import pytest

from support_desk.shared.models import Notice
from tests.factories import NOW, a_ticket, an_approval, an_employee
from tickets.actions.agreeing.reminding import tell_unanswered
from tickets.models import Approval

pytestmark = pytest.mark.django_db
FRIDAY = NOW + timedelta(days=2)


def told() -> int:
    return Notice.objects.filter(kind="approval.unanswered").count()


def test_it_is_told_after_two_working_days_and_once() -> None:
    an_approval(asked_at=NOW)
    assert tell_unanswered(at=FRIDAY - timedelta(seconds=1)) == 0
    assert [tell_unanswered(at=FRIDAY) for _run in range(2)] == [1, 0]
    assert told() == 1


def test_a_weekend_does_not_count() -> None:
    an_approval(asked_at=FRIDAY)
    tuesday = FRIDAY + timedelta(days=4)
    assert tell_unanswered(at=tuesday - timedelta(seconds=1)) == 0
    assert tell_unanswered(at=tuesday) == 1


def test_both_who_asked_and_whose_ticket_it_is_hear() -> None:
    ticket = a_ticket()
    an_approval(ticket, asked_by=an_employee("head", department=ticket.department))
    assert tell_unanswered(at=FRIDAY) == 2


def test_what_is_answered_or_long_forgotten_is_not_told() -> None:
    an_approval(state=Approval.State.WITHDRAWN, decided_at=NOW)
    an_approval(asked_at=NOW - timedelta(days=20))
    assert tell_unanswered(at=FRIDAY) == 0
