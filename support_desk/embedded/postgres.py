"""The embedded PostgreSQL: the programs of the wheel, else the machine's; one cluster with one database."""

import os
import shutil
import signal
import socket
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from support_desk.embedded import postgres_programs, privileges
from support_desk.embedded.layout import POSTGRES_SOCKET
from support_desk.embedded.service import ServerFailed, Service

NAME: Final = "support_desk"
PROTOCOL_3: Final = 196608
GOODBYE: Final = b"X\0\0\0\4"
BUILTIN_LOCALE_SINCE: Final = 17

USUAL_SETTINGS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "64MB",
    # A sweep of a thousand promises or a page of imports fits in, so that it is written to the disk once, at its end.
    "wal_buffers": "16MB",
    "max_wal_size": "512MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
# For data that nobody misses after a power cut: tests.
FAST_SETTINGS: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum_naptime": "5min",
}


class Postgres(Service):
    """A server process with one database; roles and passwords are not needed behind a private socket."""

    name: ClassVar[str] = "postgres"
    stop_signal: ClassVar[signal.Signals] = signal.SIGINT

    @property
    def url(self) -> str:
        return f"postgresql://{NAME}@/{NAME}?host={self.layout.postgres_sockets}"

    @property
    def data(self) -> Path:
        """Under var/; only where `nobody` cannot get there, beside the sockets."""
        if self.mode == "switch" and not privileges.open_to_others(self.folder):
            return self.layout.sockets / "data"
        return self.folder / "data"

    def prepare(self) -> None:
        programs = self._programs()
        if not self.data.exists():
            _Cluster(programs, self.data, self.mode).create()
        self._refuse_other_version(programs)

    def program(self) -> list[str]:
        settings = USUAL_SETTINGS | (FAST_SETTINGS if self.layout.disposable else {})
        settings["unix_socket_directories"] = str(self.layout.postgres_sockets)
        return [str(self._programs() / "postgres"), "-D", str(self.data), *_as_options(settings)]

    def answers(self) -> bool:
        """A whole greeting: the socket takes connections long before the server takes questions."""
        parameters = f"user\0{NAME}\0database\0{NAME}\0\0".encode()
        greeting = struct.pack("!ii", len(parameters) + 8, PROTOCOL_3) + parameters
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.layout.postgres_sockets / POSTGRES_SOCKET))
                connection.sendall(greeting)
                welcome = connection.recv(1) == b"R"
                connection.sendall(GOODBYE)
                return welcome
            except OSError:
                return False

    def orphaned(self) -> bool:
        try:
            os.kill(int((self.data / "postmaster.pid").read_text("ascii").split()[0]), 0)
        except (OSError, ValueError, IndexError):
            return False
        return True

    def _programs(self) -> Path:
        installed = postgres_programs.folder(self.layout.servers)
        whole = privileges.reachable_copy(installed.parent, mode=self.mode, beside=self.layout.sockets)
        return whole / installed.name

    def _refuse_other_version(self, programs: Path) -> None:
        made_by = int((self.data / "PG_VERSION").read_text("ascii"))
        here = postgres_programs.major_version(programs)
        if made_by != here:
            raise ServerFailed(
                f"{self.data} was made by PostgreSQL {made_by} and this is {here}; dump it with the former or remove it"
            )


@dataclass(frozen=True)
class _Cluster:
    programs: Path
    data: Path
    mode: privileges.Mode

    def create(self) -> None:
        """Made whole under another name first: a start that was killed half-way leaves nothing that looks ready."""
        draft = self.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        privileges.hand_over(draft, mode=self.mode)
        self._run([str(self.programs / "initdb"), "-D", str(draft), "-U", NAME, *self._initdb_options()])
        make_database = f"CREATE DATABASE {NAME} STRATEGY = FILE_COPY\n"
        quick = _as_options({"fsync": "off", "wal_level": "minimal", "max_wal_senders": "0"})
        self._run(
            [str(self.programs / "postgres"), "--single", "-D", str(draft), *quick, "postgres"], typed=make_database
        )
        draft.rename(self.data)

    def _initdb_options(self) -> list[str]:
        usual = ["--auth=trust", "--encoding=UTF8", "--no-sync", "--no-instructions"]
        if postgres_programs.major_version(self.programs) >= BUILTIN_LOCALE_SINCE:
            return [*usual, "--locale-provider=builtin", "--locale=C.UTF-8"]
        return [*usual, "--locale=C.UTF-8"]

    def _run(self, command: list[str], *, typed: str = "") -> None:
        done = subprocess.run(
            privileges.launching(self.mode, command),
            input=typed,
            capture_output=True,
            text=True,
            cwd=self.data.parent,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            check=False,
        )
        if done.returncode != 0 or "ERROR:" in done.stderr:
            raise ServerFailed(f"{Path(command[0]).name} failed:\n{done.stderr.strip()}")


def _as_options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
