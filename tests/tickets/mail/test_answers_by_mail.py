"""Employees answer by mail: from their own proven address, within their rights of the moment."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tests.factories.people import NOW, an_employee, viewer
from tests.plugins.smtp import SmtpSink
from tests.tickets.mail.desk import MailDesk, message_of, ticket_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail import place
from tickets.actions.moving import move_ticket
from tickets.domain.statuses import Event
from tickets.models import Message, Ticket

PROOF = "mx.desk.test; dmarc=pass header.from=desk.test"


@pytest.fixture(autouse=True)
def _trusted_server(settings: object) -> None:
    settings.MAIL_AUTH_SERVER = "mx.desk.test"  # type: ignore[attr-defined]


@pytest.fixture
def opened(desk: MailDesk) -> Ticket:
    return ticket_of(desk.take(a_letter(mail_id="<1@client.test>")))


def an_answer(sender: str, **over: str) -> bytes:
    proven = {"In_Reply_To": "<1@client.test>", "Authentication_Results": PROOF, "body": "It works again."}
    return a_letter(sender=sender, **{**proven, **over})


def test_the_answer_goes_on_to_the_client_with_its_file(desk: MailDesk, opened: Ticket, smtp_sink: SmtpSink) -> None:
    boundary = b'multipart/mixed; boundary="x"'
    body = "--x\r\n\r\nSee the file.\r\n--x\r\nContent-Type: text/csv; name=a.csv\r\n\r\n1;2\r\n--x--"
    raw = an_answer(desk.manager_address, body=body).replace(b"text/plain; charset=utf-8", boundary)
    done = desk.take(raw)
    relay_outbox(at=NOW + timedelta(seconds=11))

    message = message_of(done)
    assert (done.outcome, message.author, message.raw_mail_id) == ("threaded", desk.project.owner, message.raw_mail_id)
    assert StoredFile.objects.count() == message.attachments.count() == 1
    [letter] = smtp_sink.messages()
    assert (letter["To"], letter["Message-ID"]) == ("anna@client.test", message.mail_id)
    assert [part.get_filename() for part in letter.iter_attachments()] == ["a.csv"]


def test_an_answer_to_a_ticket_closed_lately_opens_it_again(desk: MailDesk, opened: Ticket) -> None:
    move_ticket(ticket=opened, event=Event.CLOSE, by=_manager(desk), at=NOW)
    soon = desk.take(an_answer(desk.manager_address), at=NOW + timedelta(days=13))

    assert (soon.ticket, ticket_of(soon).status) == (opened.number, "waiting_client")


def test_an_answer_to_a_ticket_closed_long_ago_goes_to_the_operator(desk: MailDesk, opened: Ticket) -> None:
    move_ticket(ticket=opened, event=Event.CLOSE, by=_manager(desk), at=NOW)
    late = desk.take(an_answer(desk.manager_address), at=NOW + timedelta(days=15))

    assert late.ticket != opened.number
    assert ticket_of(late).flag == "employee_without_right"
    assert Message.objects.filter(direction="out").count() == 0
    opened.refresh_from_db()
    assert opened.status == "closed"


def test_a_colleague_without_the_right_writes_to_nobody(desk: MailDesk, opened: Ticket) -> None:
    colleague = an_employee("manager", department=desk.mailbox.department)
    done = desk.take(an_answer(colleague.user.email))

    assert ticket_of(done).flag == "employee_without_right"
    assert opened.messages.count() == 1


def test_the_right_ends_with_the_job(desk: MailDesk, opened: Ticket) -> None:
    owner = desk.project.owner
    owner.left_on = NOW.date() - timedelta(days=1)
    owner.save()
    done = desk.take(an_answer(desk.manager_address))

    assert done.ticket != opened.number
    assert message_of(done).direction == "in"


def test_an_employees_out_of_office_answers_nobody(desk: MailDesk, opened: Ticket) -> None:
    done = desk.take(an_answer(desk.manager_address, Auto_Submitted="auto-replied"))

    assert (done.ticket != opened.number, ticket_of(done).is_automatic) == (True, True)
    assert opened.messages.count() == 1


@pytest.mark.parametrize(
    "proof", ["mx.desk.test; dmarc=fail", "evil.test; dmarc=pass", "mx.desk.test; spf=softfail", "mx.desk.test"]
)
def test_what_our_server_did_not_prove_is_not_proven(desk: MailDesk, opened: Ticket, proof: str) -> None:
    done = desk.take(an_answer(desk.manager_address, Authentication_Results=proof))

    assert ticket_of(done).flag in ("employee_unverified", "sender_not_authentic")
    assert opened.messages.count() == 1


def test_a_contact_whom_our_server_refuted_is_nobody(desk: MailDesk, opened: Ticket) -> None:
    forged = a_letter(
        In_Reply_To="<1@client.test>", Authentication_Results="mx.desk.test; dmarc=fail", body="Pay here."
    )
    ticket = ticket_of(desk.take(forged))

    assert (ticket.flag, ticket.client, ticket.requester) == ("sender_not_authentic", None, None)
    assert opened.messages.count() == 1


def test_files_of_a_letter_that_could_not_be_placed_are_taken_away(
    desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "--x\r\n\r\nSee.\r\n--x\r\nContent-Type: text/csv; name=a.csv\r\n\r\n1;2\r\n--x--"
    raw = a_letter(body=body).replace(b"text/plain; charset=utf-8", b"multipart/mixed; boundary=x")
    before = _files_on_disk()
    with monkeypatch.context() as patch:
        patch.setattr(place, "_note_in_trail", _fails)
        assert desk.take(raw).outcome == "quarantined"

    assert _files_on_disk() == before
    assert StoredFile.objects.count() == Message.objects.count() == 0
    assert desk.take(raw).outcome == "created"
    assert len(_files_on_disk()) == len(before) + 1


def _fails(*_arguments: object) -> None:
    raise OSError("no space left on device")


def _files_on_disk() -> set[Path]:
    return {path for path in Path(django_settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def _manager(desk: MailDesk) -> Viewer:
    return viewer(desk.project.owner)
