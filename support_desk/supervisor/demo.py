"""The course of the demo: servers, preparation, web, worker; then waiting for the end, or one check of everything."""

import fcntl
import os
import shutil
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

from support_desk.embedded.layout import Layout
from support_desk.embedded.servers import postgres_of, valkey_of
from support_desk.embedded.service import ServerFailed, Service, release_all
from support_desk.locale_compiler import compile_changed
from support_desk.supervisor import memory
from support_desk.supervisor.child import Child
from support_desk.supervisor.family import Family
from support_desk.supervisor.options import Options
from support_desk.supervisor.plan import PROJECT, Plan
from support_desk.supervisor.ports import port_is_free

WEB_LIMIT: Final = 60.0


class Refused(Exception):
    """The demo cannot start here; the text says why and what to do."""


class Stopped(Exception):
    """Somebody asked for the end."""


class Demo:
    def __init__(self, options: Options, environ: Mapping[str, str]) -> None:
        self.options = options
        self.environ = environ
        self.var_dir = options.var_dir
        self.family = Family()

    def run(self) -> int:
        """Returns the exit code: 0 after a wanted end. Raises ChildEnded when a part of the demo broke."""
        began = time.monotonic()
        lock = self._be_the_only_one()
        try:
            listen_for_the_end()
            self._refuse_taken_port()
            if self.options.reset:
                self._reset()
            self._start()
            return self._check() if self.options.check else self._serve(seconds=time.monotonic() - began)
        except Stopped:
            return 0
        finally:
            hear_no_more()
            self.family.stop()
            release_all()
            os.close(lock)

    def _be_the_only_one(self) -> int:
        self.var_dir.mkdir(parents=True, exist_ok=True)
        lock = os.open(self.var_dir / "demo.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(f"The demo in {self.var_dir} runs already; stop it with Ctrl-C in its window.") from None
        return lock

    def _refuse_taken_port(self) -> None:
        if not port_is_free(self.options.port):
            raise Refused(f"Port {self.options.port} is taken; choose another with --port.")

    def _reset(self) -> None:
        """Removes the demo's own data and nothing that might be somebody's work."""
        if self.environ.get("DATABASE_URL"):
            raise Refused("--reset removes the embedded database only; empty the one of DATABASE_URL yourself.")
        layout = Layout(self.var_dir)
        if memory.recall(self.var_dir) is None and layout.servers.exists():
            raise Refused(f"{self.var_dir} holds data that are not the demo's; --reset does not touch them.")
        servers: list[Service] = [postgres_of(self.var_dir), valkey_of(self.var_dir)]
        if any(server.running() for server in servers):
            raise Refused("Another command uses the demo's database; end it before --reset.")
        for folder in (layout.servers, layout.sockets, layout.mail_sink, self.var_dir / "files"):
            shutil.rmtree(folder, ignore_errors=True)
        memory.forget(self.var_dir)

    def _start(self) -> None:
        """The servers come up while Django is being imported, and the web while there is something to prepare: at the
        first start once they are up, for until then both cores are busy. The worker has work when all is prepared.
        """
        self.plan = plan = Plan(self.options, self.environ)
        known = memory.recall(self.var_dir) is not None
        say("Preparing the database …" if known else "Preparing the database and its people …")
        warming = threading.Thread(target=self._start_servers, daemon=True)
        warming.start()
        compile_changed([PROJECT / "support_desk" / "locale"])
        web = self.family.add(plan.web()) if known else None
        preparation = self.family.add(plan.preparation())
        warming.join()
        web = web or self.family.add(plan.web())
        self.family.see_to_the_end(preparation)
        self._hold_servers()
        sink = plan.mail_sink()
        if sink is not None:
            self.family.add(sink)
        say("Starting web and worker …")
        self.family.add(plan.worker())
        self._wait_for(web)

    def _start_servers(self) -> None:
        try:
            self._hold_servers()
        except ServerFailed:
            # The preparation meets the same failure and shows it.
            return

    def _hold_servers(self) -> None:
        """As their user for as long as the demo runs: no child that restarts finds them gone."""
        if not self.environ.get("DATABASE_URL"):
            postgres_of(self.var_dir).ensure()
        if not self.environ.get("REDIS_URL"):
            valkey_of(self.var_dir).ensure()

    def _wait_for(self, web: Child) -> None:
        try:
            self.family.wait_until(lambda: answers(f"{self.options.url}/healthz"), seconds=WEB_LIMIT)
        except TimeoutError:
            address = f"{self.options.url}/healthz"
            told = web.log_tail(lines=10)
            raise Refused(f"{address} gave no good answer in {WEB_LIMIT:.0f} s. The log says:\n{told}") from None

    def _serve(self, *, seconds: float) -> int:
        say(self._welcome(seconds))
        self.family.wait_until(lambda: False)
        return 0

    def _check(self) -> int:
        trial = self.plan.trial()
        try:
            self.family.run_to_end(trial)
        finally:
            say(trial.log_tail(lines=60))
        return 0

    def _welcome(self, seconds: float) -> str:
        noted = memory.recall(self.var_dir)
        logins = noted.logins if noted is not None else ()
        rows = _table([(login.email, login.password, login.role) for login in logins])
        lines = [f"\nSupport Desk is ready after {seconds:.0f} s:  {self.options.url}/\n", *rows]
        if self.plan.sink_port is not None:
            lines.append(f"\nMail that is sent goes no further than {self.var_dir / 'mail_sink'}")
        return "\n".join([*lines, "Stop with Ctrl-C.\n"])


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(part.ljust(width) for part, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address, always http
            return int(response.status) == 200
    except (urllib.error.URLError, OSError):
        return False


def listen_for_the_end() -> None:
    def end(*_: Any) -> None:
        # The terminal and uv may both pass the signal on; the second must not disturb the clearing up.
        hear_no_more()
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


def hear_no_more() -> None:
    """From now on the end takes its course."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
