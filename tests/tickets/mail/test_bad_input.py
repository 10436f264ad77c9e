"""Whatever comes in is stored or quarantined with a reason, the next letter goes on, and nobody's thread is entered."""

from collections.abc import Callable

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories.clients import a_client, a_contact, a_project
from tests.factories.people import NOW
from tests.tickets.mail.desk import MailDesk, message_of, ticket_of
from tests.tickets.mail.letters import a_letter
from tickets.actions.mail.quarantine import open_as_lead
from tickets.domain.mail.reply_tokens import reply_address, subject_tag
from tickets.models import Message, RawMail, Ticket
from tickets.queries.mail_desk import token_key

HEAD = b"From: Anna <anna@client.test>\r\nTo: support@desk.test\r\nSubject: Trouble\r\n"


def nested(levels: int) -> bytes:
    """Multiparts in multiparts, each with its own boundary."""
    body = b"Content-Type: text/plain\r\n\r\ndeep\r\n"
    for level in range(levels):
        edge = b"b%d" % level
        opening = b'Content-Type: multipart/mixed; boundary="' + edge + b'"\r\n\r\n--' + edge + b"\r\n"
        body = opening + body + b"\r\n--" + edge + b"--\r\n"
    return HEAD + b"MIME-Version: 1.0\r\n" + body


def crowd(people: int) -> bytes:
    cc = ",\r\n ".join(f"person{number}@crowd.test" for number in range(people)).encode()
    return HEAD + b"Cc: " + cc + b"\r\n\r\nHello everybody"


READABLE = {
    "a broken charset": HEAD + b"Content-Type: text/plain; charset=klingon-8\r\n\r\n\xff\xfe\xd0\xcf caf\xe9",
    "a lying charset": HEAD + b"Content-Type: text/plain; charset=utf-8\r\n\r\n\xcf\xf0\xe8\xe2\xe5\xf2 \xff",
    "no Message-ID": HEAD + b"\r\nHello",
    "8,000 recipients": crowd(8_000),
    "NUL bytes": HEAD + b"Message-ID: <nul\x00@x.test>\r\nX-Odd: a\x00b\r\n\r\nBefore\x00after\x00",
    "NUL in the subject": b"From: anna@client.test\r\nSubject: a\x00b =?utf-8?q?c=00d?=\r\n\r\nHello",
    "no body": HEAD + b"\r\n",
    "no header end": HEAD.rstrip(),
    "a broken date": HEAD + b"Date: 32 Brumaire 99:99:99 +9999\r\n\r\nHello",
    "lone surrogates": HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+2AA-",
    "a huge line": HEAD + b"\r\n" + b"x" * 2_000_000,
    "broken base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n!!!=A=B=C====",
}


@pytest.mark.parametrize("raw", READABLE.values(), ids=READABLE.keys())
def test_what_is_merely_broken_becomes_a_message(desk: MailDesk, raw: bytes) -> None:
    done = desk.take(raw)

    assert done.outcome == "created"
    message = message_of(done)
    assert message.raw_mail is not None
    assert bytes(RawMail.objects.get(pk=message.raw_mail_id).content) == raw
    assert message.contact == desk.anna
    assert "\x00" not in message.body_text
    assert desk.take(a_letter(body="The next one.")).outcome == "created"


def test_the_first_recipients_of_8000_are_kept(desk: MailDesk) -> None:
    message = message_of(desk.take(crowd(8_000)))

    assert len(message.cc_addresses) == 200
    assert message.cc_addresses[0] == "person0@crowd.test"


