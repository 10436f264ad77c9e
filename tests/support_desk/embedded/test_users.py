"""Those who use the embedded servers without knowing: commands, cache, Celery, mail."""

import mailbox
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from support_desk.embedded.layout import Layout
from support_desk.embedded.mail_backend import MaildirBackend

ROOT = Path(__file__).parents[3]
GIVEN_BY_TESTS = ("DATABASE_URL", "REDIS_URL", "DEBUG")


@pytest.fixture
def layout(tmp_path: Path) -> Iterator[Layout]:
    made = Layout(tmp_path / "var")
    made.mark_disposable()
    yield made


def run(layout: Layout, program: str) -> str:
    """The output of a program that has Django set up on an empty var folder."""
    environ = {name: value for name, value in os.environ.items() if name not in GIVEN_BY_TESTS}
    done = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup()\n{program}"],
        cwd=ROOT,
        env={**environ, "VAR_DIR": str(layout.var_dir), "DJANGO_SETTINGS_MODULE": "support_desk.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_setting_up_django_starts_nothing(layout: Layout) -> None:
    run(layout, "")
    assert [folder.name for folder in layout.servers.iterdir()] == ["disposable"]


def test_the_first_query_starts_postgresql_alone(layout: Layout) -> None:
    told = run(
        layout,
        "from django.db import connection\n"
        "cursor = connection.cursor(); cursor.execute('SELECT current_user'); print(cursor.fetchone()[0])",
    )
    assert told == "support_desk"
    assert (layout.servers / "postgres" / "data").is_dir()
    assert not (layout.servers / "valkey").exists()
    shut_down = "database system is shut down"
    assert shut_down in (layout.servers / "postgres" / "log").read_text()


def test_the_first_use_of_the_cache_starts_valkey(layout: Layout) -> None:
    told = run(layout, "from django.core.cache import cache\ncache.set('key', 'kept'); print(cache.get('key'))")
    assert told == "kept"
    assert not (layout.servers / "postgres").exists()


def test_handing_out_a_task_starts_the_broker(layout: Layout) -> None:
    told = run(
        layout,
        "from support_desk.jobs import answer_trial\n"
        "from support_desk.celery import app\n"
        "answer_trial.delay('a key')\n"
        "with app.connection_for_read() as broker: print(broker.default_channel._size('celery'))",
    )
    assert told == "1"


def test_mail_of_a_machine_without_a_mail_server_stays_in_its_maildir(tmp_path: Path) -> None:
    backend = MaildirBackend(folder=str(tmp_path / "mail" / "sink"), alias="default")
    assert backend.send_messages([EmailMessage("Смета", "Готова", "desk@desk.test", ["anna@client.test"])]) == 1
    (message,) = mailbox.Maildir(tmp_path / "mail" / "sink")
    assert message["To"] == "anna@client.test"
    assert message.get_payload(decode=True).decode().strip() == "Готова"
