"""A real SMTP server for tests that send mail."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from support_desk.embedded.mail_sink import controller


class SmtpSink:
    """What arrived is in `messages()`, oldest first; `url` is an EMAIL_URL, `mailers` a MAILERS setting."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def mailers(self) -> dict[str, dict[str, object]]:
        options = {"host": "127.0.0.1", "port": self.port, "timeout": 10}
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}}

    def messages(self) -> list[EmailMessage]:
        """Read from the disk each time, so that mail sent by other processes is seen as well."""
        paths = sorted(self.folder.glob("new/*"), key=lambda path: path.stat().st_mtime_ns)
        return [_parsed(path.read_bytes()) for path in paths]


def _parsed(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@pytest.fixture
def smtp_sink(tmp_path: Path, settings: object) -> Iterator[SmtpSink]:
    """A listening server that stores what it accepts; Django's mail goes there for this test."""
    server = controller(folder=tmp_path / "smtp_sink", port=0)
    server.start()
    sink = SmtpSink(tmp_path / "smtp_sink", server.port)
    settings.MAILERS = sink.mailers  # type: ignore[attr-defined] # pytest-django's wrapper takes any setting
    yield sink
    server.stop()
