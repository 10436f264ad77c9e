"""Opening and closing spans of cover, set-wise; one writer at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import connection
from django.db.models import Q

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


def is_as_wanted(span: CoverSpan, wanted: Wanted | None) -> bool:
    return wanted is not None and wanted == Wanted(span.covered_id, span.cover_id, span.level)


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
    """They begin now, or where an earlier span of the same ends when a clock was set back. Two statements."""
    if not wanted:
        return
    ends = _later_ends([key for key, _wanted in wanted], at)
    CoverSpan.objects.bulk_create(
        [
            CoverSpan(
                **{f"{kind}_id": pk},
                covered_id=each.covered_id,
                cover_id=each.cover_id,
                level=each.level,
                starts_at=ends.get((kind, pk), at),
            )
            for (kind, pk), each in sorted(wanted, key=lambda pair: pair[0])
        ],
        batch_size=BATCH,
    )


def _later_ends(keys: Iterable[Key], at: datetime) -> dict[Key, datetime]:
    ids: dict[str, list[int]] = {"project": [], "ticket": []}
    for kind, pk in keys:
        ids[kind].append(pk)
    of_these = Q(project__in=ids["project"]) | Q(ticket__in=ids["ticket"])
    later = CoverSpan.objects.filter(of_these, ends_at__gt=at).order_by("ends_at")
    return {key_of(span): span.ends_at for span in later if span.ends_at is not None}
