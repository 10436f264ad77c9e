"""Hostile names of files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.domain.mail import corpus
from tickets.domain.mail.filenames import safe_filename
from tickets.domain.mail.parse import parse_mail


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"),
        ("Счёт № 15.pdf", "Счёт № 15.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\doc.docx", "doc.docx"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("a\r\nContent-Type: text/html\x00.txt", "html.txt"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com¹.txt", "_com¹.txt"),
        ("console.txt", "console.txt"),
        (".htaccess", "htaccess"),
        ("...", "attachment-3.pdf"),
        ("", "attachment-3.pdf"),
        ("a<b>|c?.txt", "a_b__c_.txt"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("я" * 300 + ".pdf", "я" * 98 + ".pdf"),
        ("name. . .", "name"),
        ("a\u2028b\u3000c.txt", "a b c.txt"),
    ],
)
def test_names_are_made_safe(name, safe):
    assert safe_filename(name, content_type="application/pdf", position=3) == safe


@given(st.text(max_size=400))
def test_any_name_is_short_visible_and_without_paths(name):
    safe = safe_filename(name, content_type="x/y", position=1)
    assert 0 < len(safe) <= 120
    assert len(safe.encode()) <= 200
    assert not set(safe) & set('\\/:*?"<>|\r\n\x00\u202e')
    assert not safe.startswith(".")
    assert safe == safe.strip()


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="=?utf-8?B?0KHRh9GR0YIucGRm?="', "Счёт.pdf"),
        ("attachment; filename*=utf-8''%D0%A1%D1%87%D1%91%D1%82.pdf", "Счёт.pdf"),
        ("attachment; filename*0*=utf-8''%D0%A1%D1%87; filename*1*=%D1%91%D1%82; filename*2=.pdf", "Счёт.pdf"),
        ("attachment; filename*=koi8-r''%F3%DE%A3%D4.pdf", "Счёт.pdf"),
        ('attachment; filename="a \\"b\\".pdf"', "a _b_.pdf"),
        ("attachment; filename=unquoted name.pdf", "unquoted name.pdf"),
        ("attachment; filename*=utf-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("attachment", "attachment-1.bin"),
    ],
)
def test_names_are_read_in_every_way_mailers_write_them(disposition, name):
    assert parse_mail(corpus.with_file(disposition)).attachments[0].filename == name


@pytest.mark.parametrize("declared", ["nonsense", "text/", "a/b/c", "image/png\x00", "x" * 300 + "/y", "text/<b>"])
def test_a_type_that_is_none_becomes_plain_text(declared):
    [file] = parse_mail(corpus.with_file("attachment; filename=a", content_type=declared)).attachments
    assert file.content_type in ("text/plain", "image/png")
