"""Where a mailbox is fetched from: settings that fit together, a password that is kept and never shown (T1)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, a_mailbox, an_employee, viewer
from tickets.actions.catalogue import create_mailbox, update_mailbox
from tickets.actions.mail.check_connection import check_connection
from tickets.actions.mail.fetch_account import account_of
from tickets.models import FetchedUid, FetchState, Mailbox

pytestmark = pytest.mark.django_db
SERVER: dict[str, Any] = {
    "is_polled": True,
    "imap_host": "Imap.Example.com ",
    "imap_username": "desk",
    "password": "quite secret",
}


@pytest.fixture
def keeper() -> Viewer:
    return viewer(an_employee("administrator"))


@pytest.fixture
def polled(keeper: Viewer) -> Mailbox:
    return create_mailbox(name="help", address="help@desk.test", department=a_department(), by=keeper, at=NOW, **SERVER)


def test_a_mailbox_is_fetched_from_its_first_moment(polled: Mailbox) -> None:
    polled.refresh_from_db()
    assert (polled.imap_host, polled.imap_port, polled.imap_security) == ("imap.example.com", 993, "tls")
    assert (polled.imap_folder, polled.fetched_from) == ("INBOX", NOW.date() - timedelta(days=1))
    assert FetchState.objects.get(mailbox=polled).watched_since == NOW


def test_the_password_opens_for_the_fetcher_and_shows_nowhere(polled: Mailbox, keeper: Viewer) -> None:
    account = account_of(polled)
    assert account.password == "quite secret"
    assert "quite secret" not in repr(account) + polled.sealed_password
    update_mailbox(mailbox=polled, by=keeper, at=NOW, password="even more so", poll_minutes=5)
    polled.refresh_from_db()
    assert account_of(polled).password == "even more so"
    trail = str(list(AuditEntry.objects.values()))
    assert "mailbox.password" in trail
    for said in ("quite secret", "even more so", polled.sealed_password, "sealed"):
        assert said not in trail


def test_an_empty_password_keeps_the_one_there_is(polled: Mailbox, keeper: Viewer) -> None:
    update_mailbox(mailbox=polled, by=keeper, at=NOW, password="", poll_minutes=5)
    polled.refresh_from_db()
    assert (account_of(polled).password, polled.poll_minutes) == ("quite secret", 5)


@pytest.mark.parametrize(
    "move",
    [
        {"imap_host": "evil.example"},
        {"imap_port": 9_993},
        {"imap_username": "other"},
        {"imap_security": "starttls", "imap_port": 143},
    ],
)
def test_the_password_goes_only_where_it_was_entered_for(polled: Mailbox, keeper: Viewer, move: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refused:
        update_mailbox(mailbox=polled, by=keeper, at=NOW, **move)
    assert refused.value.field == "password"
    update_mailbox(mailbox=polled, by=keeper, at=NOW, password="known", **move)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"imap_host": ""}, "imap_host"),
        ({"imap_host": "imaps://imap.example.com"}, "imap_host"),
        ({"imap_host": "imap.example.com:993"}, "imap_host"),
        ({"imap_username": ""}, "imap_username"),
        ({"imap_username": "desk\r\nA1 DELETE INBOX"}, "imap_username"),
        ({"imap_folder": "IN\nBOX"}, "imap_folder"),
        ({"password": ""}, "password"),
        ({"imap_security": "plain"}, "imap_security"),
        ({"imap_security": "starttls"}, "imap_port"),
        ({"imap_port": 0}, "imap_port"),
        ({"imap_port": 65_536}, "imap_port"),
        ({"poll_minutes": 0}, "poll_minutes"),
        ({"poll_minutes": 1_441}, "poll_minutes"),
    ],
)
def test_what_does_not_fit_together_is_refused_at_its_field(keeper: Viewer, wrong: dict[str, Any], field: str) -> None:
    department = a_department()
    with pytest.raises(Refused) as refused:
        create_mailbox(name="a", address="a@desk.test", department=department, by=keeper, at=NOW, **SERVER | wrong)
    assert refused.value.field == field
    assert not Mailbox.objects.exists()


def test_on_this_machine_nothing_needs_encryption(keeper: Viewer) -> None:
    here = SERVER | {"imap_host": "127.0.0.1", "imap_security": "plain", "imap_port": 143}
    create_mailbox(name="a", address="a@desk.test", department=a_department(), by=keeper, at=NOW, **here)


def test_the_database_holds_it_too() -> None:
    mailbox = a_mailbox()
    for wrong in ({"is_polled": True}, {"imap_security": "plain", "imap_host": "far.example"}, {"imap_port": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mailbox.objects.filter(pk=mailbox.pk).update(**wrong)


def test_another_place_begins_its_numbers_anew(polled: Mailbox, keeper: Viewer) -> None:
    state = FetchState.objects.get(mailbox=polled)
    FetchState.objects.update(uid_validity=7, handled_through=90, failure="no_answer", failures=3, failing_since=NOW)
    FetchedUid.objects.create(mailbox=polled, generation=state.generation, uid=91, state="stored")

    update_mailbox(mailbox=polled, by=keeper, at=NOW, poll_minutes=5)
    assert FetchState.objects.get(mailbox=polled).handled_through == 90
    update_mailbox(mailbox=polled, by=keeper, at=NOW, imap_folder="Clients")
    moved = FetchState.objects.get(mailbox=polled)
    assert (moved.generation, moved.uid_validity, moved.handled_through) == (state.generation + 1, None, 0)
    assert (moved.failure, moved.failures, moved.tried_at) == ("", 0, None)
    assert not FetchedUid.objects.exists()


def test_switching_off_and_on_leaves_no_gap(polled: Mailbox, keeper: Viewer) -> None:
    """Nor does emptying the day: letters of the weeks between are not from before it."""
    began = date(2026, 1, 1)
    update_mailbox(mailbox=polled, by=keeper, at=NOW, fetched_from=began)
    update_mailbox(mailbox=polled, by=keeper, at=NOW, is_polled=False)
    back = update_mailbox(mailbox=polled, by=keeper, at=NOW + timedelta(days=30), is_polled=True)
    assert back.fetched_from == began
    assert update_mailbox(mailbox=polled, by=keeper, at=NOW, fetched_from=None).fetched_from == began


def test_a_new_password_is_tried_at_once(polled: Mailbox, keeper: Viewer) -> None:
    FetchState.objects.update(tried_at=NOW, failure="login_refused", failures=9, failing_since=NOW)
    update_mailbox(mailbox=polled, by=keeper, at=NOW, password="the right one")
    assert FetchState.objects.get().tried_at is None


def test_who_keeps_no_mailboxes_tries_no_connection(polled: Mailbox, keeper: Viewer) -> None:
    with pytest.raises(NotAllowed):
        check_connection(mailbox=polled, by=viewer(an_employee("operator")))
    with pytest.raises(Refused):
        check_connection(mailbox=a_mailbox(), by=keeper)
