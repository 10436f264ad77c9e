"""An open folder: which letters are there, their bytes, and the flag that says we have them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from imap_tools.mailbox import BaseMailBox
from imap_tools.query import AND, U

from tickets.domain.mail.fetching import Failure
from tickets.imap.failures import ImapFailure, LetterFailure, failing_as

# UIDs asked about at once: an answer of at most some hundred kilobytes, however large the folder is.
WINDOW = 20_000
BEGINNING_BYTES = 64 * 1024
UID = re.compile(rb"\bUID (\d+)")
SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
ARRIVED = re.compile(rb'\bINTERNALDATE "([^"]+)"')


@dataclass(frozen=True, slots=True)
class Head:
    """What the server tells of a letter before it is fetched. `arrived_at`: when it came to the folder, if told."""

    uid: int
    size: int
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class Listing:
    """`uids` ascending: all that were asked for up to the UID `through`."""

    uids: list[int]
    through: int


class Folder:
    """Every method raises ImapFailure when the connection fails. Nothing is ever deleted or expunged: imap-tools'
    own `flag` expunges, so that flags are set here by the command itself."""

    def __init__(self, box: BaseMailBox, *, may_flag: bool) -> None:
        self._box = box
        self._may_flag = may_flag
        with failing_as(Failure.NOT_IMAP):
            self.uid_validity = self._told("UIDVALIDITY")
            self.uid_next = self._told("UIDNEXT")

    def uids(self, *, after: int, since: date | None) -> Listing:
        """Letters with UIDs above `after` that came on `since` or later, up to the end of the first stretch of 20,000
        UIDs that has any."""
        for first in range(after + 1, self.uid_next, WINDOW):
            last = min(first + WINDOW, self.uid_next) - 1
            asked = AND(uid=U(str(first), str(last)), date_gte=since)
            with failing_as(Failure.BROKE_OFF):
                found = sorted({int(uid) for uid in self._box.uids(asked, charset=None)})
            found = [uid for uid in found if first <= uid <= last]
            if found:
                return Listing(found, last)
        return Listing([], max(after, self.uid_next - 1))

    def present(self, uids: Sequence[int]) -> set[int]:
        """Those of `uids` that are still there."""
        if not uids:
            return set()
        with failing_as(Failure.BROKE_OFF):
            return {int(uid) for uid in self._box.uids(AND(uid=_set_of(uids)), charset=None)}

    def heads(self, uids: Sequence[int]) -> dict[int, Head]:
        """The heads of `uids`, without those that are gone or that the server fails at: it is asked about each by
        itself when it fails at all of them together."""
        if not uids:
            return {}
        try:
            heads = dict(self._heads(uids))
        except LetterFailure:
            return {uid: head for each in uids for uid, head in self.heads([each]).items()} if len(uids) > 1 else {}
        return {uid: heads[uid] for uid in uids if uid in heads}

    def letter(self, uid: int) -> bytes:
        """The raw mail, unread and unflagged; LetterFailure when the server does not hand it out."""
        return self._literal(uid, "(BODY.PEEK[])")

    def beginning(self, uid: int) -> bytes:
        """The first 64 KB of the raw mail."""
        return self._literal(uid, f"(BODY.PEEK[]<0.{BEGINNING_BYTES}>)")[:BEGINNING_BYTES]

    def flag(self, uids: Sequence[int]) -> bool:
        r"""Marks letters as \Seen, for people who look into the folder; False where the server does not allow it. What
        has been fetched is remembered by UID, so that nothing depends on it."""
        if not self._may_flag or not uids:
            return False
        with failing_as(Failure.BROKE_OFF):
            status, _told = self._box.client.uid("STORE", _set_of(uids), "+FLAGS.SILENT", r"(\Seen)")
        return status == "OK"

    def _heads(self, uids: Sequence[int]) -> Iterator[tuple[int, Head]]:
        for answer in self._fetch(uids, "(UID INTERNALDATE RFC822.SIZE)"):
            line = answer[0] if isinstance(answer, tuple) else answer
            uid, size = UID.search(line), SIZE.search(line)
            if uid and size:
                yield int(uid[1]), Head(int(uid[1]), int(size[1]), _arrived(line))

    def _told(self, name: str) -> int:
        """A number that the server gave when the folder was opened."""
        _name, said = self._box.client.response(name)
        if said and said[0] and said[0].isdigit():
            return int(said[0])
        raise ImapFailure(Failure.NOT_IMAP, f"no {name}")

    def _literal(self, uid: int, asked: str) -> bytes:
        for answer in self._fetch([uid], asked):
            if isinstance(answer, tuple) and b"BODY[" in answer[0].upper():
                return bytes(answer[1])
        raise LetterFailure("the server did not hand it out")

    def _fetch(self, uids: Sequence[int], asked: str) -> Iterator[bytes | tuple[bytes, bytes]]:
        """The server's answers; what it tells unasked about others is among them."""
        with failing_as(Failure.BROKE_OFF):
            status, answers = self._box.client.uid("FETCH", _set_of(uids), asked)
        if status != "OK":
            raise LetterFailure(f"the server said {status}: {answers!r:.200}")
        return iter([answer for answer in answers if answer is not None])


def _set_of(uids: Sequence[int]) -> str:
    return ",".join(map(str, uids))


def _arrived(line: bytes) -> datetime | None:
    told = ARRIVED.search(line)
    if not told:
        return None
    try:
        return datetime.strptime(told[1].decode("ascii", "replace").strip(), "%d-%b-%Y %H:%M:%S %z")
    except ValueError:
        return None
