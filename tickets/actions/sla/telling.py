"""The notices of a chunk of steps: one a person and kind, whatever the number of tickets (S3)."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse

from support_desk.shared.notices import Note
from tickets.domain.clock_plans import WARN
from tickets.domain.escalation import MANAGER, Ladder, Told, told_now
from tickets.queries.escalation import RoleHolders, role_holders
from tickets.queries.sla_policies import policy_of
from workload.queries.reaching import Recipient, recipients_of

WARNED, BROKEN, ESCALATED = "clock.warn", "clock.breach", "clock.escalate"
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Clocks that tell the same people the same: a row of `sweep.sql`. `sample`: the first twenty tickets.

    `answered_then`: who was told as the manager when they broke, None when nobody was or it is not known.
    """

    department_id: int
    answerer_id: int | None
    answered_then: int | None
    policy_id: int | None
    policy_number: int | None
    before: Sequence[str]
    steps: Sequence[str]
    clocks: int
    digest: str
    sample: Sequence[Mapping[str, Any]]


@dataclass(slots=True)
class Pile:
    """What one person is told under one kind. `is_any_time`: their working hours need not be waited for."""

    count: int = 0
    tickets: list[Mapping[str, Any]] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)
    digests: list[str] = field(default_factory=list)
    is_any_time: bool = False

    def add(self, group: Group, told: Told, *, is_any_time: bool) -> None:
        self.count += group.clocks
        self.tickets.extend(group.sample)
        self.missing.update(told.missing)
        self.digests.append(group.digest)
        self.is_any_time = self.is_any_time or is_any_time


def notes_for(groups: Sequence[Group], *, at: datetime) -> list[Note]:
    """One note a recipient and kind. Its key follows from the clocks and their steps, so that it is told once."""
    answerers = {group.answerer_id for group in groups if group.answerer_id is not None}
    holders = role_holders({group.department_id for group in groups}, at=at, answerer_ids=answerers)
    piles: dict[tuple[int, str], Pile] = defaultdict(Pile)
    for group in groups:
        for told, is_any_time in _told(group, holders):
            piles[told.employee_id, kind_of(told)].add(group, told, is_any_time=is_any_time)
    told_ones = {employee for employee, _kind in piles}
    people = recipients_of({one: holders.presence[one] for one in told_ones if one in holders.presence}, at=at)
    queue = reverse("queue")
    known = [(people[who], kind, pile) for (who, kind), pile in piles.items() if who in people]
    return [_note(to, kind, pile, queue=queue, at=at) for to, kind, pile in known]


def kind_of(told: Told) -> str:
    """Which kind of notice the step is to them."""
    return {WARN: WARNED, MANAGER: BROKEN}.get(told.role, ESCALATED)


def _told(group: Group, holders: RoleHolders) -> list[tuple[Told, bool]]:
    policy = policy_of(group.policy_id, group.policy_number or 0) if group.policy_id else None
    told = told_now(
        before=group.before,
        steps=group.steps,
        has_ladder=bool(policy and policy.ladder),
        ladder=_ladder(group, holders),
        answered_then=group.answered_then,
    )
    return [(one, bool(policy and policy.notifies_any_time)) for one in told]


def _ladder(group: Group, holders: RoleHolders) -> Ladder:
    """The people of the group's tickets."""
    answers = {group.answerer_id} if group.answerer_id else set()

    def held(role: str) -> set[int]:
        return answers if role == MANAGER else holders.held(role, group.department_id)

    def there(role: str) -> set[int]:
        return holders.not_absent(answers) if role == MANAGER else holders.of(role, group.department_id)

    return Ladder(there, held, holders.steady)


def _note(to: Recipient, kind: str, pile: Pile, *, queue: str, at: datetime) -> Note:
    named = list({ticket["number"]: ticket for ticket in pile.tickets}.values())[:MOST_NAMED]
    digest = hashlib.sha256(" ".join(sorted(pile.digests)).encode()).hexdigest()[:40]
    is_one = len(named) == 1
    return Note(
        user_id=to.user_id,
        kind=kind,
        key=f"{kind}:{digest}",
        facts={"count": pile.count, "tickets": named, "missing": sorted(pile.missing)},
        url=reverse("ticket", args=[named[0]["number"]]) if is_one else queue,
        deliver_at=at if pile.is_any_time else to.works_from,
        is_urgent=kind != WARNED,
    )
