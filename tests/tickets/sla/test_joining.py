"""Merging and splitting end no promise and dodge no breach (S2, T7)."""

import pytest

from tests.tickets.sla.conftest import Desk
from tickets.actions.items.marking import mark_items
from tickets.actions.items.settling import ItemsOfReply
from tickets.actions.joining.clocks import give_clocks_back
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.splitting import split_ticket
from tickets.actions.moving import move_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.sla.sweep import sweep
from tickets.domain.statuses import Event
from tickets.models import Clock, Message, Ticket

pytestmark = pytest.mark.django_db
FRIDAY = 3 * 1440


def promise(desk: Desk, ticket: Ticket, minute: float, until: int = FRIDAY) -> Message:
    options = ReplyOptions(then=None, promised_until=desk.at(until))
    return reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(minute), options=options)


def answer(desk: Desk, ticket: Ticket, minute: float, then: Event | None = None) -> Message:
    return reply(ticket=ticket, body="So", by=desk.owner, at=desk.at(minute), options=ReplyOptions(then=then))


def merge(desk: Desk, source: Ticket, target: Ticket, minute: float) -> Ticket:
    merge_tickets(ticket=source, into=target, by=desk.owner, at=desk.at(minute))
    return Ticket.objects.get(pk=target.pk)


def clocks(ticket: Ticket, *kinds: str) -> list[tuple[str, object, str]]:
    rows = Clock.objects.filter(ticket=ticket).order_by("id")
    return [(row.state, row.due_at, row.end_reason) for row in rows if row.kind in kinds]


