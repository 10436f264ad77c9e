"""The tests' own servers and fixtures do what tests rely on."""

import smtplib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db import connection, transaction

from tests.plugins.smtp import SmtpSink

ROOT = Path(__file__).parents[2]
APPEND_ONLY = """
CREATE TABLE IF NOT EXISTS kept_for_ever (id integer);
CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;
CREATE OR REPLACE TRIGGER no_truncate BEFORE TRUNCATE ON kept_for_ever EXECUTE FUNCTION refuse();
"""


@pytest.mark.django_db
def test_the_database_is_postgresql_of_this_run_alone() -> None:
    assert connection.vendor == "postgresql"
    assert str(connection.settings_dict["NAME"]).startswith("test_")
    if settings.ENVIRONMENT.embedded:
        assert Path(settings.VAR_DIR).parent != ROOT
        with connection.cursor() as cursor:
            cursor.execute("SHOW fsync")
            assert cursor.fetchone() == ("off",)


@pytest.mark.django_db(transaction=True)
def test_tables_that_refuse_truncate_are_emptied_between_transactional_tests() -> None:
    with connection.cursor() as cursor:
        cursor.execute(APPEND_ONLY)
        cursor.execute("INSERT INTO kept_for_ever VALUES (1)")
        try:
            with pytest.raises(Exception, match="append-only"), transaction.atomic():
                cursor.execute("TRUNCATE kept_for_ever")
            connection.ops.execute_sql_flush(["TRUNCATE kept_for_ever"])
            cursor.execute("SELECT count(*) FROM kept_for_ever")
            assert cursor.fetchone() == (0,)
        finally:
            cursor.execute("DROP TABLE kept_for_ever")


@pytest.mark.parametrize("attempt", [1, 2])
def test_the_cache_starts_empty_in_each_test(attempt: int) -> None:
    assert cache.get("left-over") is None
    cache.set("left-over", attempt)
    assert cache.get("left-over") == attempt


def test_a_child_process_works_on_this_tests_database(process_environment: Callable[..., dict[str, str]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database()")
        mine = cursor.fetchone()[0]
    program = (
        "import django; django.setup(); from django.db import connection; cursor = connection.cursor();"
        "cursor.execute('SELECT current_database()'); print(cursor.fetchone()[0])"
    )
    environ = process_environment(DJANGO_SETTINGS_MODULE="support_desk.settings")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == mine
    assert environ["REDIS_URL"] == settings.CACHES["default"]["LOCATION"]


def test_the_sink_keeps_what_it_accepts_byte_for_byte(smtp_sink: SmtpSink) -> None:
    raw = b"From: a@desk.test\r\nTo: b@client.test\r\nSubject: =?utf-8?b?0J/RgNC40LLQtdGC?=\r\n\r\nbody\r\n..dots\r\n"
    with smtplib.SMTP("127.0.0.1", smtp_sink.port) as client:
        client.sendmail("bounce@desk.test", ["b@client.test"], raw)
    (message,) = smtp_sink.messages()
    assert message["Subject"] == "Привет"
    assert (message["X-Envelope-From"], message["X-Envelope-To"]) == ("bounce@desk.test", "b@client.test")
    (stored,) = smtp_sink.folder.glob("new/*")
    assert stored.read_bytes().endswith(raw)


def test_djangos_mail_goes_through_the_sink(smtp_sink: SmtpSink) -> None:
    from django.core.mail import mailers

    first = EmailMessage("First", "one", "desk@desk.test", ["a@client.test"])
    second = EmailMessage("Second", "two", "desk@desk.test", ["a@client.test"])
    for message in (first, second):
        mailers.default.send_messages([message])
    assert [message["Subject"] for message in smtp_sink.messages()] == ["First", "Second"]
