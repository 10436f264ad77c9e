"""Where a mailbox is and how to get in."""

from dataclasses import dataclass, field
from enum import StrEnum


class Security(StrEnum):
    """How the connection is kept private. `PLAIN` is for a server on this very machine."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Account:
    """One log-in at one server. The password stays out of every `repr`."""

    host: str
    port: int
    security: Security
    username: str
    password: str = field(repr=False)
    folder: str = "INBOX"
