"""Telling who answers for a project that its month's hours run out, or stay unspent (C2)."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from support_desk.shared.notices import Note, notify
from tickets.notifications.hours import SPARE
from tickets.queries.hour_hints import Hint, hints_at


@transaction.atomic
def tell_hours(*, at: datetime) -> int:
    """One notice a month, contract and kind of hint, however often it is looked at; how many are new."""
    return notify([note_of(hint, at=at) for hint in hints_at(at)], at=at)


def note_of(hint: Hint, *, at: datetime) -> Note:
    """The notice leads to the hours; the hint to propose something leads to the letter that does so."""
    project = hint.contract.project
    address = reverse("client-hours", args=[project.client_id])
    if hint.kind == SPARE:
        address = f"{reverse('ticket-new')}?{urlencode({'project': project.pk, 'propose': 1})}"
    return Note(
        user_id=hint.user_id,
        kind=hint.kind,
        key=hint.key,
        facts={
            "project": project.name,
            "client": project.client.name,
            "contract": hint.contract.number,
            "percent": hint.balance.percent,
            "used": hint.balance.used,
            "available": hint.balance.available,
        },
        url=address,
        deliver_at=at,
        department_id=project.department_id,
    )
