"""Opening and closing spans of cover, set-wise; one writer at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection
from django.db.models import Q, QuerySet

from tickets.models import CoverSpan

COVER_LOCK = 4_117_302  # any number that no other advisory lock of the desk has
BATCH = 2_000

type Key = tuple[Literal["project", "ticket"], int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who should answer for whom, and by which level of the rule."""

    covered_id: int
    cover_id: int
    level: str


def lock_covers() -> None:
    """Until the end of the transaction nobody else routes. Taken before the lock of any ticket or project: a span
    that is written waits for them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COVER_LOCK])


def key_of(span: CoverSpan) -> Key:
    return ("project", span.project_id) if span.project_id is not None else ("ticket", span.ticket_id or 0)


def is_as_wanted(span: CoverSpan, wanted: Wanted | None, at: datetime) -> bool:
    """One that is yet to begin, by a clock that was ahead, covers nobody now."""
    return span.starts_at <= at and wanted == Wanted(span.covered_id, span.cover_id, span.level)


def close_spans(spans: Iterable[CoverSpan], *, at: datetime) -> None:
    """They end now; one that began this moment (or later, by a clock that was set back) has never been. At most two
    statements."""
    ended: list[int] = []
    undone: list[int] = []
    for span in spans:
        (ended if span.starts_at < at else undone).append(span.pk)
    if ended:
        CoverSpan.objects.filter(pk__in=ended).update(ends_at=at)
    if undone:
        CoverSpan.objects.filter(pk__in=undone).delete()


def open_spans(wanted: Sequence[tuple[Key, Wanted]], *, at: datetime) -> None:
    """They begin now; an earlier span of the same that would end later, by a clock that was set back, makes room. Two
    statements, four after such a clock."""
    if not wanted:
        return
    end_what_ends_later(_spans_of(key for key, _wanted in wanted), at=at)
    CoverSpan.objects.bulk_create(
        [
            CoverSpan(
                **{f"{kind}_id": pk},
                covered_id=each.covered_id,
                cover_id=each.cover_id,
                level=each.level,
                starts_at=at,
            )
            for (kind, pk), each in sorted(wanted, key=lambda pair: pair[0])
        ],
        batch_size=BATCH,
    )


def end_what_ends_later(spans: QuerySet[CoverSpan], *, at: datetime) -> None:
    """Of these, an end that lies ahead was written by a clock that was ahead. One statement when there is none."""
    close_spans(spans.filter(ends_at__gt=at), at=at)


def _spans_of(keys: Iterable[Key]) -> QuerySet[CoverSpan]:
    ids: dict[str, list[int]] = {"project": [], "ticket": []}
    for kind, pk in keys:
        ids[kind].append(pk)
    return CoverSpan.objects.filter(Q(project__in=ids["project"]) | Q(ticket__in=ids["ticket"]))
