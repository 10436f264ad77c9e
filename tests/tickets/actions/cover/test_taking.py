"""Taking a ticket for the length of an absence, handing it over, giving it back (S4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.at_once import run_at_once
from tests.factories import NOW, a_lead, an_absence, an_away_mark, viewer
from tests.tickets.actions.cover.conftest import Desk
from tickets.actions.cover import give_back, hand_over_ticket, reroute, take_ticket
from tickets.models import CoverSpan, Ticket
from workload.actions.presence import come_back, mark_away
from workload.models import Employee

pytestmark = pytest.mark.django_db
Held = Callable[[datetime], list[tuple[Employee, str]]]
MINUTE = timedelta(minutes=1)


def test_a_ticket_that_was_taken_stays_until_its_answerer_is_back(desk: Desk, covers_at: Held) -> None:
    mark_away(by=viewer(desk.manager), at=NOW)
    take_ticket(ticket=desk.ticket, by=viewer(desk.head), at=NOW + MINUTE)
    reroute(at=NOW + 2 * MINUTE)
    assert (desk.head, "taken") in covers_at(NOW + 2 * MINUTE)
    an_away_mark(desk.head, NOW + 3 * MINUTE)
    reroute(at=NOW + 3 * MINUTE)
    assert (desk.head, "taken") in covers_at(NOW + 3 * MINUTE), "a meeting does not take it away"
    come_back(by=viewer(desk.manager), at=NOW + 4 * MINUTE)
    assert covers_at(NOW + 4 * MINUTE) == []
    assert AuditEntry.objects.filter(action="ticket.taken").count() == 1


def test_it_goes_by_the_rule_again_when_its_taker_is_absent(desk: Desk, covers_at: Held) -> None:
    an_absence(desk.manager)
    hand_over_ticket(ticket=desk.ticket, to=desk.colleague, by=viewer(desk.operator), at=NOW)
    assert covers_at(NOW) == [(desk.colleague, "handed")]
    an_absence(desk.colleague)
    reroute(at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE) == [(desk.operator, "operator")]


@pytest.mark.parametrize("change", [{"status": "closed", "closed_at": NOW}, {"assignee": None, "project": None}])
def test_it_ends_when_the_ticket_is_closed_or_anothers(desk: Desk, covers_at: Held, change: dict[str, object]) -> None:
    an_absence(desk.manager)
    take_ticket(ticket=desk.ticket, by=viewer(desk.operator), at=NOW)
    Ticket.objects.filter(pk=desk.ticket.pk).update(**change)
    reroute(at=NOW + MINUTE)
    assert (desk.operator, "taken") not in covers_at(NOW + MINUTE)


def test_giving_back_returns_to_the_rule(desk: Desk, covers_at: Held) -> None:
    an_absence(desk.manager)
    hand_over_ticket(ticket=desk.ticket, to=desk.colleague, by=viewer(desk.operator), at=NOW)
    assert give_back(ticket=desk.ticket, by=viewer(desk.colleague, NOW), at=NOW + MINUTE)
    assert not give_back(ticket=desk.ticket, by=viewer(desk.operator), at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE) == [(desk.operator, "operator")]


def test_only_the_operator_and_the_head_decide(desk: Desk) -> None:
    an_absence(desk.manager, cover=desk.colleague)
    reroute(at=NOW)
    with pytest.raises(NotAllowed):
        take_ticket(ticket=desk.ticket, by=viewer(desk.colleague), at=NOW)
    take_ticket(ticket=desk.ticket, by=viewer(desk.operator), at=NOW)
    with pytest.raises(NotAllowed):
        give_back(ticket=desk.ticket, by=viewer(desk.colleague), at=NOW + MINUTE)
    with pytest.raises(Ticket.DoesNotExist):
        take_ticket(ticket=desk.ticket, by=viewer(desk.deputy), at=NOW)


def test_what_makes_no_sense_is_refused(desk: Desk) -> None:
    by = viewer(desk.operator)
    with pytest.raises(Refused, match="is here"):
        take_ticket(ticket=desk.ticket, by=by, at=NOW)
    with pytest.raises(Refused, match="nobody"):
        take_ticket(ticket=a_lead(desk.department), by=by, at=NOW)
    an_absence(desk.manager)
    an_away_mark(desk.colleague)
    for to in (desk.manager, desk.colleague):
        with pytest.raises(Refused) as refusal:
            hand_over_ticket(ticket=desk.ticket, to=to, by=by, at=NOW)
        assert refusal.value.field == "to"


@pytest.mark.django_db(transaction=True)
def test_two_who_take_at_once_leave_one_cover(desk: Desk) -> None:
    an_absence(desk.manager)
    outcomes = run_at_once(
        *[lambda who=who: take_ticket(ticket=desk.ticket, by=viewer(who), at=NOW) for who in (desk.operator, desk.head)]
    )
    assert all(isinstance(span, CoverSpan) for span in outcomes), outcomes
    assert CoverSpan.objects.filter(ticket=desk.ticket).count() == 1
