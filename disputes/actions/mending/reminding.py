"""Reminding of revisions: on the day before, and every week once the day is over (D6)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from disputes.domain.mending import telling
from disputes.models import RevisionRequest
from disputes.notifications.revisions import due_note
from support_desk.shared.notices import notify


@transaction.atomic
def remind_of_revisions(*, at: datetime) -> int:
    """Whoever has to mend a rule, each time once, by the day where the rule holds. One statement and the notices."""
    soon = (at + timedelta(days=2)).date()
    rows = RevisionRequest.objects.worded().open().filter(due_on__lte=soon)
    due = rows.select_related("regulation__department", "owner").order_by(F("due_on"), "id")
    notes = []
    for revision in due:
        said = telling(revision.due_on, revision.regulation.today(at))
        if said is not None:
            notes.append(due_note(revision, said, at=at))
    return notify(notes, at=at)
