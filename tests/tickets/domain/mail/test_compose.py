"""Our own mail: threads everywhere, breaks out nowhere, and is the same when sent again (T2)."""

import email
import email.policy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.mail.addresses import InvalidAddress
from tickets.domain.mail.compose import Desk, OutgoingFile, ReplyRequest, compose_reply, reference_chain
from tickets.domain.mail.header_check import UnsafeHeader, checked_value
from tickets.domain.mail.letter import Quote
from tickets.domain.mail.mime import to_bytes
from tickets.domain.mail.parse import parse_mail
from tickets.domain.mail.reply_tokens import subject_tag, ticket_of_mail
from tickets.domain.mail.subjects import bare_subject, reply_subject

AT = datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
DESK = Desk(address="help@desk.example", name="Ромашка", domain="desk.example", key=b"k" * 32)
REQUEST = ReplyRequest(
    outgoing_id=15,
    ticket_number=4817,
    subject="Re: Счёт за ноябрь",
    body="Добрый день!\nИсправили: https://x.example/a?b=1&c=2.\n\nС уважением",
    to=("Anna@Client.example",),
    cc=("boss@client.example", "anna@client.example"),
    author_name="Пётр Иванов",
    parent_message_id="<m2@client.example>",
    parent_references=("<m1@client.example>",),
    quote=Quote("23 ноября Анна пишет:", "Счёт <b>дважды</b>\n\nПочему?"),
    files=(OutgoingFile("Счёт.pdf", "application/pdf", b"%PDF"),),
)


def headers_of(raw: bytes) -> "email.message.Message":
    return email.message_from_bytes(raw, policy=email.policy.default)


def test_a_reply_threads_and_comes_back_to_its_ticket():
    raw = to_bytes(compose_reply(REQUEST, desk=DESK), at=AT)
    mail = headers_of(raw)
    tag = subject_tag(4817, key=DESK.key)
    assert mail["Subject"] == f"Re: Счёт за ноябрь {tag}"
    assert mail["From"] == '"Пётр Иванов (Ромашка)" <help@desk.example>'
    assert mail["To"] == "anna@client.example"
    assert mail["Cc"] == "boss@client.example"
    assert mail["In-Reply-To"] == "<m2@client.example>"
    assert mail["References"].split() == ["<m1@client.example>", "<m2@client.example>"]
    assert mail["Reply-To"] == f"reply+{tag[2:-1]}@desk.example"
    assert mail["X-Support-Desk-Loop"] == "desk.example"
    assert mail["Auto-Submitted"] is None
    assert mail["Date"].datetime == AT
    read = parse_mail(raw)
    assert ticket_of_mail([read.reply_to], "", keys=[DESK.key], domain="desk.example").number == 4817
    assert ticket_of_mail([], read.subject, keys=[DESK.key], domain="desk.example").number == 4817
    assert [(file.filename, file.content) for file in read.attachments] == [("Счёт.pdf", b"%PDF")]


def test_text_and_html_say_the_same_and_html_is_escaped():
    mail = compose_reply(REQUEST, desk=DESK)
    assert mail.text == (
        "Добрый день!\nИсправили: https://x.example/a?b=1&c=2.\n\nС уважением\n\n"
        "23 ноября Анна пишет:\n> Счёт <b>дважды</b>\n>\n> Почему?\n"
    )
    assert '<a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.' in mail.html
    assert "Счёт &lt;b&gt;дважды&lt;/b&gt;" in mail.html
    assert compose_reply(replace(REQUEST, quote=None, body="Да"), desk=DESK).html == "<p>Да</p>"


def test_the_same_message_is_the_same_mail_however_often_it_is_made():
    first, second = (to_bytes(compose_reply(REQUEST, desk=DESK), at=AT) for _ in range(2))
    assert first == second
    other = compose_reply(replace(REQUEST, outgoing_id=16), desk=DESK)
    assert other.message_id != compose_reply(REQUEST, desk=DESK).message_id
    foreign = compose_reply(REQUEST, desk=replace(DESK, key=b"o" * 32))
    assert foreign.message_id != compose_reply(REQUEST, desk=DESK).message_id


