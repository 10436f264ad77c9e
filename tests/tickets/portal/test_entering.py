"""Coming into the portal: by a link of one use, later by a password (T2, P2)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client as Browser
from django.utils import translation

from support_desk.shared import clock
from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.errors import Refused
from support_desk.shared.models import AuditEntry, OutboxItem, User
from tests.at_once import run_at_once
from tests.factories import NOW, a_client, a_contact, a_ticket, an_approval, an_employee, viewer
from tests.tickets.portal.conftest import with_account
from tickets.actions.catalogue.clients import update_client
from tickets.actions.catalogue.contacts import update_contact
from tickets.actions.portal.asking import ask_for_link
from tickets.actions.portal.entering import enter_by_link
from tickets.actions.portal.links import digest_of, portal_link_for
from tickets.models import Contact, PortalLink

SENT = b"Look into your mail"


@pytest.fixture
def stranger(project):
    """A contact without an account yet."""
    return a_contact(project.client, "pavel@kedr.test", name="Pavel Orlov")


def ask(address, browser=None):
    return (browser or Browser()).post("/portal/login/", {"email": address})


def same(answer, name):
    """The page without the name that was typed and the token of its form."""
    return re.sub(rb'content="\w{64}"', b"", answer.content.replace(name, b""))


def relay():
    relay_outbox(at=clock.now())
    return [message for message in mail.outbox if "/portal/enter/" in message.body]


def path_in(letter):
    (line,) = [line for line in letter.body.splitlines() if "/portal/enter/" in line]
    return line[line.index("/portal/") :]


def path_of(url):
    return url[url.index("/portal/") :]


def test_a_link_by_mail_lets_in_once(stranger):
    browser = Browser()
    assert SENT in ask(" Pavel@Kedr.test ", browser).content
    (letter,) = relay()
    assert (letter.to, "30 minutes" in letter.body) == (["pavel@kedr.test"], True)
    path = path_in(letter)
    assert b"Pavel Orlov" in browser.get(path).content
    assert PortalLink.objects.get().used_at is None
    assert browser.post(path).headers["Location"] == "/portal/"
    assert b"Kedr Furniture" in browser.get("/portal/").content
    user = User.objects.get(contact=stranger)
    assert (user.has_usable_password(), user.language) == (False, "en")
    again = Browser().post(path)
    assert (again.status_code, b"used already" in again.content) == (410, True)


def test_the_letter_speaks_the_clients_language(project):
    client = a_client("Ромашка", language="ru")
    a_contact(client, "olga@romashka.test", name="Ольга")
    ask("olga@romashka.test")
    (letter,) = relay()
    with translation.override("ru"):
        assert letter.subject == translation.gettext("Your link to the client portal")


def test_whoever_asks_hears_the_same_and_leaves_the_same(stranger):
    known, unknown = ask("pavel@kedr.test"), ask("nobody@kedr.test")
    assert same(known, b"pavel") == same(unknown, b"nobody")
    assert OutboxItem.objects.filter(kind="portal.link").count() == 2
    assert [letter.to for letter in relay()] == [["pavel@kedr.test"]]


def test_an_employees_address_gets_no_link(stranger):
    employee = an_employee("manager", email="boss@desk.test")
    ask("boss@desk.test")
    assert relay() == []
    assert not Contact.objects.filter(user=employee.user).exists()


@pytest.mark.parametrize("who", ["contact", "client"])
def test_who_is_not_served_gets_no_link_and_comes_in_by_no_old_one(stranger, who):
    path = path_of(portal_link_for(contact=stranger, at=NOW))
    switched_off = stranger if who == "contact" else stranger.client
    switched_off.is_active = False
    switched_off.save()
    ask("pavel@kedr.test")
    assert relay() == []
    answer = Browser().post(path)
    assert (answer.status_code, b"does not work" in answer.content) == (410, True)


def test_asked_twice_within_a_minute_one_letter_comes(stranger):
    ask("pavel@kedr.test")
    ask("pavel@kedr.test")
    assert len(relay()) == 1


def test_five_links_an_hour_are_enough_for_one_person(stranger):
    with time_machine.travel(NOW, tick=False) as time:
        for _each in range(7):
            time.shift(timedelta(minutes=2))
            ask_for_link(address="pavel@kedr.test", at=clock.now())
            relay()
        assert len(relay()) == 5
        time.shift(timedelta(hours=1))
        ask_for_link(address="pavel@kedr.test", at=clock.now())
        assert len(relay()) == 6


def test_one_network_cannot_ask_for_ever(stranger):
    answers = [ask(f"somebody{number}@kedr.test").status_code for number in range(21)]
    assert answers == [200] * 20 + [429]


def test_a_letter_that_does_not_leave_takes_its_link_with_it(stranger, monkeypatch):
    def refuse(letter):
        raise OSError("no server")

    monkeypatch.setattr("tickets.actions.portal.sending.deliver", refuse)
    ask("pavel@kedr.test")
    relay_outbox(at=NOW)
    assert (PortalLink.objects.count(), OutboxItem.objects.get(kind="portal.link").state) == (0, "pending")


@pytest.mark.parametrize(("seconds", "status"), [(-1, 302), (0, 410), (1, 410)])
def test_a_link_that_was_asked_for_lives_thirty_minutes(stranger, seconds, status):
    ask("pavel@kedr.test")
    (letter,) = relay()
    with time_machine.travel(NOW + timedelta(minutes=30, seconds=seconds), tick=False):
        assert Browser().post(path_in(letter)).status_code == status


def test_who_came_for_an_approval_is_led_there(stranger, project):
    approval = an_approval(a_ticket(project))
    browser = Browser()
    page = browser.get(f"/portal/approvals/{approval.pk}/", follow=True)
    browser.post("/portal/login/", {"email": "pavel@kedr.test", "next": page.context["next"]})
    (letter,) = relay()
    assert browser.post(path_in(letter)).headers["Location"] == f"/portal/approvals/{approval.pk}/"


@pytest.mark.parametrize("path", ["/portal/approvals/99999999/", "https://elsewhere.test/", "/portal/tickets/", "x"])
def test_whatever_else_is_wanted_leads_to_the_first_page(stranger, path):
    browser = Browser()
    browser.post("/portal/login/", {"email": "pavel@kedr.test", "next": path})
    (letter,) = relay()
    assert browser.post(path_in(letter)).headers["Location"] == "/portal/"


def test_an_old_link_offers_a_new_one_to_the_same_page(stranger, project):
    approval = an_approval(a_ticket(project))
    path = path_of(portal_link_for(contact=stranger, approval=approval, at=NOW - timedelta(days=7)))
    page = Browser().get(path)
    assert (page.status_code, b"too old" in page.content, b"Send me a new link" in page.content) == (410, True, True)
    assert SENT in Browser().post(path, {"again": "1"}).content
    (letter,) = relay()
    answer = Browser().post(path_in(letter))
    assert answer.headers["Location"] == f"/portal/approvals/{approval.pk}/"


def test_a_guessed_link_leads_nowhere(project):
    answer = Browser().get("/portal/enter/guessed/")
    assert (answer.status_code, b"again" in answer.content) == (410, False)
    assert SENT in Browser().post("/portal/enter/guessed/", {"again": "1"}).content
    assert relay() == []


def test_a_link_to_a_decided_approval_shows_how_it_was_decided(stranger, project):
    approval = an_approval(
        a_ticket(project), state="declined", decided_at=NOW, contact=stranger, comment="Later, please"
    )
    browser = Browser()
    answer = browser.post(path_of(portal_link_for(contact=stranger, approval=approval, at=NOW)), follow=True)
    assert b"Later, please" in answer.content


def test_no_link_leads_to_another_clients_approval(stranger):
    with pytest.raises(Refused, match="another client's"):
        portal_link_for(contact=stranger, approval=an_approval(), at=NOW)


def test_a_contact_without_an_address_has_no_link(project):
    nobody = Contact.objects.create(client=project.client, name="Nobody")
    with pytest.raises(Refused, match="no e-mail address"):
        portal_link_for(contact=nobody, at=NOW)


def test_who_is_logged_in_is_led_on_and_uses_nothing_up(marina, contact, project):
    approval = an_approval(a_ticket(project))
    path = path_of(portal_link_for(contact=contact, approval=approval, at=NOW))
    assert marina.get(path).headers["Location"] == f"/portal/approvals/{approval.pk}/"
    assert PortalLink.objects.get().used_at is None


def test_another_clients_link_is_not_found_by_who_is_logged_in(marina):
    path = path_of(portal_link_for(contact=a_contact(), at=NOW))
    assert (marina.get(path).status_code, marina.post(path).status_code) == (404, 404)


def test_a_link_dies_with_the_address_it_was_sent_to(stranger):
    path = path_of(portal_link_for(contact=stranger, at=NOW))
    update_contact(contact=stranger, by=viewer(an_employee("director")), at=NOW, emails=["new@kedr.test"])
    assert Browser().get(path).status_code == 410
    assert User.objects.get(contact=stranger).email == "new@kedr.test"


def test_only_a_hash_is_kept(stranger):
    url = portal_link_for(contact=stranger, at=NOW)
    token = url.rstrip("/").rsplit("/", 1)[1]
    link = PortalLink.objects.get()
    assert (link.token_hash, link.expires_at - NOW) == (digest_of(token), timedelta(days=7))
    assert token not in str(list(OutboxItem.objects.values("payload")) + list(AuditEntry.objects.values("after")))


def test_sessions_end_with_the_contact(marina, contact):
    assert marina.get("/portal/").status_code == 200
    update_contact(contact=contact, by=viewer(an_employee("director")), at=NOW, is_active=False)
    assert marina.get("/portal/").headers["Location"].startswith("/portal/login/")


def test_sessions_end_with_the_client(marina, contact):
    update_client(client=contact.client, by=viewer(an_employee("director")), at=NOW, is_active=False)
    assert marina.get("/portal/").headers["Location"].startswith("/portal/login/")


def test_who_lost_every_address_has_no_password_any_more(contact):
    contact.user.set_password("a password of the tests")
    contact.user.save()
    update_contact(contact=contact, by=viewer(an_employee("director")), at=NOW, emails=[])
    assert not User.objects.get(contact=contact).has_usable_password()


def test_a_password_is_set_and_logs_in(marina, contact):
    answer = marina.post("/portal/profile/password/", {"password": "furniture-and-cedars"})
    assert answer.headers["Location"] == "/portal/profile/"
    assert marina.get("/portal/").status_code == 200
    fresh = Browser()
    data = {"login": "marina@kedr.test", "password": "furniture-and-cedars"}
    assert fresh.post("/accounts/login/", data).headers["Location"] == "/"
    assert fresh.get("/").headers["Location"] == "/portal/"


def test_the_present_password_is_asked_for(marina, contact):
    contact.user.set_password("furniture-and-cedars")
    contact.user.save()
    marina.force_login(contact.user)
    answer = marina.post("/portal/profile/password/", {"password": "another-and-better", "current": "guessed"})
    assert (answer.status_code, b"not your present password" in answer.content) == (422, True)
    answer = marina.post("/portal/profile/password/", {"password": "short", "current": "furniture-and-cedars"})
    assert (answer.status_code, list(answer.context["password_form"].errors)) == (422, ["password"])


def test_language_and_theme_are_kept(marina, contact):
    answer = marina.post("/portal/profile/", {"language": "ru", "theme": "dark"}, follow=True)
    user = User.objects.get(contact=contact)
    assert (user.language, user.theme) == ("ru", "dark")
    assert answer.headers["Content-Language"] == "ru"


def test_a_colleague_invites(visit, project, stranger):
    browser = visit(project.owner)
    assert b"Invite to the portal" in browser.get(f"/clients/{project.client_id}/").content
    answer = browser.post(f"/contacts/{stranger.pk}/invite/", follow=True)
    assert b"pavel@kedr.test" in answer.content
    (letter,) = relay()
    assert "Anna Sheveleva invites you" in letter.body
    assert PortalLink.objects.get().expires_at == NOW + timedelta(days=7)
    assert AuditEntry.objects.filter(action="contact.invite").count() == 1


def test_sales_invite_nobody(visit, project, stranger):
    answer = visit(an_employee("sales")).post(f"/contacts/{stranger.pk}/invite/", follow=True)
    assert answer.status_code == 200
    assert not OutboxItem.objects.filter(kind="portal.link").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_comes_in():
    contact = with_account(a_contact())
    token = portal_link_for(contact=contact, at=NOW).rstrip("/").rsplit("/", 1)[1]
    outcomes = run_at_once(*[lambda: enter_by_link(token=token, at=NOW)] * 2)
    refused = [each for each in outcomes if isinstance(each, Refused)]
    assert ([each.code for each in refused], len(outcomes)) == (["link_used"], 2)
    assert AuditEntry.objects.filter(action="portal.enter").count() == 1
