"""Asking for an absence, and recording sickness at once (L2)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import create_row
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import (
    Days,
    check_cover,
    check_days,
    check_free,
    check_has_decider,
    check_meant,
    check_months_open,
)
from workload.actions.leave_slips.naming import check_colleagues, check_needs_cover, open_slip
from workload.actions.leave_slips.telling import tell_waits
from workload.actions.make_ups import check_can_make_up, write_make_ups
from workload.actions.person import Person, lock_person
from workload.domain.absence_types import AbsenceType, meaning_of
from workload.domain.make_ups import Span
from workload.models import Absence, Employee
from workload.permissions import can_decide_absence, check_can_enter_absence
from workload.signals import tell_presence_changed

# What nobody plans: it is recorded when it happens and confirmed later.
AT_ONCE = frozenset(type_.value for type_ in AbsenceType if meaning_of(type_).is_at_once)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was filled in. `is_confirmed`: the consequences of a time that has passed were read."""

    type: str
    days: Days
    cover: Employee | None = None
    note: str = ""
    is_confirmed: bool = False

    @property
    def needs_slip(self) -> bool:
        """Whatever its type plans, hours of a day too: else a day of 00:00 to 23:59 would go round the signatures."""
        return meaning_of(self.type).needs_slip


@transaction.atomic
def request_absence(
    *,
    employee: Employee,
    type: str,  # noqa: A002 - the field's name
    days: Days,
    by: Viewer,
    at: datetime,
    cover: Employee | None = None,
    colleagues: Collection[Employee] = (),
    make_ups: Sequence[Span] = (),
    note: str = "",
    confirmed: bool = False,
) -> Absence:
    """Asks for one's own absence, or enters the request of somebody of one's department. Nobody is away by a request.
    What is planned gets a leave slip: the cover, then `colleagues`, then the head.

    Refused, naming the field: an end before the start, a time that overlaps another absence, a closed month, a cover
    who is the person or absent all that time or not named, a type that is recorded instead, make-up hours that cannot
    be. Unconfirmed, with the consequences, for a time that has passed.
    """
    person = lock_person(employee.pk, by=by, at=at)
    check_type(type, is_recorded=False)
    entry = Entry(type, days, cover, note, confirmed)
    absence = _entered(person, entry, by=by, at=at)
    check_has_decider(person, at)
    check_signers(entry, colleagues, person, at=at)
    check_can_make_up(make_ups, absence, person)
    absence.state = Absence.State.REQUESTED
    _created(absence, person, make_ups, by=by, at=at)
    if entry.needs_slip:
        open_slip(person, absence, colleagues, by=by, at=at)
    else:
        tell_waits(absence, person, by=by, at=at)
    return absence


@transaction.atomic
def record_absence(
    *,
    employee: Employee,
    days: Days,
    by: Viewer,
    at: datetime,
    type: str = Absence.Type.SICKNESS,  # noqa: A002 - the field's name
    cover: Employee | None = None,
    note: str = "",
    confirmed: bool = False,
) -> Absence:
    """Sickness, by the person or for them; it holds at once and is confirmed later. The cover counts at once when
    somebody who may confirm it has recorded it, else from then on: until then the next level answers (L4). An unknown
    reason is recorded by others only. Refused like a request."""
    person = lock_person(employee.pk, by=by, at=at)
    check_type(type, is_recorded=True)
    if type == Absence.Type.UNKNOWN and by.employee_id == employee.pk:
        raise NotAllowed(_("The head or the office manager records that somebody did not come."), field="type")
    absence = _entered(person, Entry(type, days, cover, note, confirmed), by=by, at=at)
    absence.state = Absence.State.RECORDED
    if can_decide_absence(by, person.employee, person.department):
        absence.decided_by_id = by.employee_id
    _created(absence, person, by=by, at=at)
    tell_presence_changed([person.employee.pk], at=at)
    tell_waits(absence, person, by=by, at=at)
    return absence


def check_signers(entry: Entry, colleagues: Collection[Employee], person: Person, *, at: datetime) -> None:
    """Whoever a slip needs is named and can sign it; nobody is where there is none."""
    if entry.needs_slip:
        check_needs_cover(entry.cover, person, at)
        check_colleagues(colleagues, person=person, cover=entry.cover, at=at)
    elif colleagues:
        raise Refused(_("Only a leave slip is signed by colleagues: this absence needs none."), field="colleagues")


def check_type(type_: str, *, is_recorded: bool) -> None:
    """The type exists and is entered this way."""
    if type_ not in Absence.Type.values:
        raise Refused(_("Choose a type of absence."), field="type")
    if (type_ in AT_ONCE) != is_recorded:
        words = _("This is asked for, not recorded.") if is_recorded else _("This is recorded at once, not asked for.")
        raise Refused(words, field="type")


def _entered(person: Person, entry: Entry, *, by: Viewer, at: datetime) -> Absence:
    """The checked row, not saved yet."""
    days = entry.days
    check_can_enter_absence(by, person.employee, person.department)
    check_days(days)
    starts_at, ends_at = days.instants(person.zone)
    check_months_open(person, days.first, days.last)
    check_free(person, starts_at, ends_at)
    check_cover(entry.cover, person=person, starts_at=starts_at, ends_at=ends_at, by=by)
    absence = Absence(
        employee=person.employee,
        type=entry.type,
        starts_on=days.first,
        ends_on=days.last,
        from_time=days.from_time,
        until_time=days.until_time,
        starts_at=starts_at,
        ends_at=ends_at,
        cover=entry.cover,
        note=entry.note.strip(),
        requested_at=at,
    )
    check_meant(person, absence, is_confirmed=entry.is_confirmed, at=at)
    return absence


def _created(absence: Absence, person: Person, make_ups: Sequence[Span] = (), *, by: Viewer, at: datetime) -> Absence:
    """Saved, with a trail that keeps the type to itself: more people read the trail than may know it (P2)."""
    after, department_id = facts_of(absence), person.department.pk
    if make_ups:
        after["make_ups"] = [f"{span.starts_at.isoformat()}/{span.ends_at.isoformat()}" for span in sorted(make_ups)]
    create_row(absence, action="absence.enter", by=by, at=at, after=after, department_id=department_id)
    write_make_ups(make_ups, absence)
    return absence


def facts_of(absence: Absence) -> dict[str, object]:
    """What the audit trail keeps of an absence: never its type or note."""
    return {"starts_at": absence.starts_at, "ends_at": absence.ends_at, "cover": absence.cover}
