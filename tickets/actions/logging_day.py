"""Logging several pieces of work at once, and taking a reversal back (W5, W7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.logging_time import LoggedWork, log_time
from tickets.actions.once import once
from tickets.models import Ticket, TimeEntry


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line of a day: on what, and what was done."""

    ticket: Ticket
    work: LoggedWork


class LineRefused(Refused):
    """A line that could not be logged, and with it none of them. `index` counts from 0."""

    def __init__(self, index: int, refusal: Refused) -> None:
        super().__init__(refusal.message, field=refusal.field, code=refusal.code)
        self.index = index


@transaction.atomic
def log_day(*, lines: Sequence[DayLine], by: Viewer, at: datetime) -> list[TimeEntry]:
    """Writes all lines or none. LineRefused names the first that cannot be, with its field."""
    entries = []
    for index, line in enumerate(lines):
        try:
            entries.append(log_time(ticket=line.ticket, work=line.work, by=by, at=at))
        except Refused as refusal:
            raise LineRefused(index, refusal) from refusal
    return entries


def log_again(*, entry: TimeEntry, by: Viewer, at: datetime) -> TimeEntry | None:
    """Undoes the reversal of one's own entry: the same work is logged anew, once. None when it has been already."""
    if entry.employee_id != by.employee_id:
        raise NotAllowed(_("Only whose entry it was logs it again."))
    reversal = TimeEntry.objects.filter(reverses=entry).first()
    if reversal is None:
        raise Refused(_("This entry stands as it was logged."))
    work = LoggedWork(
        operation=entry.operation,
        actual_minutes=entry.actual_minutes,
        quantity=entry.quantity,
        worked_on=entry.worked_on,
        client_text=entry.client_text,
        task=entry.task,
        again=entry,
    )
    key = f"again:{reversal.pk}"
    return once(key=key, by=by, at=at, deed=lambda: log_time(ticket=entry.ticket, work=work, by=by, at=at))
