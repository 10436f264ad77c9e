"""A web server in processes of its own, to be asked while something it needs is killed."""

import http.client
import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from support_desk.embedded.mail_sink import free_port
from tests.tickets.mail.desk import ROOT

LONGEST_START = 60
QUIET = ("--log-level", "warning", "-c", "python:support_desk.supervisor.web")
TWO_WORKERS = ("--workers", "2", "--threads", "4", "--worker-class", "gthread")


@dataclass
class Site:
    """Asked with a token of the API, and with the cookies of somebody who is logged in. `journal` keeps what was
    acknowledged, outside of the database."""

    port: int
    token: str = ""
    cookies: str = ""
    journal: list[str] = field(default_factory=list)

    def page(self, path: str) -> int:
        """The status of a page."""
        return self._ask("GET", path, headers={"Cookie": self.cookies})[0]

    def note(self, number: int, text: str) -> int:
        """Writes an internal note and its text into the journal once it is acknowledged; the status."""
        key = sha256(text.encode()).hexdigest()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key, "Content-Type": "application/json"}
        path = f"/api/v1/tickets/{number}/note/"
        status, _body = self._ask("POST", path, json.dumps({"body": text}), headers)
        if status == 201:
            self.journal.append(text)
        return status

    def _ask(self, method: str, path: str, body: str = "", headers: Mapping[str, str] = {}) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body or None, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError:
            return 0, b""
        finally:
            connection.close()


@contextmanager
def running_site(environment: dict[str, str]) -> Iterator[Site]:
    """gunicorn as the product starts it, with two workers; ended with all it started."""
    site = Site(free_port())
    command = [sys.executable, "-m", "gunicorn", "support_desk.wsgi", "--bind", f"127.0.0.1:{site.port}"]
    server = subprocess.Popen([*command, *TWO_WORKERS, *QUIET], cwd=ROOT, env=environment)
    try:
        wait_until(lambda: site.page("/healthz") == 200 and server.poll() is None)
        yield site
    finally:
        server.terminate()
        server.wait(20)


def wait_until(holds, seconds: float = LONGEST_START) -> None:
    """Returns once `holds()` is true; fails when it does not become so."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not become so in time"
        time.sleep(0.1)
