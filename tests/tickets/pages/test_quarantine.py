"""Letters that could not be read: seen by who triages, shown as text, decided once (T1)."""

import pytest

from tests.factories import a_department, a_mailbox, a_raw_mail, an_employee
from tickets.models import RawMail, Ticket

HOSTILE = (
    b"Message-ID: <x@y>\r\nFrom: =?utf-8?b?0JDQvdC90LA=?= <anna@client.test>\r\n"
    b"Subject: <script>alert(1)</script>\r\n\r\n<img src=x onerror=alert(2)> \x00\xff body"
)


@pytest.fixture
def department(db):
    return a_department()


@pytest.fixture
def operator(department):
    return an_employee("operator", department=department)


def a_held_mail(department, **over):
    return a_raw_mail(
        a_mailbox(department), **{"content": HOSTILE, "state": "quarantined", "reason": "too_large", **over}
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_takes_six_statements_however_many_letters(visit, statements, operator, department, rows):
    for _index in range(rows):
        a_held_mail(department)
    # session, account, person; letters; who is here for the operator's figure, the rail's figures
    assert statements(visit(operator), "/quarantine/") == 6


def test_shows_sender_subject_and_reason_as_text(visit, operator, department):
    mail = a_held_mail(department)
    for address in ("/quarantine/", f"/quarantine/{mail.pk}/"):
        page = visit(operator).get(address).content.decode()
        assert "Анна" in page and "Larger than a letter may be" in page
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page and "<img src=x" not in page


def test_odd_headers_do_not_break_the_list(visit, operator, department):
    for content in (
        b"",
        b"\x00\xff\xfe",
        b"Subject: =?utf-8?b?!!!?=\r\n\r\n",
        b"Subject: =?nope?q?x?=\n\nbody",
        b"From",
    ):
        a_held_mail(department, content=content or b"x")
    assert visit(operator).get("/quarantine/").status_code == 200


def test_only_who_triages_the_department_sees_it(visit, department):
    mail = a_held_mail(department)
    others = [an_employee("operator"), an_employee("manager", department=department), an_employee("office_manager")]
    for employee in others:
        for path in ("", "raw/"):
            assert visit(employee).get(f"/quarantine/{mail.pk}/{path}").status_code == 404
        for deed in ("retry", "discard", "lead"):
            assert visit(employee).post(f"/quarantine/{mail.pk}/{deed}/", {"reason": "x"}).status_code == 404
    mail.refresh_from_db()
    assert mail.state == "quarantined"


def test_the_director_looks_and_the_operator_decides(visit, department):
    mail = a_held_mail(department)
    page = visit(an_employee("director")).get(f"/quarantine/{mail.pk}/").content.decode()
    assert "Open as a lead" not in page


def test_raw_letter_is_a_download_byte_for_byte(visit, operator, department):
    answer = visit(operator).get(f"/quarantine/{a_held_mail(department).pk}/raw/")
    assert b"".join(answer.streaming_content) == HOSTILE
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")


def test_setting_aside_needs_a_reason(visit, operator, department):
    mail = a_held_mail(department)
    browser = visit(operator)
    browser.post(f"/quarantine/{mail.pk}/discard/", {"reason": " "})
    assert RawMail.objects.get().state == "quarantined"
    browser.post(f"/quarantine/{mail.pk}/discard/", {"reason": "Advertising"})
    assert RawMail.objects.get().state == "discarded"
    assert browser.get(f"/quarantine/{mail.pk}/").status_code == 404


def test_opens_as_a_lead_once(visit, operator, department):
    mail = a_held_mail(department)
    browser = visit(operator)
    answer = browser.post(f"/quarantine/{mail.pk}/lead/")
    assert answer.headers["Location"] == f"/tickets/{Ticket.objects.get().number}/"
    assert browser.post(f"/quarantine/{mail.pk}/lead/").status_code == 404
    assert Ticket.objects.count() == 1
