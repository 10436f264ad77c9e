"""Fetching one mailbox by IMAP in a short step (T1).

Whatever stops a step, each letter ends up stored once: a letter counts as had only by a row that was committed with it,
and the same letter twice is refused by the database. Who else fetches at the same time does not matter.
"""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from tickets.actions.mail.fetch_account import account_of
from tickets.actions.mail.fetch_left import count_what_is_left
from tickets.actions.mail.fetch_letter import OpenMailbox, flag_stored, take_letter
from tickets.actions.mail.fetch_state import Run, adopt_numbering, begin_run, end_run, note_answered, note_failed
from tickets.actions.mail.fetch_uids import forget_gone, known_uids, move_on, note_held
from tickets.domain.mail.fetching import Failure
from tickets.imap.failures import ImapFailure
from tickets.imap.folder import Head
from tickets.imap.opening import opened
from tickets.models import FetchedUid

logger = logging.getLogger(__name__)
# After the first no further letter is begun; after the second the connection is cut.
BEGIN_SECONDS = 15.0
CUT_SECONDS = 25.0
# Asked about, and flagged after a crash, at once.
BATCH = 200
State = FetchedUid.State


@dataclass(slots=True)
class Fetched:
    """What a step did. `taken`: letters stored; `left`: still only on the server; `failure`: why it could not go on."""

    taken: int = 0
    left: int = 0
    failure: Failure | None = None

    @property
    def is_unfinished(self) -> bool:
        """Another step would bring more."""
        return self.failure is None and self.left > 0 and self.taken > 0


def fetch_mailbox(*, mailbox_id: int, at: datetime, seconds: float = BEGIN_SECONDS) -> Fetched | None:
    """One step at one mailbox; None when it is not fetched or somebody else is at it. What goes wrong is noted on its
    state and told, never raised: the next mailbox goes on."""
    run = begin_run(mailbox_id=mailbox_id, at=at)
    if run is None:
        return None
    fetched = Fetched()
    try:
        _fetch(run, fetched, ends=time.monotonic() + seconds)
    except ImapFailure as failure:
        _fail(run, fetched, failure)
    except Exception:
        logger.exception("fetching mailbox %s failed", mailbox_id)
        _fail(run, fetched, ImapFailure(Failure.OUR_FAULT))
    finally:
        end_run(run=run)
    return fetched


def _fail(run: Run, fetched: Fetched, failure: ImapFailure) -> None:
    logger.warning("mailbox %s cannot be fetched: %s", run.mailbox.pk, failure.code)
    fetched.failure = failure.code
    note_failed(run=run, failure=failure)


def _fetch(run: Run, fetched: Fetched, *, ends: float) -> None:
    with opened(account_of(run.mailbox), seconds=CUT_SECONDS) as folder:
        state = adopt_numbering(run=run, uid_validity=folder.uid_validity)
        if state is None:
            return
        box = OpenMailbox(run.mailbox, folder, state, run.at)
        listing = folder.uids(after=state.handled_through, since=run.mailbox.fetched_from)
        rows = {row.uid: row for row in known_uids(state)}
        for uids in _batches([uid for uid, row in rows.items() if row.state == State.STORED]):
            flag_stored(box, uids)
        for uids in _batches(_to_fetch(listing.uids, rows, at=run.at)):
            fetched.taken += _take(box, uids, rows, ends=ends)
        move_on(state, listing)
        fetched.left, oldest_at = count_what_is_left(box, listing.uids)
    note_answered(run=run, waiting=fetched.left, oldest_waiting_at=oldest_at)


def _to_fetch(listed: list[int], rows: dict[int, FetchedUid], *, at: datetime) -> list[int]:
    """New letters, then held ones whose time has come: one that keeps failing delays nobody."""
    new = [uid for uid in listed if uid not in rows]
    held = [row for row in rows.values() if row.state == State.HELD]
    return [*new, *(row.uid for row in held if row.next_try_at and row.next_try_at <= at)]


def _take(box: OpenMailbox, uids: list[int], rows: dict[int, FetchedUid], *, ends: float) -> int:
    """How many of the batch were stored before the time was over."""
    if time.monotonic() >= ends:
        return 0
    heads = box.folder.heads(uids)
    _sort_out_headless(box, [uid for uid in uids if uid not in heads])
    taken = 0
    for head in heads.values():
        if time.monotonic() >= ends:
            break
        taken += take_letter(box, head, attempts=rows[head.uid].attempts if head.uid in rows else 0)
    return taken


def _sort_out_headless(box: OpenMailbox, uids: list[int]) -> None:
    """A letter without a head was removed by somebody meanwhile, or the server fails at it: then it is held back."""
    present = box.folder.present(uids)
    forget_gone(box.state, [uid for uid in uids if uid not in present])
    for uid in sorted(present):
        note_held(box.state, Head(uid, 0, None), at=box.at)


def _batches(uids: list[int]) -> Iterator[list[int]]:
    for first in range(0, len(uids), BATCH):
        yield uids[first : first + BATCH]
