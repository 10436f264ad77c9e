"""The letter with the link to a new password goes through the outbox: no page waits for the mail server."""

import pytest
from django.urls import reverse

from support_desk.shared import clock
from support_desk.shared.account_mail import KIND
from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.models import OutboxItem
from tests.factories import an_employee
from tests.plugins.smtp import SmtpSink

pytestmark = pytest.mark.django_db


def asked_for_a_link(client, email: str) -> OutboxItem:
    answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.status_code == 302
    return OutboxItem.objects.get(kind=KIND)


def test_the_page_answers_while_the_mail_server_is_away_and_the_letter_leaves_later(
    client, settings, smtp_sink: SmtpSink
):
    person = an_employee("manager")
    reachable = settings.MAILERS
    settings.MAILERS = {"default": {**reachable["default"], "OPTIONS": {"host": "127.0.0.1", "port": 1}}}
    item = asked_for_a_link(client, person.user.email)
    relay_outbox(at=clock.now())
    item.refresh_from_db()
    assert (item.state, item.attempts) == (OutboxItem.State.PENDING, 1)
    settings.MAILERS = reachable
    relay_outbox(at=item.available_at)
    (letter,) = smtp_sink.messages()
    assert letter["To"] == person.user.email
    assert letter["Message-ID"].startswith(f"<account.{item.pk}.")
    assert "/accounts/password/reset/key/" in letter.get_body(("plain",)).get_content()


def test_the_link_cannot_be_read_in_the_database(client):
    item = asked_for_a_link(client, an_employee("manager").user.email)
    assert list(item.payload) == ["sealed"]
    assert "/accounts/" not in item.payload["sealed"]
