"""Telling people about a dispute: in their working hours, each once, and no longer when it is done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.urls import reverse

from disputes.models import Dispute
from support_desk.shared.models import User
from support_desk.shared.notices import Note, notify, withdraw_about
from workload.queries.presence import presence_of
from workload.queries.reaching import Recipient, recipients_of

INSTANT: Final = timedelta(microseconds=1)
TO_ANSWER: Final = ("dispute.opened", "dispute.remind", "dispute.term", "dispute.given_back")
TO_JUDGE: Final = ("dispute.judge", "dispute.judge_late", "dispute.late", "dispute.nobody")


@dataclass(frozen=True, slots=True)
class Telling:
    """One person and one kind. `again` tells the same kind apart when it may come a second time."""

    kind: str
    dispute: Dispute
    employee_id: int
    again: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def send(tellings: Iterable[Telling], *, at: datetime) -> int:
    """A notice for each, from when on the person works; how many are new. At most six statements."""
    tellings = list(tellings)
    people = recipients_of(presence_of({one.employee_id for one in tellings}, at), at=at)
    return notify([_note(one, people[one.employee_id]) for one in tellings if one.employee_id in people], at=at)


def no_longer(kinds: Collection[str], disputes: Collection[Dispute], employee_ids: Iterable[int | None]) -> None:
    """These people are not asked for it any more. One statement."""
    users = User.objects.filter(employee__in=[one for one in employee_ids if one is not None])
    withdraw_about(kinds, users=users, dispute=[dispute.pk for dispute in disputes])


def last_day(until: datetime | None, timezone: str) -> date | None:
    """The last day of a term that ends at `until`, there."""
    return (until - INSTANT).astimezone(ZoneInfo(timezone)).date() if until else None


def address_of(dispute: Dispute) -> str:
    """The page of the dispute."""
    return reverse("dispute", args=[dispute.pk])


def _note(telling: Telling, recipient: Recipient) -> Note:
    dispute = telling.dispute
    facts = {
        "dispute": dispute.pk,
        "title": dispute.title,
        "initiator": dispute.initiator.name,
        "respondent": dispute.respondent.name,
        "arbiter": dispute.arbiter.name if dispute.arbiter else "",
        "last_day": last_day(dispute.respond_by, dispute.timezone),
    }
    key = ":".join(filter(None, (telling.kind, str(dispute.pk), telling.again)))
    return Note(
        user_id=recipient.user_id,
        kind=telling.kind,
        key=key,
        facts=facts | telling.facts,
        url=address_of(dispute),
        deliver_at=recipient.works_from,
    )
