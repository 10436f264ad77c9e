"""I10: cover follows presence. That absences and covers do not overlap is held by exclusion constraints."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant
from tickets.models import CoverSpan
from workload.domain.presence import State
from workload.models import PresenceWatermark
from workload.queries.presence import presence_of


def check() -> Iterator[Broken]:
    """As of the last telling: what has changed since is put right by the next one."""
    told = PresenceWatermark.objects.values_list("told_until", flat=True).first()
    if told is None:
        return
    spans = list(CoverSpan.objects.filter(ends_at__isnull=True, starts_at__lte=told).order_by("pk"))
    people = presence_of({each for span in spans for each in (span.covered_id, span.cover_id)}, told)
    for span in spans:
        if people[span.covered_id].is_here:
            yield Broken(f"cover {span.pk}", f"stands while employee {span.covered_id} is here")
        if people[span.cover_id].state is State.ABSENT:
            yield Broken(f"cover {span.pk}", f"is held by employee {span.cover_id}, who is absent")


COVERS = Invariant("I10", "Nobody is covered while they are here, and nobody covers while absent.", check)
