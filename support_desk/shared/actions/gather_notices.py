"""One mail for everything that is due to one person: the first item takes the others in before it is sent.

What a mail says is fixed here, so that one sent again after a crash is the same mail to its receiver.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from support_desk.shared.models import Notice, OutboxItem
from support_desk.shared.notices import MAIL_KIND
from support_desk.shared.outbox import NotNeeded

TOGETHER = "notices"
State = OutboxItem.State


@transaction.atomic
def gather_notices(*, item: OutboxItem, at: datetime) -> list[int]:
    """The notices that leave with the leased `item`, of all that are due to its person at `at` and not read meanwhile.

    NotNeeded when another worker took this item in, or when nothing is left to be told. Rows are locked by id.
    """
    if TOGETHER in item.payload:
        return list(item.payload[TOGETHER])
    due = [each for each in _due(item, at) if TOGETHER not in each.payload]
    if not any(each.pk == item.pk and each.lease == item.lease for each in due):
        raise NotNeeded
    covered = [each.pk for each in due if each.pk != item.pk]
    OutboxItem.objects.filter(pk__in=covered).update(state=State.COVERED, lease=None, leased_until=None)
    told = Notice.objects.unread().filter(pk__in=[each.payload["notice"] for each in due])
    item.payload[TOGETHER] = list(told.order_by("deliver_at", "id").values_list("pk", flat=True))
    item.save(update_fields=["payload"])
    return list(item.payload[TOGETHER])


def _due(item: OutboxItem, at: datetime) -> list[OutboxItem]:
    """The person's items that wait or are being sent, this one among them; the key says whose they are."""
    theirs = OutboxItem.objects.filter(kind=MAIL_KIND, key__startswith=f"notice:{item.payload['user']}:")
    ready = Q(state__in=[State.PENDING, State.LEASED]) & (Q(available_at__lte=at) | Q(pk=item.pk))
    return list(theirs.filter(ready).select_for_update().order_by("id"))
