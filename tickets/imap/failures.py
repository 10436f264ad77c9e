"""One kind of failure for all that mail servers, TLS and sockets raise."""

import base64
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager

from imap_tools.errors import ImapToolsError

from tickets.domain.mail.fetching import Failure

LONGEST_DETAIL = 300
MASK = "•••"
# A word that may be base64, of the usual or the URL alphabet.
CODED = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}")
NULS_OF_PLAIN = 2  # [authorization] NUL name NUL password (RFC 4616)


class ImapFailure(Exception):
    """The mailbox cannot be read now. `detail`: the server's or the system's own words, without the password."""

    def __init__(self, code: Failure, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class LetterFailure(Exception):
    """The server did not hand out this one letter; the connection goes on."""


@contextmanager
def failing_as(code: Failure, *, hide: str = "") -> Iterator[None]:
    """Whatever goes wrong inside is an ImapFailure: of the network by its own code, a server's "no" by `code`.

    `hide` is taken out of the words: a server may well repeat the password it refuses.
    """
    try:
        yield
    except (OSError, UnicodeError, imaplib.IMAP4.error, ImapToolsError) as raised:
        raise ImapFailure(_code_of(raised, code), _words_of(raised, hide)) from None


def _code_of(raised: Exception, refused_as: Failure) -> Failure:
    if isinstance(raised, ssl.SSLCertVerificationError):
        return Failure.BAD_CERTIFICATE
    if isinstance(raised, ssl.SSLEOFError):
        return Failure.BROKE_OFF
    if isinstance(raised, ssl.SSLError):
        return Failure.NOT_ENCRYPTED
    if isinstance(raised, TimeoutError):
        return Failure.NO_ANSWER
    if isinstance(raised, ConnectionResetError | BrokenPipeError):
        return Failure.BROKE_OFF
    if isinstance(raised, OSError | UnicodeError):  # a name of a host that no resolver takes is the latter
        return Failure.UNREACHABLE
    if isinstance(raised, imaplib.IMAP4.abort) and refused_as in (Failure.LOGIN_REFUSED, Failure.NO_FOLDER):
        return Failure.BROKE_OFF
    return refused_as


def _words_of(raised: Exception, hide: str) -> str:
    said = getattr(raised, "command_result", None)
    text = _text(said[1]) if said else str(raised)
    for form in forms_of(hide):
        text = text.replace(form, MASK)
    if hide:
        text = CODED.sub(lambda found: MASK if holds(found[0], hide) else found[0], text)
    return "".join(letter if letter.isprintable() else " " for letter in text)[:LONGEST_DETAIL]


def forms_of(secret: str) -> tuple[str, ...]:
    """How a server may repeat a password: as it is, or quoted as LOGIN sends it. Longer forms first."""
    quoted = secret.replace("\\", "\\\\").replace('"', '\\"')
    return tuple(form for form in dict.fromkeys((quoted, secret)) if form)


def holds(coded: str, secret: str) -> bool:
    """Whether a word is base64 of the password, or of what AUTHENTICATE PLAIN sends, be it cut short. What stands
    right before it in the line may have joined it, so that every beginning is tried."""
    plain = [_decoded(coded[start:]) for start in range(4)]
    return any(secret.encode() in one or one.count(0) >= NULS_OF_PLAIN for one in plain)


def _decoded(coded: str) -> bytes:
    letters = coded.rstrip("=")
    whole = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(whole + "=" * (-len(whole) % 4), altchars=b"-_" if {"-", "_"} & set(whole) else None)


def _text(lines: object) -> str:
    if isinstance(lines, list | tuple):
        return " ".join(_text(line) for line in lines)
    return lines.decode("utf-8", "replace") if isinstance(lines, bytes) else str(lines)