def test_bounces_come_back_to_the_ticket():
    mail = compose_reply(REQUEST, desk=DESK)
    assert mail.envelope_from == mail.reply_to


def test_automatic_mail_says_so():
    mail = headers_of(to_bytes(compose_reply(replace(REQUEST, is_automatic=True), desk=DESK), at=AT))
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert parse_mail(bytes(mail)).automatic_reason == "auto_submitted"


@pytest.mark.parametrize(
    "breaker", ["\r\nBcc: eve@evil.example", "\n\n<b>body</b>", "\x00", "\u2028Bcc: e@x", "\rX: y"]
)
def test_nothing_that_strangers_chose_starts_a_header(breaker):
    request = replace(
        REQUEST,
        subject=f"Hello{breaker}",
        author_name=f"Anna{breaker}",
        parent_message_id=f"<m@x.example>{breaker}",
        parent_references=(f"<m@x{breaker}.example>",),
    )
    raw = to_bytes(compose_reply(request, desk=DESK), at=AT)
    mail = headers_of(raw)
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert mail["References"] is None
    assert b"\nBcc" not in raw
    with pytest.raises(InvalidAddress):
        compose_reply(replace(REQUEST, to=(f"a@x.example{breaker}",)), desk=DESK)
    with pytest.raises(UnsafeHeader):
        checked_value("Subject", f"x{breaker}")


def test_an_address_that_plain_smtp_cannot_carry_is_refused():
    with pytest.raises(InvalidAddress):
        compose_reply(replace(REQUEST, to=("анна@client.example",)), desk=DESK)


def test_a_name_cannot_pose_as_an_address():
    mail = compose_reply(replace(REQUEST, author_name='Boss" <boss@bank.example>'), desk=DESK)
    assert mail.from_name == "Boss bossbank.example (Ромашка)"
    assert parse_mail(to_bytes(mail, at=AT)).from_address == "help@desk.example"


def test_long_message_ids_stay_whole():
    long_ids = tuple(f"<{'x' * 150}{i}@client.example>" for i in range(25))
    raw = to_bytes(compose_reply(replace(REQUEST, parent_references=long_ids), desk=DESK), at=AT)
    assert b"=?" not in raw.split(b"References:")[1].split(b"\r\n\r\n")[0].split(b"MIME-Version")[0]
    assert max(map(len, raw.split(b"\r\n"))) < 998
    read = parse_mail(raw)
    assert len(read.references) == 20
    assert read.references[0] == long_ids[0]
    assert read.references[-1] == "<m2@client.example>"


def test_a_reference_chain_ends_with_the_parent_and_repeats_nothing():
    assert reference_chain(("<a@x>", "<b@x>", "<a@x>"), "<a@x>") == ("<b@x>", "<a@x>")
    assert reference_chain(("nonsense", "<a b@x>"), "") == ()


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: Invoice", "Invoice"),
        ("RE: Re[2]: FW: Ответ: Invoice", "Invoice"),
        ("Отв: Счёт", "Счёт"),
        ("Invoice", "Invoice"),
        ("Regarding: x", "Regarding: x"),
        ("  a \t b ", "a b"),
        (f"Re: Invoice {subject_tag(1, key=DESK.key)}", "Invoice"),
        ("", ""),
    ],
)
def test_subjects_lose_their_prefixes_and_tags(subject, bare):
    assert bare_subject(subject) == bare
    assert reply_subject(subject, tag="[#1-x]") == f"Re: {bare} [#1-x]".replace("  ", " ")


@given(st.text(max_size=500), st.text(max_size=200), st.text(max_size=2_000))
def test_any_words_make_a_mail_that_can_be_read_again(subject, name, body):
    mail = compose_reply(replace(REQUEST, subject=subject, author_name=name, body=body), desk=DESK)
    raw = to_bytes(mail, at=AT)
    read = parse_mail(raw)
    assert read.from_address == "help@desk.example"
    assert read.message_id == mail.message_id
    assert read.to == ("anna@client.example",)
    assert ticket_of_mail([], read.subject, keys=[DESK.key], domain="desk.example").number == 4817