def test_a_promise_goes_along_and_breaks_in_its_time(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(1)
    promise(desk, source, 10)
    answer(desk, target, 20)
    merged = merge(desk, source, target, 30)
    assert (merged.promised_until, clocks(merged, "promise")) == (desk.at(FRIDAY), [("running", desk.at(FRIDAY), "")])
    sweep(at=desk.at(FRIDAY + 1))
    assert desk.clock(merged, "promise").breached_at == desk.at(FRIDAY)


def test_both_promises_stand(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(1)
    promise(desk, target, 10)
    promise(desk, source, 20, FRIDAY + 1440)
    merged = merge(desk, source, target, 30)
    assert merged.promised_until == desk.at(FRIDAY)
    assert {state for state, _due, _reason in clocks(merged, "promise")} == {"running"}
    answer(desk, merged, 40)
    assert {state for state, _due, _reason in clocks(merged, "promise")} == {"met"}


@pytest.mark.parametrize("is_older_merged", [True, False])
def test_who_waits_longest_is_answered_in_their_time(desk: Desk, is_older_merged: bool) -> None:
    older, younger = desk.asked(), desk.asked(50)
    source, target = (older, younger) if is_older_merged else (younger, older)
    merged = merge(desk, source, target, 55)
    assert (merged.waiting_since, merged.next_due_at) == (desk.at(0), desk.at(60))
    running = Clock.objects.unfinished().filter(kind="first_response")
    assert [(row.ticket, row.due_at) for row in running] == [(merged, desk.at(60))]
    sweep(at=desk.at(61))
    assert Clock.objects.get(breached_at__isnull=False).ticket == merged


def test_what_was_broken_before_stays_broken(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(100)
    merged = merge(desk, source, target, 105)
    assert merged.is_breached or sweep(at=desk.at(106))
    assert Clock.objects.filter(breached_at=desk.at(60), ticket=merged).count() == 1


def test_merging_meets_nothing(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(50)
    merged = merge(desk, source, target, 55)
    assert not Clock.objects.filter(state="met").exists()
    assert clocks(merged, "resolution") == [("running", desk.at(960), ""), ("cancelled", None, "merged")]


def test_a_resolution_runs_while_the_other_ticket_is_worked_on(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(1)
    answer(desk, source, 10, Event.ASK_CLIENT)
    merged = merge(desk, source, target, 30)
    [running] = [row for row in clocks(merged, "resolution") if not row[2]]
    # The one that ran was due first; the paused one no longer counts.
    assert running == ("running", desk.at(961), "")


def test_into_a_ticket_that_waits_for_its_client_the_resolution_pauses(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(1)
    answer(desk, source, 10)
    answer(desk, target, 20, Event.ASK_CLIENT)
    merged = merge(desk, source, target, 30)
    assert merged.status == "waiting_client"
    assert [row[0] for row in clocks(merged, "resolution") if not row[2]] == ["paused"]


def test_into_a_ticket_that_was_handed_over_nothing_runs(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(1)
    answer(desk, source, 10, Event.ASK_CLIENT)
    answer(desk, target, 20, Event.RESOLVE)
    merged = merge(desk, source, target, 30)
    assert (merged.status, merged.next_due_at) == ("resolved", None)
    assert not Clock.objects.unfinished().exists()


def test_a_letter_that_opens_what_was_handed_over_brings_its_clocks(desk: Desk) -> None:
    target = desk.asked()
    answer(desk, target, 10, Event.RESOLVE)
    source = desk.asked(20)
    merged = merge(desk, source, target, 30)
    assert (merged.status, merged.waiting_since) == ("open", desk.at(20))
    assert clocks(merged, "first_response")[-1] == ("running", desk.at(80), "")
    assert [row for row in clocks(merged, "resolution") if row[0] != "met"] == [("running", desk.at(980), "")]


def test_a_closed_ticket_brings_no_clocks(desk: Desk) -> None:
    source, target = desk.asked(), desk.asked(1)
    move_ticket(ticket=source, event=Event.CLOSE, by=desk.owner, at=desk.at(5))
    before = Clock.objects.filter(ticket=target).count()
    assert Clock.objects.filter(ticket=merge(desk, source, target, 30)).count() == before


@pytest.mark.parametrize("minute", [40, 100])
def test_an_undone_merge_gives_them_back(desk: Desk, minute: float) -> None:
    source, target = desk.asked(), desk.asked(30)
    promise(desk, source, 35)
    desk.asked(38, source)
    rows = Clock.objects.order_by("id").values("ticket", "kind", "state", "due_at", "end_reason")
    before, letters = list(rows.all()), list(source.messages.values_list("pk", flat=True))
    merge(desk, source, target, minute)
    assert list(rows.all()) != before
    source, target = Ticket.objects.get(pk=source.pk), Ticket.objects.get(pk=target.pk)
    source.status = target.status = "open"
    give_clocks_back(letters, source=source, target=target, merged_at=desk.at(minute), at=desk.at(minute + 1))
    assert list(rows.all()) == before


def test_a_split_letter_takes_its_clock_along(desk: Desk) -> None:
    ticket = desk.asked()
    answer(desk, ticket, 10)
    letter = Message.objects.get(ticket=desk.asked(20, ticket), created_at=desk.at(20))
    made = split_ticket(ticket=ticket, messages=[letter.pk], subject="Another", by=desk.owner, at=desk.at(30))
    assert [(row[0], row[1]) for row in clocks(made, "next_response")] == [("running", desk.at(140))]
    assert clocks(ticket, "next_response") == []
    assert Ticket.objects.get(pk=made.pk).next_due_at == desk.at(140)


def test_who_still_waits_in_the_old_ticket_keeps_a_clock(desk: Desk) -> None:
    ticket = desk.asked()
    desk.asked(20, ticket)
    letter = ticket.messages.earliest("id")
    made = split_ticket(ticket=ticket, messages=[letter.pk], subject="Another", by=desk.owner, at=desk.at(30))
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert (ticket.waiting_since, ticket.next_due_at, ticket.next_due_kind) == (
        desk.at(20), desk.at(80), "first_response",
    )  # fmt: skip
    assert Ticket.objects.get(pk=made.pk).next_due_at == desk.at(60)


def test_a_promise_goes_with_its_reply(desk: Desk) -> None:
    ticket = desk.asked()
    told = [ticket.messages.get(), promise(desk, ticket, 10)]
    desk.asked(20, ticket)
    keys = [message.pk for message in told]
    made = split_ticket(ticket=ticket, messages=keys, subject="Another", by=desk.owner, at=desk.at(30))
    made, ticket = Ticket.objects.get(pk=made.pk), Ticket.objects.get(pk=ticket.pk)
    assert (made.promised_until, ticket.promised_until) == (desk.at(FRIDAY), None)
    assert (clocks(made, "promise"), clocks(ticket, "promise")) == ([("running", desk.at(FRIDAY), "")], [])


def test_a_promise_that_another_matter_had_ended_counts_again(desk: Desk) -> None:
    ticket = desk.asked()
    promise(desk, ticket, 10)
    letter = Message.objects.get(ticket=desk.asked(20, ticket), created_at=desk.at(20))
    reply_to_it = promise(desk, ticket, 25, FRIDAY + 1440)
    keys = [letter.pk, reply_to_it.pk]
    made = split_ticket(ticket=ticket, messages=keys, subject="Another", by=desk.owner, at=desk.at(30))
    ticket = Ticket.objects.get(pk=ticket.pk)
    assert ticket.promised_until == desk.at(FRIDAY)
    assert clocks(ticket, "promise")[-1] == ("running", desk.at(FRIDAY), "")
    assert clocks(made, "promise") == [("running", desk.at(FRIDAY + 1440), "")]


def test_a_promised_question_has_its_clock_wherever_it_goes(desk: Desk) -> None:
    ticket = desk.asked()
    letter = Message.objects.get(ticket=desk.asked(5, ticket), created_at=desk.at(5))
    items = mark_items(message=letter, texts=["Where?", "When?"], by=desk.owner, at=desk.at(6))
    for minute, item in enumerate(items, 10):
        options = ReplyOptions(None, desk.at(FRIDAY + minute), items=ItemsOfReply(promised=frozenset([item.pk])))
        reply(ticket=ticket, body="By then", by=desk.owner, at=desk.at(minute), options=options)
    made = split_ticket(ticket=ticket, messages=[letter.pk], subject="Another", by=desk.owner, at=desk.at(30))
    assert Ticket.objects.get(pk=made.pk).promised_until == desk.at(FRIDAY + 10)
    assert clocks(made, "promise") == [
        ("running", desk.at(FRIDAY + 10), ""), ("running", desk.at(FRIDAY + 11), ""),
    ]  # fmt: skip
