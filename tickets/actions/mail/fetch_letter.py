"""One letter from the server: fetched → stored and committed → placed → flagged. A crash after any step leaves it where
the next fetcher, or the job that places stored mail, goes on (T1)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import Error, transaction

from tickets.actions.mail.fetch_uids import note_flagged, note_held, note_stored
from tickets.actions.mail.ingest import place_stored, quarantine
from tickets.actions.mail.store import store_raw
from tickets.domain.mail.fetching import MOST_ATTEMPTS
from tickets.imap.failures import ImapFailure, LetterFailure
from tickets.imap.folder import Folder, Head
from tickets.models import FetchState, Mailbox, RawMail

logger = logging.getLogger(__name__)
LEFT_ON_SERVER = "left_on_server"


@dataclass(frozen=True, slots=True)
class OpenMailbox:
    """A mailbox whose folder is open, how far it was at that moment, and the moment."""

    mailbox: Mailbox
    folder: Folder
    state: FetchState
    at: datetime


def take_letter(box: OpenMailbox, head: Head, *, attempts: int) -> bool:
    """Whether the letter is stored now. One that fails is held back by name for a later step and stops no other;
    ImapFailure when the whole connection is at an end."""
    try:
        raw, content = _stored(box, head, is_cut=_is_too_much(head, attempts))
    except (LetterFailure, Error) as failure:
        logger.warning("letter %s of mailbox %s is held back: %s", head.uid, box.mailbox.pk, failure)
        note_held(box.state, head, at=box.at)
        return False
    except ImapFailure:
        # Perhaps this very letter made the server hang up: counted as well, so that it cannot do so for ever.
        note_held(box.state, head, at=box.at)
        raise
    if raw.state == RawMail.State.STORED:
        place_stored(raw=raw, content=content)
    flag_stored(box, [head.uid])
    return True


def flag_stored(box: OpenMailbox, uids: Sequence[int]) -> None:
    """The last step, and all that is left of it after a crash: what is stored is not fetched again."""
    box.folder.flag(uids)
    note_flagged(box.state, uids)


def _is_too_much(head: Head, attempts: int) -> bool:
    return head.size > settings.MAIL_FETCH_MAX_BYTES or attempts >= MOST_ATTEMPTS


def _stored(box: OpenMailbox, head: Head, *, is_cut: bool) -> tuple[RawMail, bytes]:
    content = box.folder.beginning(head.uid) if is_cut else box.folder.letter(head.uid)
    with transaction.atomic():
        raw, is_new = store_raw(content=content, mailbox=box.mailbox, at=box.at, source=f"imap {head.uid}")
        if is_cut and is_new:
            _set_aside(raw, head)
        note_stored(box.state, head.uid)
    return raw, content


def _set_aside(raw: RawMail, head: Head) -> None:
    """In quarantine from its first moment, so that nobody takes the beginning for the whole letter."""
    arrived = head.arrived_at or raw.received_at
    told = f"Of {head.size} bytes only the beginning; the letter of {arrived:%Y-%m-%d %H:%M %Z} is in the mailbox."
    quarantine(raw, reason=LEFT_ON_SERVER, detail=told)
