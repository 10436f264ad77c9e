"""The way of one mail: stored → read in the child → placed or quarantined, exactly once (T1)."""

import atexit
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import transaction

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
    """Stores and places one raw mail. Once it is stored nothing raises: what goes wrong later is tried again by the
    job `retry_stored_mail`."""
    raw, is_new = store_raw(content=content, mailbox=mailbox, at=at, source=source, is_archive=is_archive)
    if not is_new and raw.state != State.STORED:
        return _as_duplicate(raw)
    try:
        return ingest_stored(raw=raw, at=at)
    except Exception:
        logger.exception("mail %s is stored, but could not be placed yet", raw.pk)
        return Ingested("quarantined" if note_failure(raw=raw) else "created")


def ingest_stored(*, raw: RawMail, at: datetime) -> Ingested:
    """Reads and places a stored mail; when somebody else has done so, tells what came of it."""
    content = bytes(RawMail.objects.values_list("content", flat=True).get(pk=raw.pk))
    try:
        read: MailDigest | MailRefused = parser().parse(content)
    except MailRefused as refusal:
        read = refusal
    return _settle(raw, read, at=at)


@transaction.atomic
def _settle(raw: RawMail, read: MailDigest | MailRefused, *, at: datetime) -> Ingested:
    locked = RawMail.objects.defer("content").select_for_update(of=("self",)).select_related("mailbox__department")
    current = locked.get(pk=raw.pk)
    if current.state != State.STORED:
        return told(current)
    if isinstance(read, MailRefused):
        return quarantine(current, reason=str(read.reason_code), detail=read.sentence)
    message = place_mail(raw=current, read=read, at=received_at(current, read, at=at))
    current.state, current.outcome = State.ACCEPTED, _outcome(message)
    current.save(update_fields=["state", "outcome"])
    return Ingested(current.outcome, message.ticket.number, message.pk)


def received_at(raw: RawMail, read: MailDigest, *, at: datetime) -> datetime:
    """When the mail counts as received: a live one when it reached us, one from an archive when it was sent."""
    sent_at = read.mail.sent_at
    return sent_at if raw.is_archive and sent_at and sent_at < at else raw.received_at


def quarantine(raw: RawMail, *, reason: str, detail: str) -> Ingested:
    """Sets a locked mail aside with its reason, raw bytes intact."""
    raw.state, raw.outcome, raw.reason, raw.detail = State.QUARANTINED, "quarantined", reason, detail
    raw.save(update_fields=["state", "outcome", "reason", "detail"])
    return Ingested("quarantined")


@transaction.atomic
def note_failure(*, raw: RawMail) -> bool:
    """Counts a failed attempt of our own; after five the operator looks. True once it is in quarantine."""
    current = RawMail.objects.defer("content").select_for_update().get(pk=raw.pk)
    if current.state != State.STORED:
        return current.state == State.QUARANTINED
    current.attempts += 1
    current.save(update_fields=["attempts"])
    if current.attempts >= MOST_ATTEMPTS:
        quarantine(current, reason=KEEPS_FAILING, detail="Placing the mail failed five times; see the log.")
        return True
    return False


def retry_stored_mail(*, at: datetime, limit: int = 50) -> int:
    """Places mails that were stored but not placed, after a crash or a failure; returns how many were."""
    left = RawMail.objects.defer("content").filter(state=State.STORED, received_at__lte=at - OLD_ENOUGH)
    placed = 0
    for raw in left.order_by("received_at", "id")[:limit]:
        try:
            ingest_stored(raw=raw, at=at)
            placed += 1
        except Exception:
            logger.exception("mail %s could not be placed", raw.pk)
            note_failure(raw=raw)
    return placed


def told(raw: RawMail) -> Ingested:
    """What came of a mail that was placed before."""
    message = Message.objects.filter(raw_mail=raw).select_related("ticket").first()
    if message is None:
        return Ingested(raw.outcome or "quarantined")
    return Ingested(raw.outcome, message.ticket.number, message.pk)


def _as_duplicate(raw: RawMail) -> Ingested:
    first = told(raw)
    return Ingested("duplicate", first.ticket, first.message)


def _outcome(message: Message) -> str:
    if message.ticket.message_count > 1:
        return "threaded"
    return "lead" if message.ticket.is_lead else "created"
