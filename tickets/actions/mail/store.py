"""Keeping the raw mail before anybody looks into it (T1, I2)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tickets.domain.mail.identity import MailIdentity, identify
from tickets.models import Mailbox, RawMail

LARGE = 1024 * 1024


def store_raw(
    *, content: bytes, mailbox: Mailbox, at: datetime, source: str, is_archive: bool = False
) -> tuple[RawMail, bool]:
    """(the stored mail, whether it is new). Called outside of transactions it is committed when this returns, so that
    the sender's server may forget its copy.

    The same mail again, by another route or at the same moment, finds the first one: the database holds them apart. A
    large one is looked for beforehand, because sending it there takes long.
    """
    known = identify(content)
    if len(content) > LARGE and (first := _first(mailbox, known)):
        return first, False
    try:
        with transaction.atomic():
            raw = RawMail.objects.create(
                mailbox=mailbox,
                content=content,
                size=len(content),
                sha256=known.sha256,
                mail_id=known.mail_id,
                content_hash=known.content_hash,
                source=source.replace("\x00", "")[:200],
                is_archive=is_archive,
                received_at=at,
            )
    except IntegrityError:
        first = _first(mailbox, known)
        if first is None:
            raise
        return first, False
    return raw, True


def _first(mailbox: Mailbox, known: MailIdentity) -> RawMail | None:
    same = RawMail.objects.filter(mailbox=mailbox, mail_id=known.mail_id, content_hash=known.content_hash)
    return same.defer("content").first()
