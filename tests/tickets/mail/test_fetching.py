"""Mail fetched from a real IMAP server: each letter once, whatever people and the server do meanwhile (T1)."""

from datetime import timedelta
from typing import Any

import pytest

from tests.plugins.imap import ImapBox, ImapServer
from tests.tickets.mail.desk import MailDesk
from tests.tickets.mail.fetching import each_once, fetch, fetch_from, state_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.fetch_state import forget_numbering
from tickets.imap.failures import LetterFailure
from tickets.imap.folder import Folder
from tickets.models import FetchedUid, Message, RawMail

LATER = timedelta(hours=2)


@pytest.fixture
def box(imap_server: ImapServer, desk: MailDesk) -> ImapBox:
    """An empty mailbox that the desk fetches from."""
    found = imap_server.box()
    fetch_from(desk.mailbox, found)
    return found


def refusing(folder: Folder, uid: int) -> bytes:
    """A server that knows a letter and does not hand it out."""
    raise LetterFailure("internal error")


def letter(number: int, **over: Any) -> bytes:
    return a_letter(mail_id=f"<{number}@client.test>", **{"body": f"Letter {number}", **over})


def test_new_letters_are_stored_placed_and_then_flagged(box: ImapBox, desk: MailDesk) -> None:
    for number in (1, 2):
        box.put(letter(number))
    done = fetch(desk)

    assert (done.taken, done.left, done.failure) == (2, 0, None)
    assert each_once("<1@client.test>", "<2@client.test>")
    assert box.flags() == {1: True, 2: True}
    state = state_of(desk)
    assert (state.handled_through, state.waiting, state.oldest_waiting_at, state.lease) == (2, 0, None, None)
    assert not FetchedUid.objects.exists()


def test_the_raw_bytes_are_those_of_the_server(box: ImapBox, desk: MailDesk) -> None:
    raw = letter(1, body="8-bit \u2014 кириллица\r\n.\r\n..dots\r\nFrom here")
    box.put(raw)
    fetch(desk)
    assert bytes(RawMail.objects.get().content) == raw


def test_a_second_step_finds_nothing_to_do(box: ImapBox, desk: MailDesk) -> None:
    box.put(letter(1))
    fetch(desk)
    assert fetch(desk).taken == 0
    box.put(letter(2))
    assert fetch(desk).taken == 1
    assert each_once("<1@client.test>", "<2@client.test>")


def test_a_letter_that_somebody_has_read_elsewhere_is_fetched_all_the_same(box: ImapBox, desk: MailDesk) -> None:
    box.put(letter(1), flags="(\\Seen)")
    fetch(desk)
    assert each_once("<1@client.test>")


def test_a_letter_marked_unread_again_is_not_fetched_again(box: ImapBox, desk: MailDesk) -> None:
    box.put(letter(1))
    fetch(desk)
    box.run("uid", "STORE", "1", "-FLAGS", "\\Seen")
    assert fetch(desk).taken == 0


def test_nothing_is_expunged_that_somebody_marked_as_deleted(box: ImapBox, desk: MailDesk) -> None:
    box.put(letter(1))
    box.put(letter(2))
    box.mark("1", "\\Deleted")
    fetch(desk)
    assert len(box.files()) == 2
    assert each_once("<1@client.test>", "<2@client.test>")


def test_numbers_that_begin_anew_bring_nothing_twice(box: ImapBox, desk: MailDesk) -> None:
    for number in (1, 2):
        box.put(letter(number))
    fetch(desk)
    before = state_of(desk)
    box.number_anew()
    box.put(letter(3))
    fetch(desk)

    after = state_of(desk)
    assert after.uid_validity != before.uid_validity
    assert after.generation == before.generation + 1
    assert after.handled_through == 3
    assert each_once("<1@client.test>", "<2@client.test>", "<3@client.test>")


def test_the_same_letter_twice_in_the_mailbox_is_one(box: ImapBox, desk: MailDesk) -> None:
    box.put(letter(1))
    box.put(letter(1))
    fetch(desk)
    assert each_once("<1@client.test>")
    assert box.flags() == {1: True, 2: True}


def test_a_letter_that_came_by_the_pipe_before_is_one(box: ImapBox, desk: MailDesk) -> None:
    desk.take(letter(1))
    box.put(letter(1))
    fetch(desk)
    assert each_once("<1@client.test>")


def test_letters_from_before_the_first_day_stay_untouched(box: ImapBox, desk: MailDesk) -> None:
    box.put(letter(1), arrived='"01-Nov-2020 12:00:00 +0000"')
    box.put(letter(2))
    fetch(desk)
    assert each_once("<2@client.test>")
    assert box.flags() == {1: False, 2: True}