UNREADABLE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nesting of 1,000": (lambda: nested(1_000), "nested_too_deeply"),
    "50 MB": (lambda: HEAD + b"\r\n" + b"0123456789abcde\n" * (50 * 1024 * 1024 // 16), "too_large"),
    "5,000 parts": (
        lambda: HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\na\r\n" * 5_000,
        "too_many_parts",
    ),
    "2 MB of header": (lambda: HEAD + b"X-Long: " + b"x" * 2_000_000 + b"\r\n\r\nHello", "header_too_large"),
    "20,000 header lines": (lambda: HEAD + b"X: y\r\n" * 20_000 + b"\r\nHello", "too_many_headers"),
    "nothing": (lambda: b"", "empty"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "not_a_mail"),
}


@pytest.mark.parametrize(("make", "reason"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_quarantined_with_its_reason(
    desk: MailDesk, make: Callable[[], bytes], reason: str
) -> None:
    raw = make()
    done = desk.take(raw)

    kept = RawMail.objects.get()
    assert (done.outcome, done.ticket, done.message) == ("quarantined", None, None)
    assert (kept.state, kept.reason, kept.size) == ("quarantined", reason, len(raw))
    assert bytes(kept.content) == raw
    assert kept.detail
    assert (Ticket.objects.count(), Message.objects.count()) == (0, 0)
    assert desk.take(raw).outcome == "duplicate"
    assert desk.take(a_letter()).outcome == "created"


def test_the_operator_opens_an_unreadable_letter_as_a_lead_with_its_bytes(desk: MailDesk) -> None:
    raw = nested(1_000)
    desk.take(raw)

    message = open_as_lead(raw=RawMail.objects.get(), by=Viewer.system(NOW), at=NOW)

    attached = message.attachments.get().file
    with attached.content.open("rb") as content:
        assert (message.ticket.is_lead, attached.name, content.read()) == (True, "letter.eml", raw)
    assert RawMail.objects.get().state == "accepted"


def test_a_forged_employee_enters_no_thread_however_it_points_there(desk: MailDesk) -> None:
    number = desk.take(a_letter(mail_id="<1@client.test>")).ticket
    assert number is not None
    token = reply_address(number, key=token_key(), domain="desk.localhost")
    forged = [
        a_letter(sender=desk.manager_address, body="1", In_Reply_To="<1@client.test>"),
        a_letter(sender=desk.manager_address, body="2", to=token),
        a_letter(sender=desk.manager_address, body="3", subject=subject_tag(number, key=token_key())),
        a_letter(
            sender=desk.manager_address,
            body="4",
            In_Reply_To="<1@client.test>",
            Authentication_Results="desk.localhost; dmarc=pass",
        ),
    ]
    flags = [ticket_of(desk.take(raw)).flag for raw in forged]

    assert flags == ["employee_unverified"] * 4
    assert Message.objects.filter(ticket__number=number).count() == 1
    assert Message.objects.filter(direction="out").count() == 0


@pytest.mark.parametrize("sender", ["thief@nowhere.test", "eve@other.test"])
def test_a_guessed_number_opens_nobodys_thread(desk: MailDesk, sender: str) -> None:
    a_contact(a_project(a_client("Other")).client, "eve@other.test")
    number = desk.take(a_letter(mail_id="<1@client.test>")).ticket
    guesses = [f"Re: #{number}", f"[#{number}]", f"[#{number}-aaaaaaaa]", f"[#{number}-k3v9x2mq] Re: Broken form"]
    answers = [desk.take(a_letter(sender=sender, subject=subject)).ticket for subject in guesses]
    answers.append(desk.take(a_letter(sender=sender, to=f"reply+{number}-aaaaaaaa@desk.localhost", body="6")).ticket)

    assert number not in answers
    assert Message.objects.filter(ticket__number=number).count() == 1


def test_a_token_of_another_client_opens_a_flagged_ticket_of_ones_own(desk: MailDesk) -> None:
    other = a_project(a_client("Other"))
    a_contact(other.client, "eve@other.test")
    number = desk.take(a_letter(mail_id="<1@client.test>")).ticket
    assert number is not None
    stolen = a_letter(
        sender="eve@other.test",
        to=reply_address(number, key=token_key(), domain="desk.localhost"),
        subject=f"Re: Broken form {subject_tag(number, key=token_key())}",
        In_Reply_To="<1@client.test>",
    )
    ticket = ticket_of(desk.take(stolen))

    assert (ticket.flag, ticket.client, ticket.project) == ("not_in_thread", other.client, other)
    assert Message.objects.filter(ticket__number=number).count() == 1


def test_a_message_id_used_again_by_a_stranger_takes_no_answer_away(desk: MailDesk) -> None:
    first = desk.take(a_letter(mail_id="<1@client.test>"))
    desk.take(a_letter(sender="thief@nowhere.test", mail_id="<1@client.test>", body="Mine now."))
    answer = desk.take(a_letter(mail_id="<2@client.test>", body="More.", In_Reply_To="<1@client.test>"))

    assert (answer.outcome, answer.ticket) == ("threaded", first.ticket)


def test_a_forged_bounce_brings_nobody_into_a_thread(desk: MailDesk) -> None:
    number = desk.take(a_letter(mail_id="<1@client.test>")).ticket
    assert number is not None
    token = reply_address(number, key=token_key(), domain="desk.localhost")
    report = b"multipart/report; report-type=delivery-status; boundary=x"
    plain = a_letter(sender="mailer-daemon@evil.test", to=token, Cc="eve@evil.test", body="--x\r\n\r\nGone.\r\n--x--")
    bounce = plain.replace(b"text/plain; charset=utf-8", report)
    assert desk.take(bounce).ticket == number
    entered = desk.take(a_letter(sender="eve@evil.test", to=token, body="Let me in."))

    assert entered.ticket != number
    assert ticket_of(entered).flag == "not_in_thread"


HOSTILE = (
    "<p>Dear desk</p><script>alert(1)</script><img src=x onerror=alert(1)>"
    '<form action="https://evil.test"><input name=p></form><a href="javascript:alert(1)">go</a>'
    '<div hx-get="/steal" data-hx-post="/x" hx-on:load="y" style="position:fixed" id="nav" class="btn">z</div>'
    '<img src="https://evil.test/pixel.gif"><style>*{display:none}</style><iframe src="//evil.test"></iframe>'
    '<svg onload=alert(1)></svg><base href="//evil.test"><meta http-equiv=refresh content="0;url=//evil.test">'
)


def test_hostile_html_is_stored_harmless(desk: MailDesk) -> None:
    raw = a_letter(body=HOSTILE).replace(b"text/plain", b"text/html")
    message = message_of(desk.take(raw))

    shown = message.body_html.lower()
    for poison in ("script", "onerror", "onload", "<form", "<input", "javascript:", "hx-", "style", "iframe", "<svg"):
        assert poison not in shown, poison
    for poison in ("id=", "class=", "<base", "<meta", ' src="'):
        assert poison not in shown, poison
    assert "Dear desk" in message.body_text


def test_hostile_names_of_files_and_senders_are_defused(desk: MailDesk) -> None:
    names = ["../../etc/passwd", "a\r\nX-Evil: 1.txt", "\u202egpj.exe", "con.txt", "n" * 5_000 + ".pdf", "\x00", ""]
    parts = [
        f'--x\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\nbytes\r\n'
        for name in names
    ]
    head = 'From: "Boss <boss@desk.test>\u202e" <anna@client.test>\r\nSubject: Files\r\nMIME-Version: 1.0\r\n'
    raw = f"{head}Content-Type: multipart/mixed; boundary=x\r\n\r\n{''.join(parts)}--x--\r\n".encode()
    message = message_of(desk.take(raw))

    kept = [attachment.file for attachment in message.attachments.select_related("file")]
    assert len(kept) == 7
    for file in kept:
        assert not set(file.name) & set('\\/:*?"<>|\r\n\x00\u202e'), file.name
        assert 0 < len(file.name) <= 120
        assert file.content.name == f"{file.pk.hex[:2]}/{file.pk.hex}"
    assert message.contact == desk.anna
    assert "\u202e" not in message.author_name
