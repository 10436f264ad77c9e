"""Two tickets about one matter become one (T7)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import (
    NOW,
    a_lead,
    a_message,
    a_project,
    a_ticket,
    a_time_entry,
    an_approval,
    an_approved_task,
    an_employee,
    an_item,
    viewer,
)
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.moving import move_ticket
from tickets.actions.receiving import Letter, receive_further_message
from tickets.domain.statuses import Event
from tickets.models import Channel, Draft, Follower, Project, Ticket, TimeEntry

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def project() -> Project:
    return a_project()


@pytest.fixture
def owner(project: Project) -> Viewer:
    return viewer(project.owner)


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def merge(ticket: Ticket, into: Ticket, by: Viewer) -> Ticket:
    return merge_tickets(ticket=ticket, into=into, by=by, at=NOW + 5 * MINUTE)


def test_everything_goes_on_in_the_other_ticket(project: Project, owner: Viewer) -> None:
    source, target = a_ticket(project), a_ticket(project, status="waiting_client")
    letter = a_message(source, at=NOW, body_text="Is it ready?")
    a_message(target, "out", at=NOW - MINUTE)
    task, entry = an_approved_task(source), a_time_entry(source)
    pending = an_approval(source)
    an_item(letter)
    merge(source, target, owner)
    source, target = fresh(source), fresh(target)
    assert (source.status, source.merged_into, source.waiting_since) == ("closed", target, None)
    assert (source.message_count, source.item_count) == (0, 0)
    assert (target.message_count, target.item_count, target.waiting_since) == (2, 1, NOW)
    assert (target.status, target.preview) == ("open", "Is it ready?")
    letter.refresh_from_db()
    assert (letter.ticket, letter.moved_from, letter.items.get().ticket) == (target, source, target)
    for moved in (task, pending, *task.ticket.approvals.all()):
        moved.refresh_from_db()
        assert moved.ticket == target
    assert TimeEntry.objects.get(pk=entry.pk).ticket == source


def test_merging_again_changes_nothing(project: Project, owner: Viewer) -> None:
    source, target = a_ticket(project), a_ticket(project)
    a_message(source)
    merge(source, target, owner)
    before = Ticket.objects.order_by("id").values()
    merge(source, target, owner)
    assert list(Ticket.objects.order_by("id").values()) == list(before)


def test_a_chain_leads_to_its_end(project: Project, owner: Viewer) -> None:
    first, second, third = (a_ticket(project) for _ in range(3))
    merge(first, second, owner)
    merge(second, third, owner)
    assert {fresh(first).merged_into, fresh(second).merged_into} == {third}


def test_whoever_writes_to_the_merged_ticket_is_heard_in_the_other(project: Project, owner: Viewer) -> None:
    source, target = a_ticket(project), a_ticket(project)
    merge(source, target, owner)
    assert source.requester
    message = receive_further_message(
        ticket=source, contact=source.requester, letter=Letter("And?"), channel=Channel.API, by=owner, at=NOW
    )
    assert message.ticket == target


def test_a_merged_ticket_stays_closed(project: Project, owner: Viewer) -> None:
    source, target = a_ticket(project), a_ticket(project)
    merge(source, target, owner)
    with pytest.raises(Refused, match="merged into another"):
        move_ticket(ticket=source, event=Event.REOPEN, by=owner, at=NOW)


def test_no_draft_is_lost(project: Project, owner: Viewer) -> None:
    source, target = a_ticket(project), a_ticket(project)
    colleague = an_employee("operator", department=project.department)
    mine, theirs = project.owner.user, colleague.user
    for ticket, user, body in ((source, mine, "one"), (source, theirs, "two"), (target, theirs, "three")):
        Draft.objects.create(ticket=ticket, user=user, kind="reply", body=body, saved_at=NOW)
    merge(source, target, owner)
    drafts = set(Draft.objects.values_list("ticket", "user", "body"))
    assert drafts == {(target.pk, mine.pk, "one"), (source.pk, theirs.pk, "two"), (target.pk, theirs.pk, "three")}


def test_followers_follow_on(project: Project, owner: Viewer) -> None:
    source, target = a_ticket(project), a_ticket(project)
    both, one = an_employee("manager"), an_employee("manager")
    for ticket, person in ((source, both), (target, both), (source, one)):
        Follower.objects.create(ticket=ticket, employee=person)
    merge(source, target, owner)
    assert set(target.followers.values_list("employee", flat=True)) == {both.pk, one.pk}


def test_tickets_of_two_clients_stay_apart(project: Project, owner: Viewer) -> None:
    source, other = a_ticket(project), a_ticket(a_project(owner=project.owner, department=project.department))
    with pytest.raises(Refused, match="two clients") as refusal:
        merge(source, other, owner)
    assert refusal.value.field == "number"
    assert fresh(source).merged_into is None


def test_leads_of_two_senders_stay_apart() -> None:
    operator = an_employee("operator")
    department = operator.employments.get().department
    one, same, other = (
        a_lead(department, requester_address=address) for address in ("a@x.test", "A@x.test", "b@x.test")
    )
    with pytest.raises(Refused, match="two senders"):
        merge(one, other, viewer(operator))
    assert merge(one, same, viewer(operator)) == same


def test_what_cannot_be_merged(project: Project, owner: Viewer) -> None:
    source, target, closed = a_ticket(project), a_ticket(project), a_ticket(project, status="closed", closed_at=NOW)
    with pytest.raises(Refused, match="with itself"):
        merge(source, source, owner)
    with pytest.raises(Refused, match="is closed"):
        merge(source, closed, owner)
    merge(source, target, owner)
    with pytest.raises(Refused, match="merged already"):
        merge(source, a_ticket(project), owner)
    with pytest.raises(Refused, match="merged already"):
        merge(a_ticket(project), source, owner)


def test_what_one_does_not_see_is_not_there(project: Project, owner: Viewer) -> None:
    with pytest.raises(Ticket.DoesNotExist):
        merge(a_ticket(project), a_ticket(), owner)


@pytest.mark.django_db(transaction=True)
def test_into_each_other_at_once_one_way_wins() -> None:
    project = a_project()
    one, other = a_ticket(project), a_ticket(project)
    a_message(one)
    a_message(other)
    by = viewer(project.owner)
    outcomes = run_at_once(lambda: merge(one, other, by), lambda: merge(other, one, by))
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 1
    left = Ticket.objects.get(merged_into__isnull=True)
    assert left.message_count == left.messages.count() == 2
