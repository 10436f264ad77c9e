"""Where the embedded servers keep their data (under var/) and their sockets (in a short folder of their own)."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# A socket's path may have 107 bytes on Linux and 103 on macOS; a deep tree under var/ easily has more.
LONGEST_SOCKET: Final = 100
POSTGRES_SOCKET: Final = ".s.PGSQL.5432"


class NoShortFolder(Exception):
    """The folder for temporary files is too deep for a socket."""


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
    def sockets(self) -> Path:
        """One folder for this var folder and user. The first start notes it, so that a changed TMPDIR splits nobody."""
        try:
            return Path((self.servers / "sockets").read_text("utf-8").strip())
        except OSError:
            return self._usual_sockets()

    def _usual_sockets(self) -> Path:
        name = hashlib.sha256(os.fsencode(self.var_dir)).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"support-desk-{os.getuid()}-{name}"
        if len(os.fsencode(folder / POSTGRES_SOCKET)) > LONGEST_SOCKET:
            raise NoShortFolder(f"{folder} is too deep for a socket, set TMPDIR to a shorter folder")
        return folder

    @property
    def postgres_sockets(self) -> Path:
        return self.sockets

    @property
    def valkey_socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def valkey_url(self) -> str:
        return f"unix://{self.valkey_socket}?db=0"
