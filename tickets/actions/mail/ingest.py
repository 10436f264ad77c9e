"""The way of one mail: stored → read in the child → placed or quarantined, exactly once (T1)."""

import atexit
import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tickets.actions.mail.incoming import KeptFiles
from tickets.actions.mail.place import place_mail
from tickets.actions.mail.store import store_raw
from tickets.domain.mail.digest import MailDigest
from tickets.domain.mail.limits import MailRefused
from tickets.mail_child.parser import MailParser
from tickets.models import Mailbox, Message, RawMail

logger = logging.getLogger(__name__)
OLD_ENOUGH = timedelta(minutes=1)
MOST_ATTEMPTS = 5
KEEPS_FAILING = "keeps_failing"
# A retry is one step of a job, which must end well before the broker gives it to another worker.
LONGEST_RUN = 20.0
FIRST_MAIL_EVER = datetime(1971, 1, 1, tzinfo=UTC)
State = RawMail.State


@dataclass(frozen=True, slots=True)
class Ingested:
    """What `ingest_mail` prints: created, threaded, duplicate, lead or quarantined; ticket number, message."""

    outcome: str
    ticket: int | None = None
    message: int | None = None


@cache
def parser() -> MailParser:
    """This process's reader; its child starts at the first mail and ends with us."""
    reader = MailParser(max_raw_bytes=settings.MAIL_MAX_BYTES)
    atexit.register(reader.close)
    return reader


def ingest(*, content: bytes, mailbox: Mailbox, at: datetime, source: str, is_archive: bool = False) -> Ingested:
    """Stores and places one raw mail; DatabaseError when it could not even be stored. Once it is stored nothing raises:
    a mail that could not be placed is told as quarantined and tried again by the job `retry_stored_mail`."""
    raw, is_new = store_raw(content=content, mailbox=mailbox, at=at, source=source, is_archive=is_archive)
    if not is_new and raw.state != State.STORED:
        return replace(told(raw), outcome="duplicate")
    return place_stored(raw=raw, content=content) or Ingested("quarantined")


def place_stored(*, raw: RawMail, content: bytes | None = None) -> Ingested | None:
    """Places a stored mail, or notes that it failed and returns None; never raises."""
    try:
        return ingest_stored(raw=raw, content=content)
    except Exception:
        logger.exception("mail %s is stored, but could not be placed yet", raw.pk)
    try:
        note_failure(raw=raw)
    except DatabaseError:
        logger.exception("the failure of mail %s could not be noted", raw.pk)
    return None


def ingest_stored(*, raw: RawMail, content: bytes | None = None) -> Ingested:
    """Reads and places a stored mail; a duplicate when somebody else has just done so."""
    if content is None:
        content = bytes(RawMail.objects.values_list("content", flat=True).get(pk=raw.pk))
    try:
        read: MailDigest | MailRefused = parser().parse(content)
    except MailRefused as refusal:
        read = refusal
    return _settle(raw, read)


@transaction.atomic
def _settle(raw: RawMail, read: MailDigest | MailRefused) -> Ingested:
    """The stored mail is safe already, so this commit need not wait for the disk: what a power cut takes away is a
    stored mail that was not placed, and is placed again. Letters it caused leave after a commit that does wait."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit TO off")
    state = RawMail.objects.select_for_update().values_list("state", flat=True).get(pk=raw.pk)
    if state != State.STORED:
        raw.refresh_from_db(fields=["state", "outcome"])
        return replace(told(raw), outcome="duplicate")
    if isinstance(read, MailRefused):
        return quarantine(raw, reason=str(read.reason_code), detail=read.sentence)
    message = _placed(raw, read)
    raw.state, raw.outcome = State.ACCEPTED, _outcome(message)
    raw.save(update_fields=["state", "outcome"])
    return Ingested(raw.outcome, message.ticket.number, message.pk)


def _placed(raw: RawMail, read: MailDigest) -> Message:
    at = received_at(raw, read)
    files = KeptFiles(read, at=at)
    try:
        return place_mail(raw=raw, read=read, files=files, at=at)
    except BaseException:
        files.forget()
        raise


def received_at(raw: RawMail, read: MailDigest) -> datetime:
    """When the mail counts as received: a live one when it reached us, one from an archive when it was sent."""
    sent_at = read.mail.sent_at
    is_told = raw.is_archive and sent_at is not None and FIRST_MAIL_EVER < sent_at < raw.received_at
    return sent_at if is_told and sent_at else raw.received_at


def quarantine(raw: RawMail, *, reason: str, detail: str) -> Ingested:
    """Sets a locked mail aside with its reason, raw bytes intact."""
    raw.state, raw.outcome, raw.reason, raw.detail = State.QUARANTINED, "quarantined", reason, detail
    raw.save(update_fields=["state", "outcome", "reason", "detail"])
    return Ingested("quarantined")


@transaction.atomic
def note_failure(*, raw: RawMail) -> None:
    """Counts a failed attempt of our own; after five the operator looks."""
    current = RawMail.objects.defer("content").select_for_update().get(pk=raw.pk)
    if current.state != State.STORED:
        return
    current.attempts += 1
    current.save(update_fields=["attempts"])
    if current.attempts >= MOST_ATTEMPTS:
        quarantine(current, reason=KEEPS_FAILING, detail="Placing the mail failed five times; see the log.")


def retry_stored_mail(*, at: datetime, limit: int = 500, seconds: float = LONGEST_RUN) -> int:
    """Places mails that were stored but not placed, after a crash or a failure, oldest first; returns how many were.

    After `seconds` no further one is begun."""
    left = RawMail.objects.defer("content").filter(state=State.STORED, received_at__lte=at - OLD_ENOUGH)
    ends = time.monotonic() + seconds
    placed = 0
    for raw in left.order_by("received_at", "id")[:limit]:
        if time.monotonic() >= ends:
            break
        placed += place_stored(raw=raw) is not None
    return placed


def told(raw: RawMail) -> Ingested:
    """What came of a mail that was placed before."""
    message = Message.objects.filter(raw_mail=raw).select_related("ticket").first()
    if message is None:
        return Ingested(raw.outcome or "quarantined")
    return Ingested(raw.outcome, message.ticket.number, message.pk)


def _outcome(message: Message) -> str:
    if message.ticket.message_count > 1:
        return "threaded"
    return "lead" if message.ticket.is_lead else "created"