def test_poison_in_the_middle_goes_to_the_quarantine_and_stops_nothing(box: ImapBox, desk: MailDesk) -> None:
    nested = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth) for depth in range(1_000)
    )
    poison = [
        b"Message-ID: <deep@x.test>\r\nFrom: a@x.test\r\n" + nested,
        b"\x00\xff" * 500,
        b"Message-ID: <odd@x.test>\r\nFrom: a@x.test\r\nContent-Type: text/plain; charset=\xff\x00nope\r\n\r\n\xff\xfe",
    ]
    box.put(letter(1))
    for raw in poison:
        box.put(raw)
    box.put(letter(2))
    done = fetch(desk)

    assert (done.taken, done.left) == (5, 0)
    assert RawMail.objects.filter(state="quarantined").count() >= 1
    assert not RawMail.objects.filter(state="stored").exists()
    assert set(Message.objects.values_list("mail_id", flat=True)) >= {"<1@client.test>", "<2@client.test>"}


def test_a_letter_too_large_to_fetch_stays_there_and_shows_its_beginning(
    box: ImapBox, desk: MailDesk, settings: Any
) -> None:
    settings.MAIL_FETCH_MAX_BYTES = 200_000
    raw = letter(1, body="x" * 70 + "\r\n" + ("y" * 76 + "\r\n") * 4_000)
    box.put(raw)
    box.put(letter(2))
    fetch(desk)
    forget_numbering(desk.mailbox, at=state_of(desk).watched_since)
    fetch(desk)

    held = RawMail.objects.get(state="quarantined")
    assert (held.mail_id, held.reason, held.size) == ("<1@client.test>", "left_on_server", 65_536)
    assert raw.startswith(bytes(held.content))
    assert Message.objects.get().mail_id == "<2@client.test>"
    assert len(box.files()) == 2


def test_a_letter_the_server_fails_at_is_held_back_and_the_next_go_on(
    box: ImapBox, desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is asked for again, later and later; at last its beginning is taken, and a person looks."""
    whole = Folder.letter

    def failing(folder: Folder, uid: int) -> bytes:
        return refusing(folder, uid) if uid == 1 else whole(folder, uid)

    monkeypatch.setattr(Folder, "letter", failing)
    for number in (1, 2):
        box.put(letter(number))
    done = fetch(desk)
    assert (done.taken, done.left, done.failure) == (1, 1, None)
    assert state_of(desk).oldest_waiting_at is not None
    assert fetch(desk).taken == 0
    assert FetchedUid.objects.get().attempts == 1

    fetch(desk, later=LATER)
    fetch(desk, later=2 * LATER)
    assert FetchedUid.objects.get().attempts == 3
    assert fetch(desk, later=3 * LATER).taken == 1
    assert RawMail.objects.get(mail_id="<1@client.test>").reason == "left_on_server"
    assert (state_of(desk).waiting, state_of(desk).oldest_waiting_at) == (0, None)


def test_a_held_letter_that_can_be_had_later_is_whole(
    box: ImapBox, desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(letter(1))
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "letter", refusing)
        assert fetch(desk).left == 1
    assert fetch(desk, later=LATER).taken == 1
    assert each_once("<1@client.test>")


def test_a_held_letter_that_somebody_removes_is_forgotten(
    box: ImapBox, desk: MailDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    box.put(letter(1))
    with monkeypatch.context() as patch:
        patch.setattr(Folder, "letter", refusing)
        fetch(desk)
    box.mark("1", "\\Deleted")
    box.run("expunge")
    assert fetch(desk, later=LATER).left == 0
    assert not FetchedUid.objects.exists()


def test_a_step_ends_in_time_and_the_next_goes_on(box: ImapBox, desk: MailDesk) -> None:
    for number in (1, 2, 3):
        box.put(letter(number))
    stopped = fetch(desk, seconds=0)
    assert (stopped.taken, stopped.left, stopped.is_unfinished) == (0, 3, False)
    state = state_of(desk)
    assert (state.waiting, state.oldest_waiting_at is not None) == (3, True)
    assert fetch(desk).taken == 3


def test_a_folder_that_may_only_be_read_is_read_once(imap_server: ImapServer, desk: MailDesk) -> None:
    box = imap_server.box()
    fetch_from(desk.mailbox, box)
    box.put(letter(1))
    box.allow_reading_only()
    fetch(desk)
    assert fetch(desk).failure is None
    assert box.flags() == {1: False}
    assert each_once("<1@client.test>")


def test_another_folder_is_another_place(box: ImapBox, desk: MailDesk) -> None:
    """Its numbers are its own: what was letter 1 in the former folder does not hide letter 1 here."""
    box.put(letter(1))
    fetch(desk)
    box.run("create", "&BBoEOwQ4BDUEPQRCBEs-")
    box.run("append", "&BBoEOwQ4BDUEPQRCBEs-", "", None, letter(2))
    desk.mailbox.imap_folder = "Клиенты"
    desk.mailbox.save()
    forget_numbering(desk.mailbox, at=state_of(desk).watched_since)
    fetch(desk)
    assert each_once("<1@client.test>", "<2@client.test>")
