"""Asking the client and its one answer: approved, declined, recorded or withdrawn (W2, W3)."""

import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import transaction

from support_desk.shared import clock
from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.models import Notice, OutboxItem
from tests.factories import (
    NOW,
    a_contact,
    a_lead,
    a_message,
    a_task,
    a_ticket,
    a_time_entry,
    an_approved_task,
    an_employee,
    an_estimate,
    an_overrun,
    contact_viewer,
    viewer,
)
from tests.tickets.actions.agreeing.conftest import Side
from tickets.actions.agreeing import approve, ask_client, decline, end_agreeing, record_approval, withdraw_approval
from tickets.actions.portal.links import digest_of
from tickets.actions.tasks.locking import lock_task
from tickets.models import Approval, Estimate, Overrun, PortalLink

LATER = NOW + timedelta(hours=1)


def confirmed(side: Side, minutes: int = 120, **over: object) -> Estimate:
    return an_estimate(side.task, minutes, manager_at=NOW, **over)


def asked(side: Side, minutes: int = 120, words: str = "") -> Approval:
    return ask_client(
        ticket=side.ticket, estimates=[confirmed(side, minutes)], overruns=[], words=words, by=side.manager, at=NOW
    )


def test_one_question_gathers_estimates_and_overruns(side: Side) -> None:
    deadline, later = NOW + timedelta(days=1), NOW + timedelta(days=3)
    side.task.deadline_at = deadline
    side.task.save()
    other = a_task(side.ticket, agreed_minutes=60, deadline_at=deadline)
    overrun = an_overrun(other, 30, decided_at=NOW, new_deadline_at=later, client_text="Old data")
    estimate = confirmed(side, 120, client_text="Delivery terms")
    approval = ask_client(
        ticket=side.ticket, estimates=[estimate], overruns=[overrun], words="Dear all,", by=side.manager, at=NOW
    )
    estimate.refresh_from_db()
    overrun.refresh_from_db()
    side.ticket.refresh_from_db()
    assert (approval.minutes, approval.ready_by, approval.state) == (150, later, "pending")
    assert (estimate.state, estimate.approval, overrun.state, overrun.approval) == (
        "client",
        approval,
        "client",
        approval,
    )
    letter = side.ticket.messages.get()
    assert OutboxItem.objects.filter(key=f"reply:{letter.pk}").exists()
    assert (letter.direction, letter.author_id, side.ticket.status) == (
        "out",
        side.manager.employee_id,
        "waiting_client",
    )
    for words in ("Dear all,", "Delivery terms", "Old data", "2 h", "30 min", f"/portal/approvals/{approval.pk}/"):
        assert words in letter.body_text


def letter_about(approval: Approval) -> str:
    """As it left."""
    relay_outbox(at=clock.now())
    (letter,) = [letter.body for letter in mail.outbox if "Delivery terms" in letter.body]
    return str(letter)


def test_only_the_letter_knows_the_link_that_lets_in(side: Side) -> None:
    lines = [confirmed(side, client_text="Delivery terms")]
    approval = ask_client(ticket=side.ticket, estimates=lines, overruns=[], words="", by=side.manager, at=NOW)
    found = re.search(r"/portal/enter/([^/]+)/", letter_about(approval))
    (link,) = PortalLink.objects.all()
    assert (link.approval, link.contact_id, link.used_at) == (approval, side.client.contact_id, None)
    assert found and link.token_hash == digest_of(found[1])
    assert "/portal/enter/" not in side.ticket.messages.get().body_text


def test_an_address_that_is_no_contacts_gets_the_page_and_no_link(side: Side) -> None:
    side.ticket.requester_address = "somebody@elsewhere.test"
    side.ticket.save()
    lines = [confirmed(side, client_text="Delivery terms")]
    approval = ask_client(ticket=side.ticket, estimates=lines, overruns=[], words="", by=side.manager, at=NOW)
    assert f"/portal/approvals/{approval.pk}/" in letter_about(approval)
    assert not PortalLink.objects.exists()


