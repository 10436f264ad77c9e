"""Making and ending the secret address of one's shifts (L1)."""

import secrets
from datetime import datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.actions.tokens import digest_of
from support_desk.shared.viewer import Viewer
from workload.models import Employee, RosterFeed
from workload.queries.employees import employee_behind


@transaction.atomic
def make_feed(*, by: Viewer, at: datetime) -> tuple[RosterFeed, str]:
    """A new address and its secret (43 characters), which is not told again; the one before ends."""
    end_feed(by=by, at=at)
    secret = secrets.token_urlsafe(32)
    feed = RosterFeed.objects.create(employee=employee_behind(by), digest=digest_of(secret), created_at=at)
    audit.record(action="feed.make", target=feed, by=by, at=at, scope=f"rosterfeed:{feed.pk}")
    return feed, secret


@transaction.atomic
def end_feed(*, by: Viewer, at: datetime) -> None:
    """The address answers no more; a second time changes nothing."""
    person = employee_behind(by)
    Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    for feed in RosterFeed.objects.select_for_update().live().filter(employee=person):
        feed.revoked_at = at
        feed.save(update_fields=["revoked_at"])
        audit.record(action="feed.end", target=feed, by=by, at=at, scope=f"rosterfeed:{feed.pk}")
