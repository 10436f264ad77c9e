"""Who is told that a leave slip waits for them, and then is told no longer (L2)."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from support_desk.shared.models import User
from support_desk.shared.notices import Note, notify, withdraw
from support_desk.shared.viewer import Viewer
from workload.actions.leave_slips.held import HeldSlip
from workload.actions.person import Person
from workload.domain.leave_slips import SlipState
from workload.models import Absence, SignKind
from workload.notifications.leave_slips import (
    COLLEAGUE,
    COVER,
    COVERS,
    DECIDE,
    DECIDED,
    LAST_DAY,
    RECORDED,
    RETURNED,
    WAITS,
)
from workload.queries.deciders import deciders_of
from workload.queries.presence import presence_of
from workload.queries.reaching import recipients_of
from workload.queries.slip_words import last_declined

SIGNERS = {SlipState.WITH_COVER: SignKind.COVER, SlipState.WITH_COLLEAGUES: SignKind.COLLEAGUE}


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn, told under `key`."""

    kind: str
    key: str
    employee_id: int


def turns_of(held: HeldSlip, at: datetime) -> set[Turn]:
    """Whom the slip waits for in its state; nobody when it is closed."""
    if kind := SIGNERS.get(held.state):
        notice = COVER if kind == SignKind.COVER else COLLEAGUE
        return {Turn(notice, f"slip.sign:{sign.pk}", sign.person_id) for sign in held.asked() if sign.kind == kind}
    key = f"{held.slip.pk}:{held.slip.round}"
    if held.state is SlipState.WITH_HEAD:
        people = deciders_of(held.person.employee, held.person.department, at)
        return {Turn(DECIDE, f"slip.decide:{key}", one) for one in people}
    if held.state is SlipState.RETURNED:
        return {Turn(RETURNED, f"slip.returned:{key}", held.absence.employee_id)}
    return set()


@contextmanager
def turns_told(held: HeldSlip, *, by: Viewer, at: datetime) -> Iterator[None]:
    """What moves the slip inside: whose turn is over is told no longer, whose turn it is then is told, in their
    shifts. Nobody is told of their own deed."""
    before = turns_of(held, at)
    yield
    after = turns_of(held, at)
    for turn in before - after:
        withdraw(turn.key, users=User.objects.filter(employee=turn.employee_id))
    facts = facts_of(held.absence)
    if held.state is SlipState.RETURNED and (declined := last_declined(held.signs)):
        facts |= {"note": declined.note, "who": declined.person.name}
    told = [turn for turn in after - before if turn.employee_id != by.employee_id]
    tell(told, facts, absence=held.absence, department_id=held.person.department.pk, at=at)


def tell_waits(absence: Absence, person: Person, *, by: Viewer, at: datetime) -> None:
    """Whoever decides hears of what has no slip to tell them: sickness, personal hours. Nobody of their own deed."""
    kind = RECORDED if absence.state == Absence.State.RECORDED else WAITS
    people = deciders_of(person.employee, person.department, at) - {by.employee_id}
    turns = [Turn(kind, _waits_key(absence), one) for one in people]
    tell(turns, facts_of(absence), absence=absence, department_id=person.department.pk, at=at)


def tell_no_longer(absence: Absence) -> None:
    """It waits for nobody any more."""
    withdraw(_waits_key(absence), users=User.objects.filter(employee__isnull=False))


def _waits_key(absence: Absence) -> str:
    return f"absence.waits:{absence.pk}"


def tell_decided(absence: Absence, person: Person, *, by: Viewer, at: datetime) -> None:
    """The person hears what became of their absence."""
    if by.employee_id == absence.employee_id:
        return
    facts = facts_of(absence) | {"outcome": absence.state, "who": by.name, "note": absence.decision_note}
    turn = Turn(DECIDED, f"absence.{absence.state}:{absence.pk}", absence.employee_id)
    tell([turn], facts, absence=absence, department_id=person.department.pk, at=at)


def tell_changed(absence: Absence, person: Person, *, by: Viewer, at: datetime) -> None:
    """The person hears of the other last day, and so does the cover, each in words of their own."""
    if by.employee_id != absence.employee_id:
        facts = facts_of(absence) | {"outcome": LAST_DAY, "who": by.name, "note": ""}
        turn = Turn(DECIDED, f"absence.last_day:{absence.pk}:{at.timestamp():.0f}", absence.employee_id)
        tell([turn], facts, absence=absence, department_id=person.department.pk, at=at)
    tell_covers(absence, person, by=by, at=at)


def tell_covers(absence: Absence, person: Person, *, by: Viewer, at: datetime) -> None:
    """The cover hears for whom they answer, and when; nobody is told of their own deed."""
    if absence.cover_id is None or absence.cover_id == by.employee_id:
        return
    turn = Turn(COVERS, f"absence.covers:{absence.pk}:{at.timestamp():.0f}", absence.cover_id)
    url = reverse("absences")  # the page of the absence may be nothing to them
    tell([turn], facts_of(absence), absence=absence, department_id=person.department.pk, at=at, url=url)


def tell(
    turns: Iterable[Turn],
    facts: Mapping[str, Any],
    *,
    absence: Absence,
    department_id: int,
    at: datetime,
    url: str = "",
) -> None:
    """One notice a turn, in the working time of whoever it is told; it leads to the absence unless `url` is given."""
    turns = sorted(turns, key=lambda turn: turn.key)
    people = recipients_of(presence_of({turn.employee_id for turn in turns}, at), at=at)
    url = url or reverse("absence", args=[absence.pk])
    notify(
        [
            Note(
                user_id=people[turn.employee_id].user_id,
                kind=turn.kind,
                key=turn.key,
                facts=facts,
                url=url,
                deliver_at=people[turn.employee_id].works_from,
                department_id=department_id,
            )
            for turn in turns
        ],
        at=at,
    )


def facts_of(absence: Absence) -> dict[str, Any]:
    """Facts that everybody who signs may know: never the type or the note (P2)."""
    return {
        "person": absence.employee.name,
        "first": absence.starts_on.isoformat(),
        "last": absence.ends_on.isoformat(),
    }
