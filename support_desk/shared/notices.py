"""Telling people: apps say how a kind of notice reads, actions tell in their own transaction, the relay mails.

A notice is one row a recipient. Grouping is the caller's: ten tickets for one person are one `Note` whose facts hold
the count and the first of them.
"""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from support_desk.shared.models import Notice, User

logger = logging.getLogger(__name__)
MAIL_KIND = "mail.notice"

# Sorted, so that two who tell the same people at once wait for each other and never for a ring.
INSERT = """
WITH told AS (
  SELECT * FROM jsonb_to_recordset(%(notes)s::jsonb) AS note(
    user_id bigint, kind text, key text, facts jsonb, url text, department_id bigint,
    deliver_at timestamptz, is_urgent boolean)
), new AS (
  INSERT INTO shared_notice (user_id, kind, key, facts, url, department_id, created_at, deliver_at, is_urgent)
  SELECT told.user_id, kind, key, facts, url, department_id, %(at)s, deliver_at, is_urgent
  FROM told JOIN shared_user account ON account.id = told.user_id AND account.is_active
  ORDER BY told.user_id, key
  ON CONFLICT (user_id, key) DO NOTHING
  RETURNING id, user_id, key, deliver_at
), mailed AS (
  INSERT INTO shared_outboxitem (kind, key, payload, state, attempts, available_at, last_error, created_at)
  SELECT %(kind)s, format('notice:%%s:%%s', user_id, key), jsonb_build_object('user', user_id, 'notice', id),
         'pending', 0, deliver_at, '', %(at)s
  FROM new
  ON CONFLICT (key) DO NOTHING
)
SELECT count(*), coalesce(bool_or(deliver_at <= %(at)s), false) FROM new
"""


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A notice in the active language; both are plain text, `title` one line."""

    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """What one person is to be told once under `key` (at most 90 characters), from `deliver_at` on.

    `facts`: plain data that JSON can carry, never sentences. `url`: a path of this desk.
    """

    user_id: int
    kind: str
    key: str
    facts: Mapping[str, Any]
    url: str
    deliver_at: datetime
    is_urgent: bool = False
    department_id: int | None = None


Words = Callable[[Mapping[str, Any]], NoticeWords]
WORDS: dict[str, Words] = {}


def register(kind: str, words: Words) -> None:
    """Names the function that puts the facts of `kind` into words; called from an app's `ready()`."""
    WORDS[kind] = words


def words_of(notice: Notice) -> NoticeWords:
    """In the active language. Facts that a former version wrote and this one cannot read still lead to their page."""
    try:
        return WORDS[notice.kind](notice.facts)
    except (LookupError, TypeError, ValueError, AttributeError) as fault:
        logger.warning("notice %s of kind %s cannot be put into words: %r", notice.pk, notice.kind, fault)
        return NoticeWords(_("Something changed that concerns you"))


def notify(notes: Sequence[Note], *, at: datetime) -> int:
    """Tells in the caller's transaction, in one statement with the mails; returns how many were new.

    A key is told once a person, however often and by however many at once; whoever left is told nothing.
    """
    if not notes:
        return 0
    rows = DjangoJSONEncoder().encode([_row(note) for note in notes])
    with connection.cursor() as cursor:
        cursor.execute(INSERT, {"notes": rows, "at": at, "kind": MAIL_KIND})
        new, is_due = cursor.fetchone()
    if is_due:
        from support_desk.shared.tasks import relay_outbox

        relay_outbox.delay_on_commit()
    return int(new)


def withdraw(key: str, *, users: QuerySet[User]) -> None:
    """Takes back what those users were told under `key`. One statement; a mail that has not left leaves it out."""
    Notice.objects.filter(user__in=users, key=key).delete()


def withdraw_about(kinds: Collection[str], *, users: QuerySet[User], **facts: Collection[Any]) -> None:
    """Takes back what those users were told of these kinds, where each named fact is one of its values. One statement;
    mails as with `withdraw`."""
    wanted = {f"facts__{name}__in": list(values) for name, values in facts.items()}
    Notice.objects.filter(user__in=users, kind__in=kinds, **wanted).delete()


def _row(note: Note) -> dict[str, Any]:
    return {name: getattr(note, name) for name in Note.__slots__} | {"facts": dict(note.facts)}
