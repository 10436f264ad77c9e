"""Mails beyond the limits are refused by name, never by a crash (poison mail)."""

import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tickets.domain.mail import corpus
from tickets.domain.mail.digest import digest_mail
from tickets.domain.mail.identity import identify
from tickets.domain.mail.limits import MailLimits, MailRefused
from tickets.domain.mail.parse import parse_mail

MEBIBYTE = 1024 * 1024


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\r\n \n", "empty"),
        (b"\x00\x01\x02 no mail at all", "not_a_mail"),
        (b"just: one odd header\n\nbody", "not_a_mail"),
        (corpus.nested(1_000), "nested_too_deeply"),
        (corpus.nested(32), "nested_too_deeply"),
        (corpus.many_parts(500), "too_many_parts"),
        (corpus.many_files(201), "too_many_attachments"),
        (b"From: a@b.example\n" + b"X: y\n" * 1_001 + b"\nx", "too_many_headers"),
        (b"From: a@b.example\nX: " + b"y" * 2 * MEBIBYTE + b"\n\nx", "header_too_large"),
        (b"From: a@b.example\n\n" + b"x" * 50 * MEBIBYTE, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_beyond_the_limits_is_refused_at_once(raw, code):
    started = time.process_time()
    with pytest.raises(MailRefused) as refused:
        parse_mail(raw)
    assert refused.value.reason_code == code
    assert refused.value.sentence.endswith(".")
    assert time.process_time() - started < 1


def test_what_is_just_within_the_limits_is_read():
    assert parse_mail(corpus.nested(30)).text == "bottom"
    assert len(parse_mail(corpus.many_files(200)).attachments) == 200
    assert parse_mail(corpus.letter(b"x" * 100), MailLimits(max_raw_bytes=1_000)).text == "x" * 100


def test_parts_are_counted_over_the_whole_tree():
    """Each multipart is within the limit; all of them together are not."""
    head = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    inner = b"--b\nContent-Type: multipart/mixed; boundary=c\n\n" + b"--c\n\nx\n" * 8 + b"--c--\n"
    raw = head + inner + b"--b\n\nx\n" * 7 + b"--b--\n"
    assert parse_mail(raw, MailLimits(max_parts=17)).text
    with pytest.raises(MailRefused) as refused:
        parse_mail(raw, MailLimits(max_parts=11))
    assert refused.value.reason_code == "too_many_parts"


def test_a_long_text_is_cut_and_said_so():
    mail = parse_mail(corpus.letter(b"x" * 600_000))
    assert len(mail.text) == 500_000
    assert "text_cut" in mail.notes


@pytest.mark.parametrize(
    "hostile",
    [
        b"From: " + b"(" * 200_000,
        b"From: " + b'"\\' * 200_000,
        b"From: " + b"<" * 200_000,
        b"From: a@b.example\nTo: " + b"a:;" * 100_000,
        b"From: a@b.example\nTo: " + b'"' * 200_001,
        b"From: a@b.example\nSubject: " + b"=?a?q?" * 100_000,
        b"From: a@b.example\nSubject: " + b"=?utf-8?b?AAAA?= " * 40_000,
        b"From: a@b.example\nReferences: " + b"<a@b> " * 100_000,
        b"From: a@b.example\nReferences: " + b"<" * 500_000,
        b"From: a@b.example\nContent-Type: text/plain; " + b'a="' * 100_000,
        b"From: a@b.example\nContent-Type: text/plain; " + b"a*0*=x;" * 50_000,
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=-\n\n" + b"-" * 1_000_000,
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"\n--bx" * 300_000,
        b"From: a@b.example\n\n" + b"> On x wrote:\n" * 40_000,
        b"From: a@b.example\n\n" + b"From: x\nx\n" * 40_000,
        b"From: a@b.example\n\n" + b"1 <a@b> wrote:\n" * 30_000,
        b"From: a@b.example\n\n" + b" " * 500_000,
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"&" * 900_000,
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"<" * 900_000,
        b"From: a@b.example\nContent-Type: text/html\n\n" + b"<div>" * 9_999,
    ],
    ids=range(20),
)
def test_hostile_repetition_costs_little(hostile):
    started = time.process_time()
    with contextlib.suppress(MailRefused):
        digest_mail(hostile)
    assert time.process_time() - started < 5


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000))
def test_random_bytes_raise_nothing_but_a_refusal(raw):
    identify(raw)
    try:
        digest_mail(raw)
    except MailRefused as refused:
        assert refused.sentence


PIECES = st.sampled_from(
    [
        b"From: a@b.example\n",
        b"From:",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: text/html\n",
        b"Content-Type: text/plain; charset=utf-7\n",
        b"Content-Type: text/plain; charset*0*=utf-8''x\n",
        b"--b\n",
        b"--b--\n",
        b"\n",
        b"\r\n",
        b"\r",
        b"\x00",
        b"=?utf-8?b?",
        b"?=",
        b"Content-Transfer-Encoding: base64\n",
        b"Date: 1 1 1\n",
        b"Content-Disposition: attachment; filename*=\n",
        b"<div><img src=cid:a>",
        b"> q\n",
        b"-- \n",
        "Привет".encode("koi8-r"),
        b"Subject: =?utf-7?q?+2AA-?=\n",
        b"+2AA-",
        b'To: "<(,;:\n',
        b"Content-Transfer-Encoding: quoted-printable\n",
        b"=\n=3",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map(b"".join))
def test_scrambled_mails_are_read_or_refused_and_hold_nothing_a_database_refuses(raw):
    try:
        digest = digest_mail(raw)
    except MailRefused:
        return
    mail = digest.mail
    texts = [mail.subject, mail.text, mail.from_name, digest.safe_html, digest.fresh_text, digest.quoted_text]
    for text in texts + [file.filename for file in mail.attachments]:
        assert "\x00" not in text
        text.encode()
    for line in (mail.subject, mail.from_name, mail.from_address, mail.message_id, *mail.references):
        assert "\n" not in line
        assert "\r" not in line
