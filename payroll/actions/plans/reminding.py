"""Reminding of plans that are still unread (M4): found by a job, each thing said once."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from disputes.domain.reading import latest_reminder
from payroll.notifications.plans import reminder
from payroll.queries.plans.readers import plan_readers
from support_desk.shared.notices import Note, notify


@transaction.atomic
def remind_of_plans(*, at: datetime) -> int:
    """Each person of the plans that pay them and that they have not read, on the days of a rule that is unread (D2).
    Four statements and the notices; how many are new."""
    return notify(list(_notes(at)), at=at)


def _notes(at: datetime) -> Iterator[Note]:
    for reader in plan_readers(at):
        day = latest_reminder((unread for _version, unread in reader.unread), reader.today)
        if day is not None:
            plans = {version.plan_id: version.plan.name for version, _unread in reader.unread}
            yield reminder(reader.user_id, list(plans.items()), day, reader.zone, at=at)
