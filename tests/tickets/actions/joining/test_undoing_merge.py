"""Taking a merged ticket out of the other one again (T7)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_message,
    a_project,
    a_task,
    a_ticket,
    a_time_entry,
    an_approval,
    an_approved_task,
    an_employee,
    an_estimate,
    an_item,
    viewer,
)
from tickets.actions.joining import locking
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.splitting import split_ticket
from tickets.actions.joining.undoing_merge import standing_merge, undo_merge
from tickets.actions.locks import lock_ticket
from tickets.actions.logging_time import reverse_time
from tickets.actions.moving import move_ticket
from tickets.actions.needing_answer import no_answer_needed
from tickets.actions.replying import reply
from tickets.actions.snoozing import snooze
from tickets.domain.statuses import Event
from tickets.models import Draft, Follower, Project, Ticket, TicketMerge

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
FIGURES = (
    "status", "merged_into", "message_count", "item_count", "answered_item_count", "settled_item_count", "preview",
    "waiting_since", "promised_until", "snoozed_until", "snoozed_by", "last_message_at",
)  # fmt: skip


@pytest.fixture
def project() -> Project:
    return a_project()


@pytest.fixture
def owner(project: Project) -> Viewer:
    return viewer(project.owner)


@pytest.fixture
def source(project: Project) -> Ticket:
    """With a letter, an answer, and a task that the client agreed to."""
    ticket = a_ticket(project, status="open")
    an_item(a_message(ticket, at=NOW - MINUTE, body_text="Is it ready?"))
    an_approved_task(ticket)
    return ticket


@pytest.fixture
def target(project: Project) -> Ticket:
    ticket = a_ticket(project, status="waiting_client")
    a_message(ticket, at=NOW - 3 * MINUTE, body_text="Thank you")
    a_message(ticket, "out", at=NOW - 2 * MINUTE)
    Ticket.objects.filter(pk=ticket.pk).update(waiting_since=None)
    return ticket


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def figures(*tickets: Ticket) -> list[Any]:
    return [Ticket.objects.values(*FIGURES).get(pk=each.pk) for each in tickets]


def merge(source: Ticket, target: Ticket, by: Viewer, at: Any = NOW + 5 * MINUTE) -> TicketMerge:
    merge_tickets(ticket=source, into=target, by=by, at=at)
    return standing_merge(source)


def undo(merged: TicketMerge, by: Viewer, at: Any = NOW + 9 * MINUTE) -> Ticket:
    return undo_merge(merge=merged, by=by, at=at)


def test_both_are_as_they_were(source: Ticket, target: Ticket, owner: Viewer) -> None:
    fan, both = an_employee("manager"), an_employee("manager")
    for ticket, person in ((source, fan), (source, both), (target, both)):
        Follower.objects.create(ticket=ticket, employee=person)
    merged = merge(source, target, owner)
    assert (fresh(source).status, fresh(target).status) == ("closed", "open")
    assert undo(merged, owner) == source
    one, other = fresh(source), fresh(target)
    assert (one.status, one.merged_into, one.message_count, one.item_count) == ("open", None, 1, 1)
    assert (one.waiting_since, one.preview) == (NOW - MINUTE, "Is it ready?")
    assert (other.status, other.message_count, other.item_count, other.waiting_since) == ("waiting_client", 2, 0, None)
    letter = source.messages.get()
    assert (letter.moved_from, letter.items.get().ticket) == (None, source)
    assert {row.ticket for row in (*source.tasks.all(), *source.approvals.all())} == {source}
    assert (source.tasks.count(), target.tasks.count(), target.approvals.count()) == (1, 0, 0)
    assert set(source.followers.values_list("employee", flat=True)) == {fan.pk, both.pk}
    assert set(target.followers.values_list("employee", flat=True)) == {both.pk}
    merged.refresh_from_db()
    assert (merged.undone_at, merged.undone_by_id) == (NOW + 9 * MINUTE, owner.user_id)
    trail = AuditEntry.objects.filter(action__in=["ticket.unmerge", "ticket.unmerged"])
    assert set(trail.values_list("action", "scope")) == {
        ("ticket.unmerge", target.scope),
        ("ticket.unmerged", source.scope),
    }


def test_merged_again_and_undone_again_nothing_is_left_over(source: Ticket, target: Ticket, owner: Viewer) -> None:
    undo(merge(source, target, owner), owner)
    before = figures(source, target)
    for minute in (20, 30):
        undo(merge(source, target, owner, NOW + minute * MINUTE), owner, NOW + (minute + 1) * MINUTE)
        assert figures(source, target) == before
    assert TicketMerge.objects.count() == 3
    assert not TicketMerge.objects.standing().exists()


def test_what_came_since_stays(source: Ticket, target: Ticket, owner: Viewer) -> None:
    merged = merge(source, target, owner)
    later = a_message(fresh(target), at=NOW + 6 * MINUTE, body_text="And?")
    undo(merged, owner)
    later.refresh_from_db()
    assert (later.ticket, fresh(target).status) == (target, "open")
    assert fresh(target).waiting_since == NOW + 6 * MINUTE


def test_a_draft_comes_back_unless_it_was_written_on(source: Ticket, target: Ticket, owner: Viewer) -> None:
    quiet, busy, new = (an_employee("operator", department=source.department).user for _ in range(3))
    for user in (quiet, busy, new):
        Draft.objects.create(ticket=source, user=user, kind="reply", body="half", saved_at=NOW)
    merged = merge(source, target, owner)
    Draft.objects.filter(user=busy).update(saved_at=NOW + 6 * MINUTE)
    Draft.objects.create(ticket=source, user=new, kind="reply", body="another", saved_at=NOW + 6 * MINUTE)
    undo(merged, owner)
    assert set(Draft.objects.values_list("ticket", "user", "body")) == {
        (source.pk, quiet.pk, "half"),
        (target.pk, busy.pk, "half"),
        (target.pk, new.pk, "half"),
        (source.pk, new.pk, "another"),
    }


@pytest.mark.parametrize("status", ["new", "open", "waiting_client", "waiting_specialist", "resolved"])
def test_the_status_comes_back(project: Project, target: Ticket, owner: Viewer, status: str) -> None:
    ticket = a_ticket(project, status=status)
    undo(merge(ticket, target, owner), owner)
    assert fresh(ticket).status == {"new": "open"}.get(status, status)


def test_a_closed_one_comes_back_closed(project: Project, target: Ticket, owner: Viewer) -> None:
    ticket = a_ticket(project, status="closed", closed_at=NOW)
    a_message(ticket, at=NOW)
    undo(merge(ticket, target, owner), owner)
    assert (fresh(ticket).status, fresh(ticket).message_count, fresh(ticket).waiting_since) == ("closed", 1, None)


@pytest.mark.parametrize(("hours", "is_asleep"), [(48, True), (0, False)])
def test_snoozed_until_the_same_time(
    project: Project, source: Ticket, target: Ticket, owner: Viewer, hours: int, is_asleep: bool
) -> None:
    quiet = a_ticket(project, status="open")
    until = NOW + timedelta(hours=hours) + 8 * MINUTE
    for ticket in (quiet, target):
        snooze(ticket=ticket, until=until, by=owner, at=NOW)
    for ticket in (quiet, source):
        undo(merge(ticket, target, owner), owner)
    for ticket in (quiet, target):
        assert (fresh(ticket).snoozed_until == until) is is_asleep


def test_what_needed_no_answer_there_needs_none_here(project: Project, target: Ticket, owner: Viewer) -> None:
    source = a_ticket(project, status="open")
    a_message(source, at=NOW - MINUTE, body_text="Thank you, that is all.")
    merged = merge(source, target, owner)
    no_answer_needed(ticket=target, by=owner, at=NOW + 6 * MINUTE)
    undo(merged, owner)
    assert fresh(source).waiting_since is None


def test_a_status_chosen_since_stays(source: Ticket, target: Ticket, owner: Viewer) -> None:
    merged = merge(source, target, owner)
    move_ticket(ticket=target, event=Event.ASK_SPECIALIST, by=owner, at=NOW + 6 * MINUTE)
    undo(merged, owner)
    assert fresh(target).status == "waiting_specialist"


def test_a_chain_is_undone_from_its_end(project: Project, owner: Viewer) -> None:
    first, second, third = (a_ticket(project) for _ in range(3))
    letter = a_message(first)
    inner = merge(first, second, owner)
    outer = merge(second, third, owner, NOW + 6 * MINUTE)
    with pytest.raises(Refused, match="itself merged since"):
        undo(inner, owner)
    undo(outer, owner)
    letter.refresh_from_db()
    assert (letter.ticket, letter.moved_from, fresh(first).merged_into) == (second, first, second)
    undo(inner, owner)
    letter.refresh_from_db()
    assert (letter.ticket, letter.moved_from, fresh(first).merged_into) == (first, None, None)


def answered(merged: TicketMerge, owner: Viewer) -> None:
    reply(ticket=merged.target, body="Both are ready", by=owner, at=NOW + 6 * MINUTE)


def split(merged: TicketMerge, owner: Viewer) -> None:
    keys = merged.moved["messages"]
    split_ticket(ticket=merged.target, messages=keys, subject="Apart", by=owner, at=NOW + 6 * MINUTE)


def closed(merged: TicketMerge, owner: Viewer) -> None:
    Ticket.objects.filter(pk=merged.target_id).update(status="closed", closed_at=NOW, waiting_since=None)


def delegated(merged: TicketMerge, _owner: Viewer) -> None:
    task = a_task(merged.target, title="Look")
    merged.target.items.update(task=task, state="delegated")


def logged(merged: TicketMerge, _owner: Viewer) -> None:
    a_time_entry(merged.target, task=merged.target.tasks.get())


def asked(merged: TicketMerge, _owner: Viewer) -> None:
    task = merged.target.tasks.get()
    task.estimates.update(state="superseded")
    an_estimate(task, state="client", approval=an_approval(merged.target))


def recorded(merged: TicketMerge, _owner: Viewer) -> None:
    letter = a_message(merged.target, at=NOW + 6 * MINUTE)
    moved = an_approval(merged.target, message=letter)
    merged.moved["approvals"].append(moved.pk)
    merged.save()


def settled_by_theirs(merged: TicketMerge, _owner: Viewer) -> None:
    answer = merged.target.messages.get(direction="out")
    merged.target.items.update(state="answered", answered_by=answer, settled_at=NOW)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (answered, "was answered in"),
        (split, "went from"),
        (closed, "was closed since"),
        (delegated, "became the task “Look”"),
        (logged, "Take it back first"),
        (asked, "was asked about its work"),
        (recorded, "was asked about its work"),
        (settled_by_theirs, "answered by a reply of the other"),
    ],
)
def test_what_belongs_to_both_stands_in_the_way(
    source: Ticket, target: Ticket, owner: Viewer, deed: Callable[[TicketMerge, Viewer], None], words: str
) -> None:
    merged = merge(source, target, owner)
    deed(merged, owner)
    with pytest.raises(Refused, match=words):
        undo(merged, owner)
    assert fresh(source).merged_into == target


def test_time_taken_back_stands_in_nobodys_way(source: Ticket, target: Ticket, owner: Viewer) -> None:
    merged = merge(source, target, owner)
    entry = a_time_entry(fresh(target), source.assignee, task=target.tasks.get())
    reverse_time(entry=entry, by=owner, at=NOW + 6 * MINUTE)
    undo(merged, owner)
    assert fresh(source).merged_into is None


def test_only_who_works_on_both_undoes(source: Ticket, target: Ticket, owner: Viewer) -> None:
    merged = merge(source, target, owner)
    director = an_employee("director")
    with pytest.raises(NotAllowed):
        undo(merged, viewer(director))
    with pytest.raises(Ticket.DoesNotExist):
        undo(merged, viewer(an_employee("manager")))


def test_another_one_merged_there_at_this_moment(
    project: Project, source: Ticket, target: Ticket, owner: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    third = a_ticket(project, status="closed", closed_at=NOW)

    def late(ticket: Ticket, *, by: Viewer) -> Ticket:
        Ticket.objects.filter(pk=third.pk).update(merged_into=source)
        return lock_ticket(ticket, by=by)

    monkeypatch.setattr(locking, "lock_ticket", late)
    with pytest.raises(Conflict, match="at this moment"):
        merge(source, target, owner)
