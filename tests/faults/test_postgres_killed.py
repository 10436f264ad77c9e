"""PostgreSQL is killed under load: what was acknowledged is all there, and the pages come back by themselves."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support_desk.embedded.layout import Layout
from support_desk.embedded.postgres import Postgres
from tests.faults.site import Site, running_site, wait_until
from tests.plugins.laid_tables import lay_tables
from tests.plugins.provisioning import KEY_OF_THE_TESTS
from tests.tickets.mail.desk import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.slow]
WRITERS = 4
NOTES_A_TURN = 20
# Prints who is logged in how, and the ticket that is written to.
PREPARE = """
import json
from django.test import Client
from tests.factories import a_project, a_ticket, an_employee
from tests.factories.api import a_token
manager = an_employee("manager")
ticket = a_ticket(a_project(owner=manager))
browser = Client()
browser.force_login(manager.user)
cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
print(json.dumps({"token": a_token(manager), "cookies": cookies, "number": ticket.number}))
"""
NOTES = """
import json
from tickets.models import Message
print(json.dumps(list(Message.objects.values_list("body_text", flat=True))))
"""


class OwnPostgres(Postgres):
    """A server that this test may kill."""

    def kill(self) -> None:
        """All at once, as the kernel does when memory is out."""
        os.kill(int((self.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        wait_until(lambda: not self.running())


@pytest.fixture
def postgres(tmp_path: Path, django_db_setup: None, pytestconfig: pytest.Config) -> Iterator[OwnPostgres]:
    layout = Layout(tmp_path / "own")
    layout.servers.mkdir(parents=True)
    server = OwnPostgres(layout)
    server.ensure()
    if not lay_tables(server, pytestconfig.cache):
        run(environment_of(server), "migrate", "--verbosity", "0")
    yield server
    server.release()


@pytest.fixture
def environment(postgres: OwnPostgres) -> dict[str, str]:
    return environment_of(postgres)


def environment_of(server: Postgres) -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": server.url, "SECRET_KEY": KEY_OF_THE_TESTS, "DEBUG": "1"}


def run(environment: dict[str, str], *arguments: str) -> str:
    """What `manage.py` printed; it has to end well."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def told(environment: dict[str, str], script: str) -> Any:
    """What a script on the desk's database printed."""
    return json.loads(run(environment, "shell", "--no-imports", "--command", script).splitlines()[-1])


def write(site: Site, number: int, writer: int, ended: threading.Event) -> None:
    """Note after note, each sent again until it is acknowledged."""
    count = 0
    while not ended.is_set():
        count += 1
        while site.note(number, f"Note {count} of {writer}") != 201 and not ended.is_set():
            ended.wait(0.2)


def test_what_was_acknowledged_is_all_there_once(postgres: OwnPostgres, environment: dict[str, str]) -> None:
    prepared = told(environment, PREPARE)
    with running_site(environment) as site:
        site.token, site.cookies = prepared["token"], prepared["cookies"]
        ended = threading.Event()
        writers = [threading.Thread(target=write, args=(site, prepared["number"], n, ended)) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        wait_until(lambda: len(site.journal) >= NOTES_A_TURN)
        postgres.kill()
        before = len(site.journal)
        postgres.ensure()
        wait_until(lambda: len(site.journal) >= before + NOTES_A_TURN)
        assert site.page("/queue/") == 200
        ended.set()
        for writer in writers:
            writer.join(60)
    notes = told(environment, NOTES)
    assert len(set(notes)) == len(notes), "a note that was sent again stands twice"
    assert set(site.journal) <= set(notes)
    run(environment, "check_invariants")
