"""What becomes of a mail: each is one message of the right ticket, or one quarantined item (T1–T5, I2)."""

import pytest

from support_desk.shared.models import AuditEntry
from tests.factories.clients import a_client, a_contact, a_project
from tests.factories.mail import a_mailbox
from tests.factories.people import NOW, an_employee
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.ingest import Ingested, ingest
from tickets.models import Contact, Mailbox, Message, Project, RawMail, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailbox() -> Mailbox:
    return a_mailbox(address="support@desk.test")


@pytest.fixture
def project(mailbox: Mailbox) -> Project:
    return a_project(a_client("Kedr"), an_employee("manager", department=mailbox.department))


@pytest.fixture
def anna(project: Project) -> Contact:
    return a_contact(project.client, "anna@client.test", name="Anna")


def take(raw: bytes, mailbox: Mailbox, **over: object) -> Ingested:
    return ingest(content=raw, mailbox=mailbox, at=NOW, source="test", **over)  # type: ignore[arg-type]


def test_a_contacts_letter_opens_a_ticket_of_the_projects_owner(
    mailbox: Mailbox, anna: Contact, project: Project
) -> None:
    done = take(a_letter(mail_id="<1@client.test>"), mailbox)

    ticket = Ticket.objects.get(number=done.ticket)
    assert done.outcome == "created"
    assert (ticket.project, ticket.assignee, ticket.requester) == (project, project.owner, anna)
    assert (ticket.waiting_since, ticket.subject, ticket.is_lead, ticket.flag) == (NOW, "Broken form", False, "")
    message = ticket.messages.get()
    assert (message.pk, message.mail_id, message.body_text.strip()) == (
        done.message,
        "<1@client.test>",
        "The form on the site does not send.",
    )
    assert set(AuditEntry.objects.of_scope(ticket.scope).values_list("action", flat=True)) == {
        "ticket.open",
        "ticket.receive",
    }


def test_the_same_letter_again_is_a_duplicate(mailbox: Mailbox, anna: Contact) -> None:
    first = take(a_letter(mail_id="<1@client.test>"), mailbox)
    again = take(b"Received: by another route\r\n" + a_letter(mail_id="<1@client.test>"), mailbox)

    assert again == Ingested("duplicate", first.ticket, first.message)
    assert Message.objects.count() == RawMail.objects.count() == 1


def test_a_reused_message_id_with_another_body_is_another_letter(mailbox: Mailbox, anna: Contact) -> None:
    take(a_letter(mail_id="<1@client.test>"), mailbox)
    other = take(a_letter(mail_id="<1@client.test>", body="Something else."), mailbox)

    assert other.outcome == "created"
    assert Message.objects.count() == 2


def test_an_answer_joins_by_its_references(mailbox: Mailbox, anna: Contact) -> None:
    first = take(a_letter(mail_id="<1@client.test>"), mailbox)
    answer = take(
        a_letter(mail_id="<2@client.test>", body="And one thing more.", In_Reply_To="<1@client.test>"), mailbox
    )

    assert (answer.outcome, answer.ticket) == ("threaded", first.ticket)


def test_a_stranger_becomes_a_lead(mailbox: Mailbox) -> None:
    done = take(a_letter(sender="new@nowhere.test"), mailbox)

    ticket = Ticket.objects.get(number=done.ticket)
    assert (done.outcome, ticket.is_lead, ticket.department) == ("lead", True, mailbox.department)
    assert ticket.waiting_since == NOW


def test_a_guessed_number_opens_no_thread(mailbox: Mailbox, anna: Contact) -> None:
    first = take(a_letter(mail_id="<1@client.test>"), mailbox)
    guess = take(
        a_letter(sender="thief@nowhere.test", subject=f"Re: [#{first.ticket}-aaaaaaaa] #{first.ticket}"), mailbox
    )

    assert guess.ticket != first.ticket
    assert Ticket.objects.get(number=guess.ticket).flag == "forged_token"
    assert Ticket.objects.get(number=first.ticket).messages.count() == 1


def test_a_forged_employee_enters_no_thread(mailbox: Mailbox, anna: Contact, project: Project) -> None:
    first = take(a_letter(mail_id="<1@client.test>"), mailbox)
    owner = project.owner.user.email
    forged = take(a_letter(sender=owner, body="Paid, thank you.", In_Reply_To="<1@client.test>"), mailbox)

    assert forged.ticket != first.ticket
    assert Ticket.objects.get(number=forged.ticket).flag == "employee_unverified"
    assert Ticket.objects.get(number=first.ticket).waiting_since == NOW


def test_a_proven_employees_mail_answers_the_client(
    mailbox: Mailbox, anna: Contact, project: Project, settings: object
) -> None:
    settings.MAIL_AUTH_SERVER = "mx.desk.test"  # type: ignore[attr-defined]
    first = take(a_letter(mail_id="<1@client.test>"), mailbox)
    proof = "mx.desk.test; dmarc=pass header.from=desk.test"
    answer = take(
        a_letter(
            sender=project.owner.user.email,
            body="It works again.",
            In_Reply_To="<1@client.test>",
            Authentication_Results=proof,
        ),
        mailbox,
    )

    message = Message.objects.get(pk=answer.message)
    assert (answer.ticket, message.direction, message.author) == (first.ticket, "out", project.owner)
    assert message.to_addresses == ["anna@client.test"]
    assert Ticket.objects.get(number=first.ticket).waiting_since is None


def test_automatic_mail_makes_nobody_wait(mailbox: Mailbox, anna: Contact) -> None:
    done = take(a_letter(subject="Out of office", Auto_Submitted="auto-replied"), mailbox)

    ticket = Ticket.objects.get(number=done.ticket)
    assert (done.outcome, ticket.is_automatic, ticket.waiting_since) == ("created", True, None)


def test_an_archive_starts_no_clock(mailbox: Mailbox, anna: Contact) -> None:
    done = take(a_letter(mail_id="<old@client.test>"), mailbox, is_archive=True)

    ticket = Ticket.objects.get(number=done.ticket)
    assert (ticket.status, ticket.waiting_since) == ("closed", None)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"Subject: big\r\n\r\n" + b"x" * (26 * 1024 * 1024), "too_large"),
    ],
)
def test_what_cannot_be_read_is_quarantined_whole(mailbox: Mailbox, raw: bytes, reason: str) -> None:
    done = take(raw, mailbox)

    kept = RawMail.objects.get()
    assert done == Ingested("quarantined")
    assert (kept.state, kept.reason, bytes(kept.content)) == ("quarantined", reason, raw)
    assert take(a_letter(), mailbox).outcome == "lead"
