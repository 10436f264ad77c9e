"""Where the embedded servers keep their data (under var/) and their sockets (in a short folder of their own)."""

import contextlib
import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# A socket's path may have 107 bytes on Linux and 103 on macOS; a deep tree under var/ easily has more.
LONGEST_SOCKET: Final = 100
POSTGRES_SOCKET: Final = ".s.PGSQL.5432"


class NoShortFolder(Exception):
    """The folder for temporary files is too deep for a socket."""


class ForeignFolder(Exception):
    """The folder of the sockets exists and is not ours."""


@dataclass(frozen=True)
class Layout:
    """Every path of the embedded servers of one var folder; making a Layout touches nothing."""

    var_dir: Path

    @property
    def secret_key(self) -> Path:
        return self.var_dir / "secret_key"

    @property
    def mail_sink(self) -> Path:
        return self.var_dir / "mail_sink"

    @property
    def servers(self) -> Path:
        return self.var_dir / "embedded"

    @property
    def disposable(self) -> bool:
        """Whether nobody misses these data after a power cut, so that speed may come first: tests."""
        return self._disposable_mark.exists()

    def mark_disposable(self) -> None:
        self.servers.mkdir(parents=True, exist_ok=True)
        self._disposable_mark.touch()

    @property
    def _disposable_mark(self) -> Path:
        return self.servers / "disposable"

    @property
    def sockets(self) -> Path:
        """One folder for this var folder and user. The first start notes it, so that a changed TMPDIR splits nobody;
        the note of a var folder that was copied from elsewhere does not count."""
        name = f"support-desk-{os.getuid()}-{hashlib.sha256(os.fsencode(self.var_dir)).hexdigest()[:12]}"
        noted = self._noted_sockets()
        if noted is not None and noted.name == name:
            return noted
        folder = Path(tempfile.gettempdir()) / name
        if len(os.fsencode(folder / POSTGRES_SOCKET)) > LONGEST_SOCKET:
            raise NoShortFolder(f"{folder} is too deep for a socket, set TMPDIR to a shorter folder")
        return folder

    def _noted_sockets(self) -> Path | None:
        try:
            return Path((self.servers / "sockets").read_text("utf-8"))
        except OSError:
            return None

    def make_sockets(self, *, servers_user: int) -> None:
        """Makes the folder for this user and the servers alone; refuses one that somebody else put there."""
        folder = self.sockets
        with contextlib.suppress(FileExistsError):
            folder.mkdir(mode=0o700)
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (os.geteuid(), servers_user):
            raise ForeignFolder(f"{folder} belongs to somebody else, remove it or set TMPDIR to another folder")
        folder.chmod(0o700)
        os.chown(folder, servers_user, -1)
        (self.servers / "sockets").write_text(str(folder), "utf-8")

    @property
    def postgres_sockets(self) -> Path:
        return self.sockets

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def valkey_url(self) -> str:
        return f"unix://{self.valkey_socket}?db=0"
