"""An SMTP server that delivers nothing: every mail it accepts lies in a Maildir, for the demo and the tests.

`python -m support_desk.embedded.mail_sink --port 2525 --dir var/mail_sink`
"""

import argparse
import mailbox
import signal
import socket
import threading
from pathlib import Path
from typing import Any, Final

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_MAIL: Final = 50 * 1024 * 1024


class StoreInMaildir:
    """Accepts a mail once it is on the disk. The envelope is added in front as X-Envelope-From and X-Envelope-To."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.box = mailbox.Maildir(folder, create=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        recipients = ", ".join(envelope.rcpt_tos)
        head = f"X-Envelope-From: {envelope.mail_from}\r\nX-Envelope-To: {recipients}\r\n"
        content = envelope.original_content or b""
        self.box.add(head.encode() + content)
        return "250 Stored"


def controller(*, folder: Path, port: int, host: str = "127.0.0.1", **options: Any) -> Controller:
    """A server in a thread of its own: `start()` and `stop()`. Port 0 takes a free one, told by `.port`."""
    return Controller(
        StoreInMaildir(folder), hostname=host, port=port or free_port(host), data_size_limit=LARGEST_MAIL, **options
    )


def free_port(host: str = "127.0.0.1") -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def main() -> None:
    options = argparse.ArgumentParser(description="Stores every mail it is given.")
    options.add_argument("--host", default="127.0.0.1")
    options.add_argument("--port", type=int, required=True)
    options.add_argument("--dir", type=Path, required=True)
    asked = options.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    sink = controller(folder=asked.dir, port=asked.port, host=asked.host)
    sink.start()
    ended.wait()
    sink.stop()


if __name__ == "__main__":
    main()
