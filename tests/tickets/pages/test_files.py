"""Files and raw mail: only through a visible message, only as downloads (P3)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from support_desk.shared.actions.tokens import create_token
from tests.factories import NOW, a_message, a_project, a_raw_mail, a_ticket, an_attachment, an_employee, viewer


def status(browser, address, **more):
    """The answer's status; a file that comes along is read to its end, which closes it."""
    answer = browser.get(address, **more)
    b"".join(answer)
    return answer.status_code


@pytest.fixture
def manager(db):
    return an_employee("manager")


@pytest.fixture
def message(manager):
    return a_message(a_ticket(a_project(owner=manager)), "in")


def test_a_file_is_a_download_that_runs_nothing(visit, manager, message):
    kept = an_attachment(message, b"<script>1</script>", name='a"; x=".html', content_type="text/html")
    answer = visit(manager).get(f"/attachments/{kept.file_id}/")
    assert b"".join(answer.streaming_content) == b"<script>1</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Content-Length"] == "18"


def test_a_name_in_russian_survives(visit, manager, message):
    kept = an_attachment(message, name="Замечания.xlsx")
    answer = visit(manager).get(f"/attachments/{kept.file_id}/")
    b"".join(answer)
    assert "filename*=utf-8''%D0%97" in answer.headers["Content-Disposition"]


def test_foreign_unknown_and_lost_files_are_not_found(visit, manager, message):
    kept = an_attachment(message)
    stranger = visit(an_employee("manager"))
    assert stranger.get(f"/attachments/{kept.file_id}/").status_code == 404
    assert visit(manager).get(f"/attachments/{uuid4()}/").status_code == 404
    kept.file.content.storage.delete(kept.file.content.name)
    assert visit(manager).get(f"/attachments/{kept.file_id}/").status_code == 404


def test_visitors_are_led_to_the_log_in(client, message):
    kept = an_attachment(message)
    assert client.get(f"/attachments/{kept.file_id}/").headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(("scope", "expected"), [("tickets:read", 200), ("time:read", 404)])
def test_an_integration_reads_files_by_its_token(client, manager, message, scope, expected):
    by = viewer(manager)
    _token, secret = create_token(name="bot", scopes=[scope], expires_at=NOW + timedelta(days=1), by=by, at=NOW)
    kept = an_attachment(message)
    headers = {"Authorization": f"Bearer {secret}"}
    assert status(client, f"/attachments/{kept.file_id}/", headers=headers) == expected
    foreign = an_attachment()
    assert status(client, f"/attachments/{foreign.file_id}/", headers=headers) == 404


def test_a_bad_token_is_refused(client, message):
    kept = an_attachment(message)
    assert client.get(f"/attachments/{kept.file_id}/", headers={"Authorization": "Bearer sd_x"}).status_code == 401


def test_the_raw_letter_of_a_visible_message(visit, manager):
    raw = a_raw_mail(content=b"Message-ID: <a@b>\r\n\r\nHello", state="accepted")
    message = a_message(a_ticket(a_project(owner=manager)), "in", raw_mail=raw)
    answer = visit(manager).get(f"/messages/{message.pk}/raw/")
    assert b"".join(answer.streaming_content) == b"Message-ID: <a@b>\r\n\r\nHello"
    assert visit(an_employee("manager")).get(f"/messages/{message.pk}/raw/").status_code == 404
    assert visit(manager).get(f"/messages/{a_message(message.ticket).pk}/raw/").status_code == 404
