"""Who is answered, from where, and who is taken for a machine (T2, T3)."""

import pytest

from tests.factories.mail import a_mailbox
from tests.factories.people import NOW
from tests.tickets.mail.desk import MailDesk, message_of, ticket_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.ingest import ingest
from tickets.queries.mail_desk import desk_of

pytestmark = pytest.mark.django_db
BY_A_MAILER = {"List_Unsubscribe": "<mailto:out@client.test>"}


def test_the_answer_leaves_from_the_mailbox_that_was_written_to(desk: MailDesk) -> None:
    vip = a_mailbox(desk.mailbox.department, address="vip@desk.test")
    done = ingest(content=a_letter(to="vip@desk.test"), mailbox=vip, at=NOW, source="test")
    assert desk_of(ticket_of(done)).address == "vip@desk.test"
    desk.take(a_letter(mail_id="<2@client.test>", subject=f"Re: [#{done.ticket}]", In_Reply_To="<x@y>"))
    assert desk_of(ticket_of(done)).address == "vip@desk.test"
    vip.is_active = False
    vip.save()
    assert desk_of(ticket_of(done)).address == "support@desk.test"


def test_a_form_on_a_site_is_answered_where_it_asks_to(desk: MailDesk) -> None:
    form = a_letter(sender="Site <noreply@site.test>", Reply_To="Boris <boris@home.test>")
    assert ticket_of(desk.take(form)).requester_address == "boris@home.test"


@pytest.mark.parametrize("asked", ["Support@desk.test", "not an address", ""])
def test_nobody_is_answered_at_our_own_address(desk: MailDesk, asked: str) -> None:
    form = a_letter(sender="Site <noreply@site.test>", Reply_To=asked)
    assert ticket_of(desk.take(form)).requester_address == "noreply@site.test"


def test_a_contact_is_answered_at_the_address_we_know(desk: MailDesk) -> None:
    assert ticket_of(desk.take(a_letter(Reply_To="other@else.test"))).requester_address == "anna@client.test"


def test_what_a_contact_sends_by_a_mailer_waits_for_an_answer(desk: MailDesk) -> None:
    assert ticket_of(desk.take(a_letter(**BY_A_MAILER))).waiting_since == NOW
    stranger = message_of(desk.take(a_letter(sender="News <news@shop.test>", **BY_A_MAILER)))
    assert (stranger.is_automatic, stranger.ticket.waiting_since) == (True, None)
