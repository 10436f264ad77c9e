"""Fetching by IMAP: what can go wrong with a mailbox, and when it is asked again (T1). No clock, no sockets."""

from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_PAUSE = timedelta(minutes=15)
LONGEST_PAUSE_OF_A_LETTER = timedelta(hours=1)
# Jobs start every minute, a little early or late: without this a mailbox polled each minute would miss every other one.
SLACK = timedelta(seconds=15)
# So long a mailbox may be silent beyond its own pace before somebody is called.
PATIENCE = timedelta(minutes=5)
# A letter that failed so often is kept by its beginning and looked at by a person.
MOST_ATTEMPTS = 3


class Failure(StrEnum):
    """Why a mailbox could not be read; stable, pages and commands have the sentences."""

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    BAD_CERTIFICATE = "bad_certificate"
    NOT_ENCRYPTED = "not_encrypted"
    NOT_IMAP = "not_imap"
    LOGIN_REFUSED = "login_refused"
    PASSWORD_SEALED = "password_sealed"
    NO_FOLDER = "no_folder"
    BROKE_OFF = "broke_off"
    OUR_FAULT = "our_fault"


def next_poll(*, tried_at: datetime | None, poll_minutes: int, failures: int) -> datetime | None:
    """When a mailbox is asked next; None: at once. After a failure by another pace than its own: 1, 2, 4 … minutes, at
    most 15, so that a server that is back is read soon and one that refuses us is not hammered."""
    if tried_at is None:
        return None
    pause = timedelta(minutes=poll_minutes)
    if failures:
        pause = min(timedelta(minutes=2 ** min(failures - 1, 10)), LONGEST_PAUSE)
    return tried_at + pause - SLACK


def next_try(*, at: datetime, attempts: int) -> datetime:
    """When a letter that failed `attempts` times is tried again: after 1, 2, 4 … minutes, at most an hour."""
    return at + min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE_OF_A_LETTER) - SLACK


def handled_through(known: int, listed: list[int], through: int, handled: set[int]) -> int:
    """The highest UID up to which nothing is left to do.

    `known` was it before; `listed` are the UIDs above it, up to `through`, that the server has, ascending; `handled`
    those of them that are stored and flagged, or held back by name. It never passes one that is neither.
    """
    for uid in listed:
        if uid not in handled:
            return known
        known = uid
    return through
