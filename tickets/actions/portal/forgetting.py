"""Links into the portal that let nobody in any more are forgotten after a month."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tickets.models import PortalLink

# So long whoever finds an old letter is told why its link does not work, and can have a new one sent.
KEPT = timedelta(days=30)
CHUNK = 1_000
# What is left after a long standstill comes with the next run.
MOST = 100_000


def forget_links(*, at: datetime, limit: int = MOST) -> int:
    """Deletes what was used or ran out more than thirty days before `at`; how many. Any number may run at once: each
    takes what no other has taken, a thousand at a time."""
    forgotten = 0
    while forgotten < limit:
        size = min(CHUNK, limit - forgotten)
        count = _forget_some(at=at, limit=size)
        forgotten += count
        if count < size:
            break
    return forgotten


@transaction.atomic
def _forget_some(*, at: datetime, limit: int) -> int:
    over = PortalLink.objects.filter(Q(used_at__lte=at - KEPT) | Q(expires_at__lte=at - KEPT))
    some = over.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True)[:limit]
    return PortalLink.objects.filter(pk__in=list(some)).delete()[0]
