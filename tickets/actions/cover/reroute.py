"""Routing the work of everybody who is not there to somebody who is (L4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import cast

from django.db import transaction
from django.db.models import F, Q

from tickets.actions.cover.spans import (
    Key,
    Wanted,
    close_spans,
    end_what_ends_later,
    is_as_wanted,
    key_of,
    lock_covers,
    open_spans,
)
from tickets.models import CoverSpan, Project, Ticket
from workload.domain.cover import Answer, CoverFacts, resolve
from workload.domain.presence import Standing, State
from workload.queries.cover import NOBODY, Bench, benches
from workload.queries.presence import presence_of_all, standings_of

DECIDED = frozenset({CoverSpan.Level.TAKEN, CoverSpan.Level.HANDED})
GONE = Standing(State.ABSENT)


@dataclass(frozen=True, slots=True)
class Matter:
    """A project, or a ticket outside its assignee's own projects, whose answerer is not there."""

    key: Key
    owner_id: int
    department_id: int
    project_cover_id: int | None


@transaction.atomic
def reroute(*, at: datetime) -> int:
    """Opens and closes spans of cover as presence at `at` demands; returns how many changed.

    Owner and assignee are never touched. A span is opened only for somebody who is here. When nobody is, a cover who
    merely went off shift keeps what they had; one who is absent or away loses it, and the matter waits for the head.
    Ten statements at most, whatever the number of projects, and two more after a clock was set back; running it again
    or twice at once changes nothing.
    """
    lock_covers()
    standings = standings_of(presence_of_all(at).values())
    here = {employee_id for employee_id, standing in standings.items() if standing.is_here}
    off_shift = {employee_id for employee_id, standing in standings.items() if standing.state is State.OFF_SHIFT}
    router = Router(standings, benches(at))
    matters = {matter.key: matter for matter in (*projects_without(here), *tickets_without(here | off_shift))}
    standing_open = open_now()
    wanted = {key: router.wanted(matter, standing_open.get(key)) for key, matter in matters.items()}
    decided = {key: router.decision(span) for key, span in standing_open.items() if span.level in DECIDED}
    wanted |= {key: decision for key, decision in decided.items() if decision is not None}
    stale = [span for key, span in standing_open.items() if not is_as_wanted(span, wanted.get(key), at)]
    close_spans(stale, at=at)
    left = standing_open.keys() - {key_of(span) for span in stale}
    new = [(key, want) for key, want in wanted.items() if want is not None and key not in left]
    open_spans(new, at=at)
    return len(stale) + len(new)


@transaction.atomic
def reroute_after_setback(*, at: datetime) -> int:
    """`reroute`, once what a clock that was ahead has written no longer holds beyond `at`. Three statements more."""
    lock_covers()
    end_what_ends_later(CoverSpan.objects.all(), at=at)
    return reroute(at=at)


class Router:
    """The rule of covers over the facts of one instant; asked once for each owner, project cover and department."""

    def __init__(self, standings: Mapping[int, Standing], known: Mapping[int, Bench]) -> None:
        self.standings = standings
        self.benches = known
        self.answer = cache(self._answer)

    def standing(self, employee_id: int) -> Standing:
        """Whoever no longer works here is gone."""
        return self.standings.get(employee_id, GONE)

    def wanted(self, matter: Matter, open_span: CoverSpan | None) -> Wanted | None:
        """Who should answer now: somebody here, else a cover who only went off shift, else nobody."""
        answer = self.answer(matter.owner_id, matter.project_cover_id, matter.department_id)
        if answer.is_here:
            is_covered = answer.employee_id != matter.owner_id
            return Wanted(matter.owner_id, answer.employee_id, answer.level.value) if is_covered else None
        if open_span is None or open_span.covered_id != matter.owner_id or open_span.level in DECIDED:
            return None
        if self.standing(open_span.cover_id).state is not State.OFF_SHIFT:
            return None
        return Wanted(open_span.covered_id, open_span.cover_id, open_span.level)

    def decision(self, span: CoverSpan) -> Wanted | None:
        """What somebody took or was handed stays until the covered person is here, the ticket is closed or given to
        another, or its cover is absent; a meeting or an evening does not take it away."""
        ticket = span.ticket
        assert ticket is not None
        normal = ticket.assignee_id or (ticket.project.owner_id if ticket.project else None)
        is_over = self.standing(span.covered_id).is_here or ticket.closed_at is not None or normal != span.covered_id
        if is_over or self.standing(span.cover_id).state is State.ABSENT:
            return None
        return Wanted(span.covered_id, span.cover_id, span.level)

    def _answer(self, owner_id: int, project_cover_id: int | None, department_id: int) -> Answer:
        bench = self.benches.get(department_id, NOBODY)
        asked = {owner_id, project_cover_id, bench.head, *bench.operators, *bench.deputies} - {None}
        gone = {each: GONE for each in cast(set[int], asked) if each not in self.standings}
        facts = CoverFacts({**self.standings, **gone}, project_cover_id, bench.operators, bench.deputies, bench.head)
        return resolve(owner_id, facts)


def projects_without(here: set[int]) -> Iterator[Matter]:
    """Active projects whose owner is not here. One statement."""
    rows = Project.objects.filter(is_active=True).exclude(owner_id__in=here)
    for pk, owner_id, department_id, cover_id in rows.values_list("pk", "owner_id", "department_id", "cover_id"):
        yield Matter(("project", pk), owner_id, department_id, cover_id)


def tickets_without(there: set[int]) -> Iterator[Matter]:
    """Live tickets of people who are absent, away or gone for good, outside their own projects. One statement.

    An evening opens none: a specialist's tickets stay in sight of their project's owner and the operator.
    """
    elsewhere = Q(project__isnull=True) | ~Q(project__owner_id=F("assignee_id"))
    rows = Ticket.objects.live().filter(elsewhere, assignee__isnull=False).exclude(assignee_id__in=there)
    for pk, owner_id, department_id, cover_id in rows.values_list(
        "pk", "assignee_id", "department_id", "project__cover_id"
    ):
        yield Matter(("ticket", pk), owner_id, department_id, cover_id)


def open_now() -> dict[Key, CoverSpan]:
    """Spans without an end, with what `decision` reads. One statement."""
    spans = CoverSpan.objects.filter(ends_at__isnull=True).select_related("ticket__project")
    return {key_of(span): span for span in spans.defer("ticket__search")}
