"""Mail servers that misbehave, on a port of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from support_desk.embedded.mail_sink import free_port


class Answering:
    """Keeps what it is sent in `letters` and says what it is told to; `before_answer` runs when a letter has arrived.

    `recipient_says` maps an address to the answer to its RCPT; `drops` ends the connection instead of answering.
    """

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.senders: list[str] = []
        self.says = "250 Stored"
        self.recipient_says: dict[str, str] = {}
        self.drops = False
        self.before_answer: Callable[[], None] = lambda: None

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.recipient_says.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.letters.append(envelope.original_content or b"")
        self.senders.append(envelope.mail_from or "")
        self.before_answer()
        if self.drops:
            assert server.transport is not None
            server.transport.abort()
        return self.says

    def message_ids(self) -> list[str]:
        lines = [line for letter in self.letters for line in letter.split(b"\r\n") if line.startswith(b"Message-ID:")]
        return [line.partition(b":")[2].strip().decode() for line in lines]


@contextmanager
def listening(port: int = 0) -> Iterator[tuple[Answering, int]]:
    """An `Answering` server and its port."""
    handler = Answering()
    server = Controller(handler, hostname="127.0.0.1", port=port or free_port())
    server.start()
    try:
        yield handler, server.port
    finally:
        server.stop()


def mailers(port: int, *, timeout: float = 5) -> dict[str, dict[str, object]]:
    """MAILERS that sends to `port`."""
    options = {"host": "127.0.0.1", "port": port, "timeout": timeout}
    return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}
