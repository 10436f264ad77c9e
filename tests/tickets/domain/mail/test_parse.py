"""What is read from ordinary, broken and odd mails (T1)."""

import time
from datetime import UTC, datetime

import pytest

from tests.tickets.domain.mail import corpus
from tickets.domain.mail.parse import parse_mail
from tickets.domain.mail.parsed import Note


def test_an_ordinary_mail_is_read_whole():
    mail = parse_mail(corpus.ordinary())
    assert mail.message_id == "<abc.1@client.example>"
    assert mail.in_reply_to == "<ours.2@desk.example>"
    assert mail.references == ("<ours.1@desk.example>", "<ours.2@desk.example>")
    assert mail.subject == "Вопрос о счёте за ноябрь, который пришёл дважды, и об акте сверки к нему"
    assert (mail.from_name, mail.from_address) == ("Анна Петрова", "anna@client.example")
    assert mail.to == ("desk@desk.example", "second@desk.example")
    assert mail.cc == ("boss@client.example",)
    assert mail.sent_at == datetime(2026, 11, 23, 11, 5, tzinfo=UTC)
    assert mail.text == "Добрый день!\n\nСчёт пришёл дважды.\n-- \nАнна"
    assert "<p>Добрый день!</p>" in mail.html
    picture, invoice = mail.attachments
    assert (picture.content_id, picture.inline, picture.content) == ("pic@1", True, b"\x89PNG")
    assert (invoice.filename, invoice.inline, invoice.content) == ("Счёт № 15.pdf", False, b"%PDF-1.7")
    assert not mail.is_automatic
    assert mail.notes == ()


@pytest.mark.parametrize(
    ("declared", "written_in"),
    [
        ("utf-8", "utf-8"),
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8-r"),
        ("", "cp1251"),
        ("", "koi8-r"),
        ("", "cp866"),
        ("us-ascii", "cp1251"),
        ("x-unknown-charset", "koi8-r"),
        ("utf-8", "cp1251"),
        ("punycode", "utf-8"),
        ("zlib", "utf-8"),
        ("iso-8859-5", "iso8859-5"),
    ],
)
def test_russian_text_is_read_whatever_charset_is_declared(declared, written_in):
    text = "Добрый день! Прошу прислать счёт за ноябрь и акт сверки."
    content_type = f"text/plain; charset={declared}" if declared else "text/plain"
    assert parse_mail(corpus.letter(text.encode(written_in), content_type=content_type)).text == text


def test_guessing_a_charset_is_noted():
    told = parse_mail(corpus.letter("Привет".encode("koi8-r"), content_type="text/plain; charset=nonsense"))
    assert Note.CHARSET_GUESSED in told.notes
    assert Note.CHARSET_GUESSED not in parse_mail(corpus.letter("Привет")).notes


def test_a_few_damaged_bytes_do_not_change_the_charset():
    mail = parse_mail(corpus.letter("Счёт ".encode() * 30 + b"\xff end"))
    assert mail.text.startswith("Счёт Счёт")
    assert mail.text.endswith("\ufffd end")


def test_nul_and_control_characters_are_removed():
    mail = parse_mail(corpus.letter(b"a\x00b\x07c\td\r\ne\rf", headers="X: \x00"))
    assert mail.text == "abc\td\ne\nf"


def test_a_mail_without_message_id_gets_the_same_one_every_time():
    raw = b"From: a@client.example\r\nSubject: One\r\n\r\nHello\r\n"
    first = parse_mail(raw)
    assert first.message_id == parse_mail(raw.replace(b"\r\n", b"\n")).message_id
    assert first.message_id.endswith("@no-message-id.invalid>")
    assert first.message_id != parse_mail(raw.replace(b"Hello", b"Other")).message_id
    assert first.message_id != parse_mail(raw.replace(b"One", b"Two")).message_id
    assert Note.MESSAGE_ID_MADE_UP in first.notes


