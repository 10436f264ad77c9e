"""A mail on its way to its ticket: what was stored, what was read, who wrote it, and its files."""

from dataclasses import dataclass
from datetime import datetime

from support_desk.shared.actions.store_file import store_file
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.mail.facts import Writer
from tickets.domain.mail.digest import MailDigest
from tickets.domain.mail.parsed import ParsedAttachment
from tickets.models import RawMail

Kept = tuple[StoredFile, ParsedAttachment]


class KeptFiles:
    """The attachments of one mail, each stored once however often they are asked for.

    Files know no transactions: when one is rolled back, `forget` takes the bytes off the disk as well. A process killed
    in between leaves bytes that no row names, which is harmless; the mail itself is placed again from its raw form.
    """

    def __init__(self, read: MailDigest, *, at: datetime) -> None:
        self._parts, self._at = read.mail.attachments, at
        self._kept: list[Kept] = []

    def kept(self) -> list[Kept]:
        for part in self._parts[len(self._kept) :]:
            file = store_file(content=part.content, name=part.filename, content_type=part.content_type, at=self._at)
            self._kept.append((file, part))
        return self._kept

    def forget(self) -> None:
        for file, _part in self._kept:
            file.content.delete(save=False)


@dataclass(frozen=True, slots=True)
class Incoming:
    """`by` acts for the mail; `at` is when it counts as received."""

    raw: RawMail
    read: MailDigest
    writer: Writer
    files: KeptFiles
    by: Viewer
    at: datetime