def test_a_letter_that_does_not_leave_takes_its_link_with_it(side: Side, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise OSError("no server")

    asked(side)
    monkeypatch.setattr("tickets.actions.agreeing.sending.hand_over", fail)
    relay_outbox(at=clock.now())
    assert (PortalLink.objects.count(), OutboxItem.objects.get(kind="mail.question").state) == (0, "pending")


def test_what_goes_beyond_the_contract_is_said(side: Side) -> None:
    a_time_entry(side.ticket, billable_minutes=540)
    approval = asked(side, 90)
    assert (approval.beyond_minutes, approval.beyond_amount) == (30, Decimal("1000.00"))
    assert "30 min go beyond" in side.ticket.messages.get().body_text


def test_what_is_agreed_and_asked_already_is_not_free_any_more(side: Side) -> None:
    """400 left: 300 agreed and 60 asked of it leave 40, whichever ticket of the project they are on (W2, C2)."""
    a_time_entry(side.ticket, billable_minutes=200)
    other = a_ticket(side.ticket.project)
    under_way = an_approved_task(other, 300, status="in_progress")
    a_time_entry(other, billable_minutes=100, task=under_way)  # of the 400 left 300 remain, and 200 to be worked
    an_approved_task(other, 500, status="submitted"), an_approved_task(other, 500, status="confirmed", finished_at=NOW)
    an_approved_task(a_ticket(), 500)
    waiting = an_estimate(a_task(other), 60, manager_at=NOW)
    ask_client(ticket=other, estimates=[waiting], overruns=[], words="", by=side.manager, at=NOW)
    approval = asked(side, 90)
    assert (approval.beyond_minutes, approval.beyond_amount) == (50, Decimal("1666.67"))


def test_a_ticket_without_an_address_is_asked_without_a_letter(side: Side) -> None:
    side.ticket.requester_address = ""
    side.ticket.save()
    assert asked(side).state == "pending"
    side.ticket.refresh_from_db()
    assert (side.ticket.messages.count(), side.ticket.status) == (0, "waiting_client")


def test_what_cannot_be_asked(side: Side) -> None:
    def ask(estimates: list[Estimate], overruns: list[Overrun], **over: object) -> object:
        facts = {"ticket": side.ticket, "words": "", "by": side.manager, "at": NOW, **over}
        with pytest.raises(Refused) as refused:
            ask_client(estimates=estimates, overruns=overruns, **facts)  # type: ignore[arg-type] # named above
        return refused.value.field

    assert ask([], []) == "estimates"
    assert ask([an_estimate(side.task)], []) == "estimates"
    assert ask([an_estimate(a_task(a_ticket()), manager_at=NOW)], []) == "estimates"
    assert ask([], [an_overrun(a_task(side.ticket, agreed_minutes=60))]) == "overruns"
    lead = a_lead(side.ticket.department, assignee=side.ticket.assignee)
    assert ask([], [], ticket=lead) is None
    big = [an_estimate(a_task(side.ticket), 40_000, manager_at=NOW) for _ in range(2)]
    assert ask(big, []) == "estimates"
    side.ticket.status, side.ticket.closed_at = "closed", NOW
    side.ticket.save()
    assert ask(big[:1], []) is None
    assert not Approval.objects.exists()


def test_specialists_do_not_ask(side: Side) -> None:
    side.ticket.assignee = side.task.assignee
    side.ticket.save()
    with pytest.raises(NotAllowed):
        ask_client(ticket=side.ticket, estimates=[confirmed(side)], overruns=[], words="", by=side.specialist, at=NOW)


def test_the_client_approves_and_the_work_may_begin(side: Side) -> None:
    approval = asked(side)
    decided = approve(approval=approval, by=side.client, at=LATER, comment=" Go on ")
    side.task.refresh_from_db()
    side.ticket.refresh_from_db()
    assert (decided.state, decided.contact_id, decided.comment) == ("approved", side.client.contact_id, "Go on")
    assert (side.task.agreed_minutes, side.ticket.status) == (120, "waiting_specialist")
    assert approval.estimates.get().state == "approved"
    told = set(Notice.objects.filter(kind="approval.approved").values_list("user_id", flat=True))
    assert told == {side.manager.user_id, side.specialist.user_id}


def test_the_client_declines_and_says_why(side: Side) -> None:
    approval = asked(side)
    with pytest.raises(Refused) as refused:
        decline(approval=approval, by=side.client, at=LATER, comment=" ")
    assert refused.value.field == "comment"
    decline(approval=approval, by=side.client, at=LATER, comment="Too dear")
    side.task.refresh_from_db()
    approval.refresh_from_db()
    assert (approval.state, approval.comment, side.task.agreed_minutes) == ("declined", "Too dear", None)
    assert approval.estimates.get().state == "declined"
    assert Notice.objects.filter(kind="approval.declined").count() == 2


def test_a_message_records_the_yes(side: Side) -> None:
    approval = asked(side)
    letter = a_message(side.ticket, "in", at=LATER)
    recorded = record_approval(approval=approval, message=letter, by=side.manager, at=LATER)
    side.task.refresh_from_db()
    assert (recorded.message, recorded.recorded_by_id, recorded.contact) == (letter, side.manager.employee_id, None)
    assert side.task.agreed_minutes == 120


def test_not_every_message_says_so(side: Side) -> None:
    approval = asked(side)
    for message in (
        a_message(side.ticket, "out", at=LATER),
        a_message(a_ticket(), "in", at=LATER),
        a_message(side.ticket, "in", at=NOW - timedelta(minutes=1)),
        a_message(side.ticket, "in", at=LATER, is_automatic=True),
    ):
        with pytest.raises(Refused) as refused:
            record_approval(approval=approval, message=message, by=side.manager, at=LATER)
        assert refused.value.field == "message"
    approval.refresh_from_db()
    assert approval.state == "pending"


def test_who_may_decide(side: Side) -> None:
    approval = asked(side)
    colleague = contact_viewer(a_contact(side.ticket.client))
    stranger = contact_viewer(a_contact())
    with pytest.raises(NotAllowed):
        approve(approval=approval, by=side.manager, at=LATER)
    with pytest.raises(Approval.DoesNotExist):
        approve(approval=approval, by=stranger, at=LATER)
    with pytest.raises(Approval.DoesNotExist):
        decline(approval=approval, by=viewer(an_employee("manager")), at=LATER, comment="")
    with pytest.raises(NotAllowed):
        withdraw_approval(approval=approval, by=side.client, at=LATER)
    with pytest.raises(NotAllowed):
        record_approval(approval=approval, message=a_message(side.ticket, at=LATER), by=side.specialist, at=LATER)
    assert approve(approval=approval, by=colleague, at=LATER).contact_id == colleague.contact_id


def test_a_second_answer_hears_what_holds(side: Side) -> None:
    approval = asked(side)
    approve(approval=approval, by=side.client, at=LATER)
    for again in (
        lambda: approve(approval=approval, by=side.client, at=LATER),
        lambda: decline(approval=approval, by=side.client, at=LATER, comment="No"),
        lambda: withdraw_approval(approval=approval, by=side.manager, at=LATER),
        lambda: record_approval(approval=approval, message=a_message(side.ticket), by=side.manager, at=LATER),
    ):
        with pytest.raises(Conflict, match="approved on") as refused:
            again()
        assert refused.value.code == "decided"


def test_what_is_withdrawn_can_be_asked_again(side: Side) -> None:
    approval = asked(side)
    estimate = approval.estimates.get()
    withdraw_approval(approval=approval, by=side.manager, at=LATER)
    estimate.refresh_from_db()
    side.ticket.refresh_from_db()
    assert (estimate.state, estimate.manager_at, side.ticket.status) == ("manager", NOW, "open")
    with pytest.raises(Conflict, match="withdrawn on"):
        approve(approval=approval, by=side.client, at=LATER)
    again = ask_client(ticket=side.ticket, estimates=[estimate], overruns=[], words="", by=side.manager, at=LATER)
    approve(approval=again, by=side.client, at=LATER)
    side.task.refresh_from_db()
    assert side.task.agreed_minutes == 120


def test_the_ticket_waits_while_another_question_is_open(side: Side) -> None:
    first = asked(side)
    other = an_estimate(a_task(side.ticket), manager_at=NOW)
    ask_client(ticket=side.ticket, estimates=[other], overruns=[], words="", by=side.manager, at=NOW)
    approve(approval=first, by=side.client, at=LATER)
    side.ticket.refresh_from_db()
    assert side.ticket.status == "waiting_client"


def test_a_cancelled_task_takes_its_question_along_and_nothing_else(side: Side) -> None:
    other = a_task(side.ticket, agreed_minutes=60)
    overrun = an_overrun(other, 30, decided_at=NOW)
    approval = ask_client(
        ticket=side.ticket, estimates=[confirmed(side)], overruns=[overrun], words="", by=side.manager, at=NOW
    )
    with transaction.atomic():
        end_agreeing(lock_task(side.task, by=side.manager), by=side.manager, at=LATER)
    for row in (approval, overrun, side.ticket):
        row.refresh_from_db()
    assert (approval.state, approval.estimates.get().state) == ("withdrawn", "superseded")
    assert (overrun.state, overrun.decided_at, side.ticket.status) == ("reported", NOW, "open")
    with transaction.atomic():
        end_agreeing(lock_task(other, by=side.manager), by=side.manager, at=LATER)
    overrun.refresh_from_db()
    assert overrun.state == "withdrawn"
