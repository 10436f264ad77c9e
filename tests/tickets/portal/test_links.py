"""Links that are over: one quoted to us lets nobody in, and a month later all of them are forgotten (P2)."""

from datetime import timedelta

import pytest

from support_desk.shared import due
from support_desk.shared.errors import Refused
from support_desk.shared.models import AuditEntry
from tests.at_once import run_at_once
from tests.factories import NOW, a_contact
from tests.tickets.mail.desk import a_desk, message_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.portal import forgetting
from tickets.actions.portal.entering import LinkFault, enter_by_link
from tickets.actions.portal.forgetting import forget_links
from tickets.actions.portal.links import portal_link_for
from tickets.models import PortalLink

DAY = timedelta(days=1)


def a_link(contact=None, **over):
    about = {"created_at": NOW - 90 * DAY, "expires_at": NOW - 83 * DAY, "sent_to": "anna@client.test", **over}
    number = PortalLink.objects.count()
    return PortalLink.objects.create(contact=contact or a_contact(), token_hash=f"{number:064d}", **about)


@pytest.mark.django_db
@pytest.mark.parametrize("where", ["> {}\n", "Come in here: {}"])
def test_a_link_that_a_client_quotes_by_mail_lets_nobody_in(where):
    desk = a_desk()
    url = portal_link_for(contact=desk.anna, at=NOW)
    token = url.rstrip("/").rsplit("/", 1)[1]
    done = desk.take(a_letter(body=f"I could not open it yet.\n\n{where.format(url)}"))
    message = message_of(done)
    assert url in message.body_text + message.quoted_text
    assert PortalLink.objects.get().used_at == NOW
    assert AuditEntry.objects.get(action="portal.spend").scope == f"client:{desk.anna.client_id}"
    with pytest.raises(Refused) as refused:
        enter_by_link(token=token, at=NOW)
    assert refused.value.code == LinkFault.USED
    assert url.encode() in bytes(message.raw_mail.content)


@pytest.mark.django_db
def test_one_that_was_used_stays_as_it_was_and_an_unknown_one_is_nothing():
    desk = a_desk()
    url = portal_link_for(contact=desk.anna, at=NOW)
    PortalLink.objects.update(used_at=NOW - DAY, created_at=NOW - 2 * DAY)
    desk.take(a_letter(body=f"{url}\nhttps://desk.test/portal/enter/{'x' * 43}/"))
    assert PortalLink.objects.get().used_at == NOW - DAY
    assert not AuditEntry.objects.filter(action="portal.spend").exists()


@pytest.mark.django_db
def test_links_are_forgotten_a_month_after_they_were_over():
    kept = [
        a_link(expires_at=NOW - 30 * DAY + timedelta(seconds=1)),
        a_link(created_at=NOW, expires_at=NOW + DAY),
        a_link(used_at=NOW - 29 * DAY, expires_at=NOW - 29 * DAY),
    ]
    a_link(expires_at=NOW - 30 * DAY)
    a_link(used_at=NOW - 31 * DAY, expires_at=NOW - 29 * DAY)
    assert [due.run("portal.links", at=NOW) for _run in range(2)] == [2, 0]
    assert set(PortalLink.objects.all()) == set(kept)


@pytest.mark.django_db
@pytest.mark.parametrize(("limit", "gone"), [(3, 3), (100, 5)])
def test_many_go_in_chunks(monkeypatch, limit, gone):
    monkeypatch.setattr(forgetting, "CHUNK", 2)
    contact = a_contact()
    for _each in range(5):
        a_link(contact)
    assert forget_links(at=NOW, limit=limit) == gone
    assert PortalLink.objects.count() == 5 - gone


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_share_them():
    contact = a_contact()
    for _each in range(20):
        a_link(contact)
    assert sum(run_at_once(*[lambda: forget_links(at=NOW)] * 2)) == 20
    assert not PortalLink.objects.exists()
