"""One embedded server shared by every process that uses it: started by the first, stopped after the last."""

import atexit
import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, Final
from weakref import WeakSet

from support_desk.embedded import privileges
from support_desk.embedded.layout import Layout

KEEPER: Final = Path(__file__).with_name("keeper.py")
START_LIMIT: Final = 60.0
FAREWELL_LIMIT: Final = 5.0
LARGEST_LOG: Final = 5_000_000


class ServerFailed(Exception):
    """An embedded server did not start; the text ends with the last lines of its log."""


class Service(ABC):
    """A server under `var/embedded/<name>`. See keeper.py for the two locks; `start.lock` lets one process start it."""

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.folder = layout.servers / self.name
        self._users: int | None = None
        self._thread_lock = threading.Lock()
        _services.add(self)

    @abstractmethod
    def prepare(self) -> None:
        """Makes ready what has to exist before the first start; called by one process at a time."""

    @abstractmethod
    def program(self) -> list[str]:
        """The server's command."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether the server serves requests now."""

    def orphaned(self) -> bool:
        """Whether a server from before still runs although nobody keeps it."""
        return self.answers()

    @property
    def mode(self) -> privileges.Mode:
        return privileges.mode_for(self.layout.var_dir)

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def ensure(self) -> None:
        """Returns when the server runs; from now on this process counts as its user. Raises ServerFailed."""
        with self._thread_lock:
            self._become_user()
            if not self.running():
                self._start_once()

    @property
    def in_use(self) -> bool:
        """Whether this process is one of the users."""
        return self._users is not None

    def running(self) -> bool:
        """Whether a keeper holds the server. Its first answer was seen by whoever started it."""
        return self.folder.exists() and self._kept() and not self._starting()

    def release(self) -> None:
        """This process uses the server no more. Whoever was the last sees it gone before going on."""
        with self._thread_lock:
            users, self._users = self._users, None
            if users is None:
                return
            os.close(users)
        if self._unused():
            self._wait_until_gone()

    def _unused(self) -> bool:
        """Whether nobody holds the lock, or the keeper has it already."""
        with _opened(self.folder / "users.lock") as lock:
            return _taken(lock, fcntl.LOCK_EX) or not _taken(lock, fcntl.LOCK_SH)

    def _become_user(self) -> None:
        """Waits here while a keeper without users takes its server down."""
        if self._users is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            users = _open(self.folder / "users.lock")
            fcntl.flock(users, fcntl.LOCK_SH)
            self._users = users

    def _starting(self) -> bool:
        with _opened(self.folder / "start.lock") as lock:
            return not _taken(lock, fcntl.LOCK_SH)

    def _start_once(self) -> None:
        with _opened(self.folder / "start.lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self._kept() and self._answers_in_time():
                return
            self._wait_for_orphan()
            self.layout.make_sockets(servers_user=privileges.servers_user(self.mode))
            self.prepare()
            self._start_keeper()
            if not self._answers_in_time():
                raise ServerFailed(f"{self.name} did not start; its log says:\n{self.log_tail()}")

    def _kept(self) -> bool:
        with _opened(self.folder / "keeper.lock") as lock:
            return not _taken(lock, fcntl.LOCK_SH)

    def _start_keeper(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.unlink()
        keeper = [sys.executable, "-I", "-S", str(KEEPER), str(self.folder), self.mode, str(int(self.stop_signal))]
        with self.log.open("ab") as log:
            subprocess.run(
                [*keeper, "--", *self.program()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                check=False,
            )

    def _answers_in_time(self) -> bool:
        limit = time.monotonic() + START_LIMIT
        while not self.answers():
            if time.monotonic() > limit or not self._kept():
                return False
            time.sleep(0.01)
        return True

    def _wait_for_orphan(self) -> None:
        """A server whose keeper was killed is told so by the kernel, and needs a moment to go."""
        limit = time.monotonic() + FAREWELL_LIMIT
        while self.orphaned() and time.monotonic() < limit:
            time.sleep(0.01)

    def _wait_until_gone(self) -> None:
        limit = time.monotonic() + FAREWELL_LIMIT
        while self._kept() and time.monotonic() < limit:
            time.sleep(0.01)

    def log_tail(self, lines: int = 20) -> str:
        try:
            return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])
        except OSError:
            return "(no log)"

    def _after_fork(self) -> None:
        """A forked child has the parent's lock in its hands: it takes one of its own before it lets go of that."""
        self._thread_lock = threading.Lock()
        inherited, self._users = self._users, None
        if inherited is not None:
            self._become_user()
            os.close(inherited)


_services: WeakSet[Service] = WeakSet()


def release_all() -> None:
    for service in list(_services):
        service.release()


def _after_fork_in_child() -> None:
    for service in list(_services):
        service._after_fork()


atexit.register(release_all)
os.register_at_fork(after_in_child=_after_fork_in_child)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    descriptor = _open(path)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int, kind: int) -> bool:
    """Whether the lock could be had at once."""
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
