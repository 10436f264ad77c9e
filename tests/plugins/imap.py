"""A real IMAP server for tests that fetch mail: Debian's Dovecot, started from one file, without root where it can."""

import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from support_desk.embedded.mail_sink import free_port
from tests.plugins.certificates import make_certificate

MISSING = "no Dovecot 2.3 found: tests of fetching mail skipped"
PASSWORD = "let-me-in-пароль"
SYSTEM_FOLDERS = ("/usr/sbin", "/usr/local/sbin")
LONGEST_START = 15
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
log_path = {home}/log
state_dir = {home}/state
default_internal_user = {person}
default_internal_group = {group}
default_login_user = {person}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={person} gid={group} home={home}/mail/%u
}}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_max_userip_connections = 50
mail_plugins = acl
plugin {{
  acl = vfile
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def dovecot_program() -> str | None:
    """Where it is; it lives outside of an ordinary person's PATH."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *SYSTEM_FOLDERS])
    program = shutil.which("dovecot", path=path)
    if program is None:
        return None
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return program if version.startswith("2.3.") else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "imap_server" in getattr(item, "fixturenames", ()) and dovecot_program() is None:
            item.add_marker(pytest.mark.skip(reason=MISSING))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says it once in plain sight: a run without these must not look like a whole one."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if MISSING in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{MISSING} ({len(skipped)})", yellow=True)


@dataclass
class ImapBox:
    """One person's mailbox, seen with another mail program."""

    server: "ImapServer"
    username: str

    def run(self, command: str, *arguments: Any, folder: str = "INBOX", only_reads: bool = False) -> list[Any]:
        """The answer of one command after logging in and opening the folder."""
        client = imaplib.IMAP4("127.0.0.1", self.server.port, timeout=20)
        try:
            client.authenticate("PLAIN", lambda _said: f"\0{self.username}\0{PASSWORD}".encode())
            client.select(folder, only_reads)
            status, answer = getattr(client, command)(*arguments)
            assert status == "OK", answer
            return list(answer)
        finally:
            client.logout()

    def put(self, raw: bytes, *, flags: str = "", arrived: str | None = None) -> None:
        """A letter comes in; `arrived` as IMAP writes it: '"01-Nov-2026 12:00:00 +0000"'."""
        self.run("append", "INBOX", flags, arrived or imaplib.Time2Internaldate(time.time()), raw)

    def flags(self) -> dict[int, bool]:
        """UID → whether it is marked as seen."""
        answers = self.run("uid", "FETCH", "1:*", "(FLAGS)", only_reads=True)
        lines = [line for line in answers if line]
        return {int(line.split(b"UID ")[1].split()[0].strip(b")")): b"\\Seen" in line for line in lines}

    def mark(self, what: str, flag: str, *, folder: str = "INBOX") -> None:
        self.run("uid", "STORE", what, "+FLAGS", flag, folder=folder)

    def number_anew(self) -> None:
        """The server loses its numbering, as after a move to another machine: another UIDVALIDITY, all UIDs new."""
        folder = self.maildir
        for path in folder.glob("dovecot*"):
            if "uidvalidity" not in path.name:
                path.unlink()

    def allow_reading_only(self) -> None:
        """The mailbox may be read and not be changed, as a shared one that is somebody else's."""
        rights = self.maildir / "dovecot-acl"
        rights.write_text("owner lr\n")
        rights.chmod(0o644)  # the server's own person reads it, whatever we are asked to hide

    @property
    def maildir(self) -> Path:
        return self.server.home / "mail" / self.username / "Maildir"

    def files(self) -> list[Path]:
        """The letters as the server keeps them, oldest first."""
        found = [*self.maildir.glob("cur/*"), *self.maildir.glob("new/*")]
        return sorted(found, key=lambda path: path.name)


@dataclass
class ImapServer:
    """Any user name gets a mailbox, with PASSWORD."""

    home: Path
    port: int
    tls_port: int
    process: "subprocess.Popen[bytes] | None" = None
    _numbers: Any = field(default_factory=count)

    @property
    def authority(self) -> str:
        """The certificate to trust, for SSL_CERT_FILE."""
        return str(self.home / "server.pem")

    def box(self) -> ImapBox:
        return ImapBox(self, f"person{next(self._numbers)}")

    def start(self) -> None:
        program = dovecot_program()
        assert program is not None
        self.process = subprocess.Popen([program, "-F", "-c", str(self.home / "dovecot.conf")])
        ends = time.monotonic() + LONGEST_START
        while not self._greets():
            assert time.monotonic() < ends and self.process.poll() is None, (self.home / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=20)

    def _greets(self) -> bool:
        try:
            imaplib.IMAP4("127.0.0.1", self.port, timeout=2).logout()
        except (OSError, imaplib.IMAP4.error):
            return False
        return True


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    """The server of the whole run; each test takes a mailbox of its own."""
    home = Path(tempfile.mkdtemp(prefix="imap-"))
    server = ImapServer(home, free_port(), free_port())
    try:
        _prepare(server)
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def _prepare(server: ImapServer) -> None:
    """Root's own mail Dovecot refuses to touch, so that for root everything belongs to nobody."""
    person = pwd.getpwuid(65534 if os.getuid() == 0 else os.getuid())
    group = subprocess.run(["id", "-gn", person.pw_name], capture_output=True, text=True, check=True).stdout.strip()
    make_certificate(server.home)
    (server.home / "mail").mkdir()
    (server.home / "state").mkdir()
    if os.getuid() == 0:
        server.home.chmod(0o755)
        shutil.chown(server.home / "mail", person.pw_name, group)
    config = CONFIG.format(
        home=server.home, person=person.pw_name, group=group, password=PASSWORD, port=server.port,
        tls_port=server.tls_port,
    )  # fmt: skip
    (server.home / "dovecot.conf").write_text(config)
