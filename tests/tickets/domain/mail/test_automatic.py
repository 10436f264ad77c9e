"""Machine or person (T2)."""

import pytest

from tests.tickets.domain.mail import corpus
from tickets.domain.mail.authentication import sender_is_authentic
from tickets.domain.mail.automatic import is_own_loop
from tickets.domain.mail.parse import parse_mail


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ("Auto-Submitted: auto-replied", "auto_submitted"),
        ("Auto-Submitted: auto-generated; x=y", "auto_submitted"),
        ("Auto-Submitted: no", None),
        ("X-Autoreply: yes", "autoreply_header"),
        ("X-Autorespond: Out", "autoreply_header"),
        ("Precedence: bulk", "precedence"),
        ("Precedence: auto_reply", "precedence"),
        ("Precedence: list\nList-Id: <x>\nList-Post: <mailto:x@y>", None),
        ("List-Unsubscribe: <mailto:x@y>", "announcement_list"),
        ("List-Id: <news.x>\nList-Post: NO", "announcement_list"),
        ("List-Id: <news.x>\nIn-Reply-To: <a@b>", None),
        ("X-Auto-Response-Suppress: All", "suppresses_answers"),
        ("X-Auto-Response-Suppress: DR, OOF", None),
        ("Return-Path: <>", "empty_return_path"),
        ("Return-Path: <anna@client.example>", None),
        ("Subject: Автоответ: отпуск", "autoreply_subject"),
        ("Subject: Automatic reply: away", "autoreply_subject"),
        ("Subject: Auto-reply (away until Monday)", "autoreply_subject"),
        ("Subject: Вне офиса", "autoreply_subject"),
        ("Subject: Автоответ на ваше письмо\nIn-Reply-To: <a@b>", "autoreply_subject"),
        ("Subject: Out of office lighting", None),
        ("Subject: Автоответ на сайте не отправляется, срочно", None),
        ("Subject: Автоматический ответ клиентам не уходит", None),
        ("Subject: Не работает автоответ", None),
        ("", None),
    ],
)
def test_headers_tell_machines_from_people(headers, reason):
    mail = parse_mail(corpus.letter(headers=headers))
    assert mail.automatic_reason == reason
    assert mail.is_automatic is (reason is not None)


def test_bounces_and_receipts_are_automatic():
    bounce = parse_mail(corpus.bounce())
    assert bounce.automatic_reason == "delivery_report"
    assert bounce.is_delivery_report
    assert bounce.text == "The mail could not be delivered."
    assert [file.content_type for file in bounce.attachments] == ["message/delivery-status", "message/rfc822"]
    receipt = corpus.bounce().replace(b"report-type=delivery-status", b"report-type=disposition-notification")
    assert parse_mail(receipt).automatic_reason == "read_receipt"
    daemon = b"From: MAILER-DAEMON@mx.example\nSubject: failed\n\nx"
    assert parse_mail(daemon).automatic_reason == "bounce_sender"


def test_our_own_mail_coming_back_is_a_loop_and_another_desks_is_not():
    mail = parse_mail(corpus.letter(headers="X-Support-Desk-Loop: desk.example"))
    assert is_own_loop(mail, domain="Desk.example")
    assert not is_own_loop(mail, domain="other.example")
    assert not is_own_loop(parse_mail(corpus.letter()), domain="desk.example")


@pytest.mark.parametrize(
    ("results", "authentic"),
    [
        ("mx.desk.example; dmarc=pass; spf=fail", True),
        ("mx.desk.example; dmarc=fail; spf=pass; dkim=pass", False),
        ("mx.desk.example; dkim=pass; spf=softfail", True),
        ("mx.desk.example; spf=fail", False),
        ("mx.desk.example; none", None),
        ("mx.evil.example; dmarc=pass", None),
        ("", None),
    ],
)
def test_only_our_own_server_tells_whether_a_sender_is_authentic(results, authentic):
    headers = f"Authentication-Results: {results}" if results else ""
    mail = parse_mail(corpus.letter(headers=headers))
    assert sender_is_authentic(mail, server="mx.desk.example") is authentic
    assert sender_is_authentic(mail, server="") is None


def test_a_result_that_the_sender_wrote_below_ours_does_not_count():
    headers = "Authentication-Results: mx.desk.example; dmarc=fail\nAuthentication-Results: mx.desk.example; dmarc=pass"
    assert sender_is_authentic(parse_mail(corpus.letter(headers=headers)), server="mx.desk.example") is False