def test_eight_thousand_recipients_cost_under_three_tenths_of_a_second():
    raw = corpus.many_recipients(8_000)
    started = time.process_time()
    mail = parse_mail(raw)
    assert time.process_time() - started < 0.3
    assert len(mail.to) == 200
    assert mail.to[0] == "user0@example.com"
    assert Note.RECIPIENTS_CUT in mail.notes


@pytest.mark.parametrize(
    "header",
    [
        "=?koi8-r?B?8NLJ18XU?=",
        "=?utf-8?Q?=D0=9F=D1=80=D0=B8=D0?= =?utf-8?Q?=B2=D0=B5=D1=82?=",
        "=?UTF-8?B?0J/RgNC40LI=?=\r\n =?UTF-8?B?0LXRgg==?=",
        "=?windows-1251*ru?q?=CF=F0=E8=E2=E5=F2?=",
        "=?utf-8?B?0J/RgNC40LLQtdGC?=",
        "=?utf-8?B?0J/RgNC4?= =?koi8-r?B?18XU?=",
    ],
)
def test_encoded_words_are_decoded_even_when_cut_within_a_letter(header):
    raw = f"From: a@client.example\r\nSubject: {header}\r\n\r\nx".encode()
    assert parse_mail(raw).subject == "Привет"


def test_raw_eight_bit_headers_are_read():
    raw = "From: Анна <a@client.example>\nSubject: Прошу прислать счёт\n\nx".encode("cp1251")
    mail = parse_mail(raw)
    assert (mail.from_name, mail.subject) == ("Анна", "Прошу прислать счёт")


def test_a_header_cannot_smuggle_lines_or_hidden_characters():
    sender = b"From: =?utf-8?q?Eve=0D=0ABcc=3A_x=40y?= <eve@client.example>\n"
    raw = sender + b"Subject: =?utf-8?q?a=0D=0ATo=3A_b=E2=80=AEc?=\n\nx"
    mail = parse_mail(raw)
    assert mail.from_name == "Eve Bcc: x@y"
    assert mail.subject == "a To: bc"


@pytest.mark.parametrize(
    ("value", "address", "doubtful"),
    [
        ("anna@client.example", "anna@client.example", False),
        ('"boss@desk.example" <eve@evil.example>', "eve@evil.example", False),
        ("boss@desk.example <eve@evil.example>", "eve@evil.example", False),
        ("eve@evil.example (boss@desk.example)", "eve@evil.example", False),
        ("<boss@desk.example> <eve@evil.example>", "", True),
        ("boss@desk.example, eve@evil.example", "boss@desk.example", True),
        ("=?utf-8?q?boss=40desk.example=2C?= <eve@evil.example>", "eve@evil.example", False),
        ("boss@desk.example\x00@evil.example", "", True),
        ("Group: boss@desk.example;", "boss@desk.example", False),
        ("Анна <анна@пример.рф>", "анна@xn--e1afmkfd.xn--p1ai", False),
        ("nobody", "", True),
        ("", "", True),
    ],
)
def test_the_sender_is_who_the_angle_brackets_say_or_doubtful(value, address, doubtful):
    mail = parse_mail(f"From: {value}\nSubject: x\n\nx".encode())
    assert (mail.from_address, mail.sender_is_doubtful) == (address, doubtful)


def test_two_from_headers_prove_nobodys_identity():
    raw = b"From: boss@desk.example\nFrom: eve@evil.example\nSubject: x\n\nx"
    assert parse_mail(raw).sender_is_doubtful


@pytest.mark.parametrize(
    "date", ["", "yesterday", "Mon, 99 Nov 2026 14:05:00 +0300", "Mon, 23 Nov 99999 14:05:00", "1" * 5_000, "\x00"]
)
def test_an_unreadable_date_is_none(date):
    mail = parse_mail(f"From: a@client.example\nDate: {date}\n\nx".encode())
    assert mail.sent_at is None
    assert Note.DATE_UNREADABLE in mail.notes


def test_a_body_may_be_empty():
    mail = parse_mail(b"From: a@client.example\nSubject: nothing\n\n")
    assert (mail.text, mail.html, mail.attachments) == ("", "", ())


