"""Make-up hours: time outside one's working time that is worked for personal hours of the same month (L2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from workload.domain.planned import Work, minutes_between
from workload.domain.refusals import BadInput, gettext_noop

FIELD = "make_ups"
MOST_MAKE_UPS = 10


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `starts_at` until `ends_at`."""

    starts_at: datetime
    ends_at: datetime

    @property
    def minutes(self) -> int:
        return minutes_between(self.starts_at, self.ends_at)

    def overlaps(self, other: "Span | Work") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def check_make_ups(spans: Sequence[Span], *, away: Span, zone: ZoneInfo, taken: Sequence[Span | Work]) -> None:
    """BadInput where the hours are not of the month of the absence, overlap each other, the absence or what is
    `taken` (working time, other absences), or come to more than the hours away."""
    if len(spans) > MOST_MAKE_UPS:
        raise BadInput(FIELD, gettext_noop("Make-up hours are at most %(most)d spans."), most=MOST_MAKE_UPS)
    for number, span in enumerate(spans):
        _check_one(span, away=away, zone=zone, taken=[*taken, *spans[:number]])
    if sum(span.minutes for span in spans) > away.minutes:
        raise BadInput(FIELD, gettext_noop("Make-up hours are at most as long as the hours away."))


def _check_one(span: Span, *, away: Span, zone: ZoneInfo, taken: Sequence[Span | Work]) -> None:
    if span.ends_at <= span.starts_at:
        raise BadInput(FIELD, gettext_noop("Make-up hours end after they start."))
    month = _month(away.starts_at, zone)
    if {_month(span.starts_at, zone), _month(span.ends_at, zone)} != {month}:
        raise BadInput(FIELD, gettext_noop("Make-up hours are of the same month as the hours away."))
    if span.overlaps(away) or any(span.overlaps(other) for other in taken):
        raise BadInput(FIELD, gettext_noop("Make-up hours lie outside working time, absences and each other."))


def _month(instant: datetime, zone: ZoneInfo) -> tuple[int, int]:
    local = instant.astimezone(zone)
    return local.year, local.month
