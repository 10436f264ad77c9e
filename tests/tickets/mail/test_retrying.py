"""A letter that is stored and could not be placed is tried again, and after five times shown to the operator (T1)."""

from datetime import timedelta
from typing import Any, cast

import pytest
from django.db import DatabaseError, IntegrityError

from support_desk.shared.errors import IllegalTransition
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_project, a_ticket, an_employee, viewer
from tests.tickets.mail.desk import MailDesk, ticket_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail import ingest as ingesting
from tickets.actions.mail.ingest import ingest_stored, note_failure, place_stored, retry_stored_mail
from tickets.actions.mail.quarantine import retry_quarantined
from tickets.actions.mail.store import store_raw
from tickets.actions.silence import close_silent_tickets
from tickets.models import RawMail, Ticket, TicketStatus

LATER = NOW + timedelta(minutes=2)


def kept(desk: MailDesk, letter: bytes | None = None, **over: Any) -> RawMail:
    """A letter that is stored and nothing more."""
    return store_raw(content=letter or a_letter(), mailbox=desk.mailbox, at=NOW, source="test", **over)[0]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Placing fails, as if a table were locked for too long."""

    def fail(**_asked: object) -> None:
        raise DatabaseError("canceling statement due to lock timeout")

    monkeypatch.setattr(ingesting, "place_mail", fail)
    return monkeypatch


def test_what_was_left_is_placed_once_it_is_a_minute_old(desk: MailDesk) -> None:
    raw = kept(desk)
    assert retry_stored_mail(at=NOW + timedelta(seconds=59)) == 0
    assert [retry_stored_mail(at=LATER), retry_stored_mail(at=LATER)] == [1, 0]
    raw.refresh_from_db()
    assert (raw.state, raw.outcome, raw.message.body_text) == (
        "accepted", "created", "The form on the site does not send.",
    )  # fmt: skip


def test_one_run_begins_nothing_after_its_seconds(desk: MailDesk) -> None:
    kept(desk)
    assert retry_stored_mail(at=LATER, seconds=0) == 0
    assert retry_stored_mail(at=LATER) == 1


def test_a_letter_that_fails_five_times_is_the_operators(desk: MailDesk, failing: pytest.MonkeyPatch) -> None:
    raw = kept(desk)
    for attempt in range(1, 5):
        assert retry_stored_mail(at=LATER) == 0
        raw.refresh_from_db()
        assert (raw.state, raw.attempts) == ("stored", attempt)
    retry_stored_mail(at=LATER)
    raw.refresh_from_db()
    assert (raw.state, raw.attempts, raw.reason) == ("quarantined", 5, "keeps_failing")
    assert bytes(raw.content) == a_letter()


def test_a_failure_that_cannot_even_be_noted_stops_nothing(desk: MailDesk, failing: pytest.MonkeyPatch) -> None:
    def fail(**_asked: object) -> None:
        raise DatabaseError("the connection is gone")

    failing.setattr(ingesting, "note_failure", fail)
    raw = kept(desk)
    assert place_stored(raw=raw) is None
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == ("stored", 0)


def test_somebody_else_was_quicker(desk: MailDesk) -> None:
    raw = kept(desk)
    first = ingest_stored(raw=raw)
    late = ingest_stored(raw=RawMail.objects.get(pk=raw.pk))
    assert (first.outcome, late.outcome, late.ticket) == ("created", "duplicate", first.ticket)
    note_failure(raw=raw)
    raw.refresh_from_db()
    assert (raw.state, raw.attempts, Ticket.objects.count()) == ("accepted", 0, 1)


def test_the_operator_has_a_quarantined_letter_read_again(desk: MailDesk, failing: pytest.MonkeyPatch) -> None:
    operator = viewer(an_employee("operator", department=desk.mailbox.department))
    raw = kept(desk)
    RawMail.objects.update(state="quarantined", reason="took_too_long", attempts=5)
    assert retry_quarantined(raw=raw, by=operator, at=NOW).outcome == "quarantined"
    raw.refresh_from_db()
    assert (raw.state, raw.attempts) == ("stored", 1)
    with pytest.raises(IllegalTransition):
        retry_quarantined(raw=raw, by=operator, at=NOW)
    failing.undo()
    RawMail.objects.update(state="quarantined", reason="took_too_long")
    done = retry_quarantined(raw=raw, by=operator, at=NOW)
    assert ticket_of(done).requester == desk.anna
    assert AuditEntry.objects.filter(action="mail.retry", scope=f"mail:{raw.pk}").count() == 2


def test_what_the_database_refuses_for_another_reason_is_no_duplicate(desk: MailDesk) -> None:
    with pytest.raises(IntegrityError):
        store_raw(content=a_letter(), mailbox=desk.mailbox, at=cast(Any, None), source="test")
    assert not RawMail.objects.exists()


def test_an_answer_long_after_the_end_opens_a_ticket_that_goes_on_with_the_old_one(desk: MailDesk) -> None:
    old = ticket_of(desk.take(a_letter(mail_id="<1@client.test>")))
    Ticket.objects.filter(pk=old.pk).update(status=TicketStatus.CLOSED, closed_at=NOW)
    another = a_project(desk.project.client, desk.project.owner)
    Ticket.objects.filter(pk=old.pk).update(project=another)
    later = NOW + timedelta(days=15)
    done = desk.take(a_letter(mail_id="<2@client.test>", In_Reply_To="<1@client.test>", at=later), at=later)
    new = ticket_of(done)
    assert (new.pk != old.pk, new.project, new.linked_to) == (True, another, old)


def test_among_several_projects_it_is_the_one_last_written_about(desk: MailDesk) -> None:
    shop = a_project(desk.project.client, desk.project.owner, name="Shop")
    unclear = ticket_of(desk.take(a_letter(mail_id="<1@client.test>")))
    assert (unclear.project, unclear.flag != "") == (None, True)
    a_ticket(shop, requester=desk.anna)
    assert ticket_of(desk.take(a_letter(mail_id="<2@client.test>", subject="Anew"))).project == shop


def test_a_machine_that_was_answered_is_not_told_of_the_silence(desk: MailDesk) -> None:
    ticket = a_ticket(desk.project, status=TicketStatus.RESOLVED, closes_at=NOW, is_automatic=True)
    assert close_silent_tickets(at=NOW) == 1
    ticket.refresh_from_db()
    assert (ticket.status, ticket.messages.count()) == ("closed", 0)