def test_an_mbox_line_and_blank_lines_before_the_header_are_forgiven():
    assert parse_mail(b"\n\nFrom a@client.example Mon Nov 23\nFrom: a@client.example\nSubject: s\n\nx").subject == "s"


def test_a_line_that_is_no_header_does_not_hide_the_next():
    assert parse_mail(b"From: a@client.example\nnonsense\nSubject: s\n\nx").subject == "s"


def test_text_comes_from_html_when_there_is_no_other():
    html = (
        "<style>p{}</style><h1>Order</h1><p>One&nbsp;two<br>three</p><ul><li>a</li><li>b</li></ul>"
        '<a href="https://x.example/y">page</a><blockquote>old<br>words</blockquote>'
    )
    mail = parse_mail(corpus.letter(html, content_type="text/html; charset=utf-8"))
    assert mail.text == ("Order\n\nOne two\nthree\n\n- a\n- b\n\npage (https://x.example/y)\n\n> old\n> words")


def test_a_footer_beside_the_alternatives_is_in_text_and_html():
    raw = (
        b"From: a@client.example\nContent-Type: multipart/mixed; boundary=o\n\n--o\n"
        b"Content-Type: multipart/alternative; boundary=i\n\n--i\n\nplain\n"
        b"--i\nContent-Type: text/html\n\n<b>rich</b>\n--i--\n"
        b"--o\nContent-Type: text/plain\n\nfoot <er>\n--o--\n"
    )
    mail = parse_mail(raw)
    assert mail.text == "plain\n\nfoot <er>"
    assert mail.html == "<b>rich</b>\n<pre>foot &lt;er&gt;</pre>"


def test_html_that_is_too_tangled_becomes_a_file():
    raw = corpus.letter("<div>" * 20_000 + "deep", content_type="text/html")
    started = time.process_time()
    mail = parse_mail(raw)
    assert time.process_time() - started < 1
    assert mail.html == ""
    assert mail.text == "deep"
    assert mail.attachments[0].filename == "message.html"
    assert Note.HTML_LEFT_OUT in mail.notes


def test_a_calendar_invitation_and_a_winmail_are_files():
    [invite] = parse_mail(corpus.invitation()).attachments
    assert (invite.filename, invite.content_type) == ("attachment-1.ics", "text/calendar")
    raw = corpus.with_file('attachment; filename="winmail.dat"', content_type="application/ms-tnef")
    assert parse_mail(raw).attachments[0].filename == "winmail.dat"


def test_a_mail_in_a_mail_is_a_file_and_its_headers_do_not_count():
    inner = b"From: evil@evil.example\nSubject: inner\n\ninner body"
    raw = (
        corpus.HEAD
        + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nouter\n--b\nContent-Type: message/rfc822\n\n"
    )
    mail = parse_mail(raw + inner + b"\n--b--\n")
    assert (mail.from_address, mail.text) == ("anna@client.example", "outer")
    assert mail.attachments[0].content == inner
    assert mail.attachments[0].filename == "attachment-1.eml"


@pytest.mark.parametrize("encoded", [b"SGVsbG8=", b"SGVs\r\nbG8", b"SG Vs!bG8", b"SGVsbG8=====", b"SGVsbG8=\r\n--x"])
def test_broken_base64_is_read_as_far_as_it_goes(encoded):
    raw = corpus.letter(encoded, encoding="base64")
    assert parse_mail(raw).text.startswith("Hello")


def test_a_multipart_without_boundary_is_text():
    assert parse_mail(b"From: a@client.example\nContent-Type: multipart/mixed\n\nHello").text == "Hello"


def test_a_boundary_within_a_line_does_not_cut():
    head = b"From: a@client.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    raw = head + b"--b\n\nsee --b\nand --b--\n--bx\n--b--\nafter"
    assert parse_mail(raw).text == "see --b\nand --b--\n--bx"


def test_the_headers_that_decisions_need_are_kept():
    raw = corpus.letter(headers="Authentication-Results: mx.desk.example; dmarc=fail\nX-Secret: y")
    assert parse_mail(raw).headers == (("authentication-results", "mx.desk.example; dmarc=fail"),)
