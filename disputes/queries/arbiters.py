"""What decides who judges a dispute: managers up to the top, who covers them, who is away or has left (D3)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from disputes.domain.arbiter import ArbiterFacts, Choice, Level, choose_arbiter
from disputes.models import Dispute
from disputes.queries.point_policies import policy_of
from workload.domain.cover import CoverFacts, resolve
from workload.domain.presence import Standing
from workload.models import Absence, Employee, Employment, Substitute
from workload.queries.absent_throughout import fill
from workload.queries.deciders import directors
from workload.queries.presence import presence_of, standings_of

MOST_LEVELS: Final = 20


def arbiter_facts(dispute: Dispute, at: datetime) -> ArbiterFacts:
    """Everything D3 asks, at `at`. Absent beyond the time to decide: for all the days after which the next level is
    told. Needs `department`, `policy` and `respondent` joined."""
    levels = _with_deputies(list(_managers_above(dispute.respondent, at)), at)
    director = _director(dispute, at)
    substitute = _substitute(director, dispute, at)
    people = {level.manager for level in levels} | {one for level in levels for one in level.deputies}
    people |= {one for one in (director, substitute, dispute.arbiter_id) if one is not None}
    until = at + timedelta(days=dispute.rules.arbiter_escalation_days)
    return ArbiterFacts(
        initiator=dispute.initiator_id,
        respondent=dispute.respondent_id,
        levels=levels,
        director=director,
        substitute=substitute,
        left=frozenset(people - _employed(people, at)),
        absent=frozenset(_absent(people, at, until)),
        controllers=controllers(dispute, at),
    )


def next_level(facts: ArbiterFacts, arbiter: int) -> Choice:
    """Who stands above the arbiter and may hear that no verdict comes (D7); nobody above the director."""
    if arbiter in (facts.director, facts.substitute):
        return Choice(None)
    place = next((place for place, level in enumerate(facts.levels) if _is_of(level, arbiter)), len(facts.levels))
    above = replace(facts, levels=facts.levels[place + 1 :], absent=facts.absent | {arbiter})
    return choose_arbiter(above)


def _is_of(level: Level, arbiter: int) -> bool:
    return arbiter == level.manager or arbiter in level.deputies


def _managers_above(person: Employee, at: datetime) -> Iterator[int]:
    """The manager, theirs, and so on; a ring ends where it closes. Two statements a level."""
    seen = [person.pk]
    while len(seen) <= MOST_LEVELS:
        above = _manager_of(seen[-1], at)
        if above is None or above in seen:
            return
        seen.append(above)
        yield above


def _manager_of(employee_id: int, at: datetime) -> int | None:
    """The one who is named, else the head of the department, unless that is the person."""
    named = Employee.objects.filter(pk=employee_id).values_list("manager_id", flat=True).first()
    if named is not None:
        return named
    terms = Employment.objects.begun(at).filter(employee=employee_id).order_by("-starts_on")
    head = terms.values_list("department__head_id", flat=True).first()
    return head if head != employee_id else None


def _with_deputies(managers: Sequence[int], at: datetime) -> list[Level]:
    """Each with whom their absence names as cover now, whom that one's names, and so on (L4)."""
    facts = CoverFacts(_standings(managers, at))
    return [Level(one, _chain(one, facts)) for one in managers]


def _chain(manager: int, facts: CoverFacts) -> tuple[int, ...]:
    """Covers in order, up to the first who is here; without anybody twice."""
    answer = resolve(manager, facts)
    asked = [one.employee_id for one in answer.trail if not one.is_loop]
    return tuple(one for one in [*asked, answer.employee_id] if one != manager)


def _standings(people: Collection[int], at: datetime) -> Mapping[int, Standing]:
    """Of these, of whom they have named as cover, and so on. A statement a link of the longest chain."""
    found: dict[int, Standing] = {}
    wanted = set(people)
    while wanted:
        found |= standings_of(presence_of(wanted, at).values())
        wanted = {one.cover_id for one in found.values() if one.cover_id is not None} - found.keys()
    return found


def _director(dispute: Dispute, at: datetime) -> int | None:
    """Of several the one who works here and is no party. Two statements."""
    parties = {dispute.initiator_id, dispute.respondent_id}
    found = directors(at)
    here = _employed(found, at)
    return min(found, key=lambda one: (one not in here, one in parties, one), default=None)


def _substitute(director: int | None, dispute: Dispute, at: datetime) -> int | None:
    today = at.astimezone(ZoneInfo(dispute.department.timezone)).date()
    named = Substitute.objects.begun(today).filter(person=director or 0).order_by("-starts_on")
    return named.values_list("stands_in_id", flat=True).first()


def _employed(people: Collection[int], at: datetime) -> set[int]:
    return set(Employee.objects.employed_at(at).filter(pk__in=people).values_list("pk", flat=True))


def _absent(people: Collection[int], starts_at: datetime, ends_at: datetime) -> Iterator[int]:
    """Those whose absences leave no moment of that time. One statement."""
    spans = Absence.objects.in_force().filter(employee__in=people).overlapping(starts_at, ends_at)
    rows = spans.order_by("employee_id", "starts_at").values_list("employee_id", "starts_at", "ends_at")
    for employee, theirs in groupby(rows, key=lambda row: row[0]):
        if fill([(begins, ends) for _employee, begins, ends in theirs], starts_at, ends_at):
            yield employee


def controllers(dispute: Dispute, at: datetime) -> frozenset[int]:
    """Of the policy it was opened under, and of the one in force now (M2). One statement. Needs `department` and
    `policy` joined."""
    today = at.astimezone(ZoneInfo(dispute.department.timezone)).date()
    policies = (dispute.rules, policy_of(dispute.department_id, today))
    return frozenset(hunter for one in policies if (hunter := one.money().hunter) is not None)
