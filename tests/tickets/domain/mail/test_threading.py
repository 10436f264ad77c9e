"""T2 and T3 as a table, and as laws that hold for every combination of facts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.mail.threading import Decision, MailFacts, Sender, SenderKind, Thread, decide

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ANNA = Sender(SenderKind.CONTACT, "anna@client.example", client_id=1)
EVE = Sender(SenderKind.CONTACT, "eve@other.example", client_id=2)
STRANGER = Sender(SenderKind.UNKNOWN, "who@x.example")
PETR = Sender(SenderKind.EMPLOYEE, "petr@desk.example", is_verified=True)
OPEN = Thread(10, client_id=1, participants=frozenset({"partner@x.example"}))
LEAD = Thread(11, client_id=None, participants=frozenset({"who@x.example"}))


def closed(within: int = 14, **ago: int) -> Thread:
    return replace(OPEN, reopens_until=AT - timedelta(**ago) + timedelta(days=within))


def mail(sender: Sender, **facts: object) -> MailFacts:
    return MailFacts(sender=sender, at=AT, **facts)


@pytest.mark.parametrize(
    ("facts", "outcome", "ticket_id", "flag"),
    [
        # the ticket is found by token, then by references
        (mail(ANNA, by_token=OPEN), "append", 10, None),
        (mail(ANNA, referenced=(OPEN,)), "append", 10, None),
        (mail(ANNA, by_token=OPEN, referenced=(LEAD,)), "append", 10, None),
        (mail(ANNA, referenced=(LEAD, OPEN)), "append", 10, None),
        (mail(ANNA), "new", None, None),
        # closed: within 14 days it reopens, later a linked one opens
        (mail(ANNA, by_token=closed(days=13)), "reopen", 10, None),
        (mail(ANNA, by_token=closed(days=14)), "reopen", 10, None),
        (mail(ANNA, by_token=closed(days=14, seconds=1)), "linked_new", 10, None),
        (mail(ANNA, by_token=closed(within=2, days=3)), "linked_new", 10, None),
        # participants belong, whoever they are
        (mail(replace(STRANGER, address="partner@x.example"), referenced=(OPEN,)), "append", 10, None),
        (mail(STRANGER, referenced=(LEAD,)), "append", 11, None),
        # strangers to the thread never enter it
        (mail(EVE, by_token=OPEN), "new_flagged", None, "not_in_thread"),
        (mail(EVE, referenced=(OPEN,)), "new_flagged", None, "not_in_thread"),
        (mail(STRANGER, by_token=OPEN), "new_flagged", None, "not_in_thread"),
        (mail(STRANGER, referenced=(OPEN,)), "new_flagged", None, "not_in_thread"),
        (mail(EVE, by_token=OPEN, referenced=(Thread(12, client_id=2),)), "new_flagged", None, "not_in_thread"),
        (mail(ANNA, referenced=(LEAD,)), "new_flagged", None, "not_in_thread"),
        (
            mail(replace(STRANGER, address=""), referenced=(replace(LEAD, participants=frozenset({""})),)),
            "new_flagged",
            None,
            "not_in_thread",
        ),
        # guesses
        (mail(STRANGER, token_is_forged=True), "new_flagged", None, "forged_token"),
        (mail(ANNA, token_is_forged=True), "new_flagged", None, "forged_token"),
        (mail(ANNA, token_is_forged=True, referenced=(OPEN,)), "append", 10, None),
        # T3
        (mail(STRANGER), "lead", None, None),
        # employees: own verified address, right of the moment
        (mail(PETR, by_token=replace(OPEN, employee_may_reply=True)), "append", 10, None),
        (mail(PETR, by_token=replace(closed(days=30), employee_may_reply=True)), "append", 10, None),
        (mail(PETR, by_token=OPEN), "new_flagged", None, "employee_without_right"),
        (
            mail(replace(PETR, is_verified=False), by_token=replace(OPEN, employee_may_reply=True)),
            "new_flagged",
            None,
            "employee_unverified",
        ),
        (
            mail(PETR, by_token=replace(OPEN, participants=frozenset({PETR.address}))),
            "new_flagged",
            None,
            "employee_without_right",
        ),
        (mail(PETR), "new_flagged", None, "employee_new_matter"),
        # a From line that the mail server refuted
        (mail(replace(ANNA, is_authentic=False), by_token=OPEN), "new_flagged", None, "sender_not_authentic"),
        (
            mail(replace(PETR, is_authentic=False), by_token=replace(OPEN, employee_may_reply=True)),
            "new_flagged",
            None,
            "sender_not_authentic",
        ),
        # automatic mail is kept where it belongs, reopens nothing, alarms nobody
        (mail(ANNA, by_token=OPEN, is_automatic=True), "append", 10, None),
        (mail(ANNA, by_token=closed(days=3), is_automatic=True), "append", 10, None),
        (mail(ANNA, is_automatic=True), "new", None, None),
        (mail(STRANGER, is_automatic=True), "new", None, None),
        (mail(STRANGER, by_token=OPEN, is_automatic=True), "new", None, None),
        (mail(PETR, by_token=replace(OPEN, employee_may_reply=True), is_automatic=True), "new", None, None),
        # a bounce of our own mail comes back to the token address
        (mail(STRANGER, by_token=OPEN, is_automatic=True, is_delivery_report=True), "append", 10, None),
        (mail(STRANGER, referenced=(OPEN,), is_automatic=True, is_delivery_report=True), "new", None, None),
    ],
)
def test_where_a_mail_goes(facts, outcome, ticket_id, flag):
    decision = decide(facts)
    assert (decision.outcome, decision.ticket_id, decision.flag_reason) == (outcome, ticket_id, flag)


def test_the_whole_decision_is_told():
    assert decide(mail(ANNA)) == Decision("new", client_id=1, starts_clock=True, may_answer_automatically=True)
    assert decide(mail(STRANGER)).client_id is None
    assert decide(mail(EVE, by_token=OPEN)).client_id == 2
    assert decide(mail(replace(EVE, is_authentic=False))).client_id is None
    employee = decide(mail(PETR, by_token=replace(OPEN, employee_may_reply=True)))
    assert employee == Decision("append", 10, 1, is_employee_reply=True)


threads = st.builds(
    Thread,
    ticket_id=st.integers(1, 5),
    client_id=st.sampled_from([None, 1, 2]),
    participants=st.frozensets(st.sampled_from(["a@x.example", "b@x.example", ""])),
    reopens_until=st.none() | st.integers(-20, 20).map(lambda days: AT + timedelta(days=days)),
    employee_may_reply=st.booleans(),
)
senders = st.builds(
    Sender,
    kind=st.sampled_from(SenderKind),
    address=st.sampled_from(["a@x.example", "b@x.example", "c@x.example", ""]),
    client_id=st.sampled_from([None, 1, 2]),
    is_verified=st.booleans(),
    is_authentic=st.sampled_from([None, True, False]),
)
any_facts = st.builds(
    MailFacts,
    sender=senders,
    at=st.just(AT),
    by_token=st.none() | threads,
    token_is_forged=st.booleans(),
    referenced=st.lists(threads, max_size=3).map(tuple),
    is_automatic=st.booleans(),
)
ENTERING = {"append", "reopen", "linked_new"}


@given(any_facts)
def test_nobody_enters_a_thread_who_does_not_belong_to_it(facts):
    decision = decide(facts)
    assert (decision.ticket_id is not None) is (decision.outcome in ENTERING)
    if decision.ticket_id is None:
        return
    sender = facts.sender
    pointed_at = [facts.by_token] if facts.by_token else facts.referenced
    assert sender.is_authentic is not False
    assert any(
        thread.ticket_id == decision.ticket_id
        and (
            (sender.kind == "contact" and sender.client_id is not None and sender.client_id == thread.client_id)
            or (sender.kind != "employee" and sender.address and sender.address in thread.participants)
            or (sender.kind == "employee" and sender.is_verified and thread.employee_may_reply)
        )
        for thread in pointed_at
    )


@given(any_facts)
def test_automatic_mail_moves_nothing(facts):
    decision = decide(replace(facts, is_automatic=True))
    assert decision.outcome in ("append", "new")
    assert decision.flag_reason is None
    assert not decision.starts_clock
    assert not decision.may_answer_automatically
    assert not decision.is_employee_reply


@given(any_facts)
def test_a_letter_of_a_client_or_stranger_always_starts_a_clock(facts):
    decision = decide(replace(facts, is_automatic=False))
    assert decision.starts_clock is not decision.is_employee_reply
    assert not (decision.flag_reason and decision.may_answer_automatically)
