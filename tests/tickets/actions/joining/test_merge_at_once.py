"""A merge undone twice, or while one of its tickets is merged again, on real connections (T7)."""

from datetime import datetime, timedelta

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import NOW, a_message, a_project, a_ticket, viewer
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.undoing_merge import standing_merge, undo_merge
from tickets.models import Ticket, TicketMerge

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = timedelta(minutes=1)


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def merge(source: Ticket, target: Ticket, by: Viewer, at: datetime = NOW + 5 * MINUTE) -> TicketMerge:
    merge_tickets(ticket=source, into=target, by=by, at=at)
    return standing_merge(source)


def undo(merged: TicketMerge, by: Viewer) -> Ticket:
    return undo_merge(merge=merged, by=by, at=NOW + 9 * MINUTE)


def test_two_clicks_at_once_undo_once() -> None:
    project = a_project()
    one, other = a_ticket(project), a_ticket(project)
    a_message(one)
    by = viewer(project.owner)
    merged = merge(one, other, by)
    outcomes = run_at_once(*[lambda: undo(merged, by)] * 2)
    assert outcomes == [one, one]
    assert AuditEntry.objects.filter(action="ticket.unmerge").count() == 1
    assert (fresh(one).message_count, fresh(other).message_count) == (1, 0)


def test_undone_while_the_other_is_merged_on() -> None:
    project = a_project()
    one, other, third = (a_ticket(project) for _ in range(3))
    a_message(one)
    by = viewer(project.owner)
    merged = merge(one, other, by)
    undone, merged_on = run_at_once(lambda: undo(merged, by), lambda: merge(other, third, by, NOW + 6 * MINUTE))
    assert isinstance(merged_on, TicketMerge)
    is_undone = undone == one
    assert is_undone or isinstance(undone, Refused)
    assert (fresh(one).merged_into is None) is is_undone
    assert one.messages.count() == fresh(one).message_count == int(is_undone)
    assert third.messages.count() == fresh(third).message_count == int(not is_undone)


def test_undone_while_the_same_is_merged_again_elsewhere() -> None:
    project = a_project()
    one, other, third = (a_ticket(project) for _ in range(3))
    a_message(one)
    by = viewer(project.owner)
    merged = merge(one, other, by)
    undone, again = run_at_once(lambda: undo(merged, by), lambda: merge(one, third, by, NOW + 6 * MINUTE))
    assert undone == one
    where = third if isinstance(again, TicketMerge) else one
    assert isinstance(again, TicketMerge | Refused)
    assert where.messages.count() == fresh(where).message_count == 1
    assert TicketMerge.objects.standing().count() == int(where == third)


def test_what_was_not_merged_is_not_undone() -> None:
    with pytest.raises(Refused, match="was not merged"):
        standing_merge(a_ticket())
