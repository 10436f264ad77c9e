"""An archive is history: kept in order, sends nothing, starts no clock, and a live answer to it finds its thread."""

from datetime import UTC, datetime, timedelta

from support_desk.shared.models import OutboxItem
from tests.factories.clients import a_client, a_project
from tests.factories.people import NOW, an_employee
from tests.tickets.mail.desk import MailDesk, message_of, ticket_of
from tests.tickets.mail.letters import a_letter
from tickets.models import Ticket

LONG_AGO = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


def test_a_ticket_of_an_archive_is_closed_when_its_letter_was_sent(desk: MailDesk) -> None:
    done = desk.take(a_letter(mail_id="<old@client.test>", at=LONG_AGO), is_archive=True)

    ticket = ticket_of(done)
    assert (ticket.status, ticket.waiting_since, ticket.assignee) == ("closed", None, desk.project.owner)
    assert (ticket.created_at, ticket.closed_at, ticket.last_message_at) == (LONG_AGO, LONG_AGO, LONG_AGO)
    assert message_of(done).created_at == LONG_AGO
    assert OutboxItem.objects.count() == 0


def test_answers_of_ours_are_ours_and_the_ticket_closes_with_the_last(desk: MailDesk) -> None:
    desk.take(a_letter(mail_id="<1@client.test>", at=LONG_AGO), is_archive=True)
    ours = desk.take(
        a_letter(
            sender=desk.manager_address,
            to="anna@client.test",
            mail_id="<2@desk.test>",
            body="It works again.",
            at=LONG_AGO + DAY,
            In_Reply_To="<1@client.test>",
        ),
        is_archive=True,
    )
    late = desk.take(
        a_letter(mail_id="<3@client.test>", at=LONG_AGO + 60 * DAY, In_Reply_To="<2@desk.test>"), is_archive=True
    )

    ticket = ticket_of(late)
    assert [ours.outcome, late.outcome] == ["threaded", "threaded"]
    assert list(ticket.messages.order_by("created_at").values_list("direction", flat=True)) == ["in", "out", "in"]
    assert (ticket.status, ticket.closed_at) == ("closed", LONG_AGO + 60 * DAY)
    assert OutboxItem.objects.count() == 0


def test_a_letter_that_our_mailbox_or_somebody_who_left_began_belongs_to_whom_it_went(desk: MailDesk) -> None:
    left = an_employee(department=desk.mailbox.department, email="left@desk.test", left_on=NOW.date() - 100 * DAY)
    left.user.is_active = False
    left.user.save()
    for number, sender in enumerate(["support@desk.test", "left@desk.test"]):
        raw = a_letter(sender=sender, to="Anna <anna@client.test>", mail_id=f"<o{number}@desk.test>", at=LONG_AGO)
        done = desk.take(raw, is_archive=True)
        ticket = ticket_of(done)
        assert (done.outcome, ticket.client, ticket.requester) == ("created", desk.project.client, desk.anna)
        assert (message_of(done).direction, ticket.is_automatic, ticket.flag) == ("out", False, "")


def test_a_live_answer_opens_an_archived_ticket_within_fourteen_days_of_its_last_letter(desk: MailDesk) -> None:
    first = desk.take(a_letter(mail_id="<1@client.test>", at=NOW - 60 * DAY), is_archive=True)
    desk.take(
        a_letter(mail_id="<2@client.test>", at=NOW - 13 * DAY, In_Reply_To="<1@client.test>", body="2"),
        is_archive=True,
    )
    answer = desk.take(a_letter(mail_id="<3@client.test>", In_Reply_To="<2@client.test>", body="3"))

    ticket = ticket_of(answer)
    assert (answer.ticket, ticket.status, ticket.waiting_since) == (first.ticket, "open", NOW)


def test_an_archive_does_not_touch_a_live_ticket(desk: MailDesk) -> None:
    live = desk.take(a_letter(mail_id="<1@client.test>", body="The newest."), at=NOW)
    before = Ticket.objects.get(number=live.ticket)
    older = desk.take(
        a_letter(mail_id="<0@client.test>", at=NOW - DAY, In_Reply_To="<1@client.test>", body="Older."),
        is_archive=True,
    )

    after = ticket_of(older)
    assert after.pk == before.pk
    assert (after.status, after.waiting_since, after.preview) == ("new", NOW, "The newest.")


def test_a_date_of_the_future_or_of_no_sense_counts_as_received_now(desk: MailDesk) -> None:
    for number, at in enumerate([NOW + 400 * DAY, datetime(1970, 1, 1, tzinfo=UTC)]):
        done = desk.take(a_letter(mail_id=f"<{number}@client.test>", at=at), is_archive=True)
        assert message_of(done).created_at == NOW


def test_a_stranger_in_an_archive_enters_nobodys_thread(desk: MailDesk) -> None:
    other = a_project(a_client("Other"))
    first = desk.take(a_letter(mail_id="<1@client.test>", at=LONG_AGO), is_archive=True)
    thief = a_letter(sender="thief@nowhere.test", In_Reply_To="<1@client.test>", at=LONG_AGO + DAY)

    assert desk.take(thief, is_archive=True).ticket != first.ticket
    assert other.tickets.count() == 0
