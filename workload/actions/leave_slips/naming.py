"""Naming who signs a leave slip: at the request, and again after somebody has declined (L2)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.absence_checks import check_cover
from workload.actions.leave_slips.held import HeldSlip, check_may, held_slip, lock_slip, move
from workload.actions.leave_slips.signing import answer
from workload.actions.leave_slips.telling import turns_told
from workload.actions.person import Person
from workload.domain.leave_slips import SlipEvent, SlipParty, SlipState
from workload.models import Absence, Employee, Employment, LeaveSlip, SignKind, SignOff, SignState

MOST_COLLEAGUES = 10


@transaction.atomic
def name_signers(
    *,
    slip: LeaveSlip,
    by: Viewer,
    at: datetime,
    cover: Employee | None = None,
    colleagues: Collection[Employee] | None = None,
) -> LeaveSlip:
    """Names another cover, other colleagues or both; None leaves them as they are, a colleague who has declined left
    out. The slip begins again with whoever has not agreed yet. Refused, naming the field, for a cover or colleague who
    cannot be one."""
    held = lock_slip(slip, by=by, at=at)
    party = check_may(held, SlipEvent.NAME, by)
    named = cover or held.absence.cover
    standing = [sign.person for sign in held.signs if sign.is_standing and sign.kind == SignKind.COLLEAGUE]
    signers = [one for one in standing if one != named] if colleagues is None else list(colleagues)
    check_needs_cover(named, held.person, at)
    absence = held.absence
    check_cover(named, person=held.person, starts_at=absence.starts_at, ends_at=absence.ends_at, by=by)
    check_colleagues(signers, person=held.person, cover=named, at=at)
    return name(held, party, named, signers, by=by, at=at).slip


def open_slip(
    person: Person, absence: Absence, colleagues: Collection[Employee], *, by: Viewer, at: datetime
) -> LeaveSlip:
    """The slip of a new request, whose cover and colleagues are checked already."""
    slip = LeaveSlip(absence=absence, state=SlipState.RETURNED.value, round=0)
    save_valid(slip)
    party = SlipParty.PERSON if by.employee_id == absence.employee_id else SlipParty.HEAD
    return name(held_slip(person, absence, slip), party, absence.cover, colleagues, by=by, at=at).slip


def name(
    held: HeldSlip,
    party: SlipParty,
    cover: Employee | None,
    colleagues: Collection[Employee],
    *,
    by: Viewer,
    at: datetime,
) -> HeldSlip:
    """Asks whoever is named and has not agreed, no longer whoever is not; whoever names themselves has agreed."""
    wanted = {(SignKind.COLLEAGUE.value, one.pk): one for one in colleagues}
    if cover is not None:
        wanted[SignKind.COVER.value, cover.pk] = cover
    with turns_told(held, by=by, at=at):
        for sign in held.signs:
            if sign.is_standing and (sign.kind, sign.person_id) not in wanted:
                answer(sign, SignState.REPLACED, at=at)
        for (kind, _pk), one in sorted(wanted.items()):
            if not any(sign.is_standing and sign.person_id == one.pk for sign in held.signs):
                held.signs.append(_asked(held.slip, kind, one, by=by, at=at))
        if held.absence.cover != cover:
            held.absence.cover = cover
            save_valid(held.absence)
        held.slip.round += 1
        names = [one.name for one in colleagues]
        return move(held, SlipEvent.NAME, party, by=by, at=at, after={"cover": cover, "colleagues": names})


def _asked(slip: LeaveSlip, kind: str, person: Employee, *, by: Viewer, at: datetime) -> SignOff:
    sign = SignOff(slip=slip, kind=kind, person=person, asked_at=at)
    if person.pk == by.employee_id:
        answer(sign, SignState.AGREED, at=at)
    else:
        save_valid(sign)
    return sign


def check_needs_cover(cover: Employee | None, person: Person, at: datetime) -> None:
    """A planned absence names who covers, wherever the department has somebody else."""
    if cover is not None:
        return
    others = Employment.objects.at(at).filter(department=person.department).exclude(employee=person.employee)
    if others.exists():
        raise Refused(_("Name who covers: a planned absence needs their agreement."), field="cover")


def check_colleagues(colleagues: Collection[Employee], *, person: Person, cover: Employee | None, at: datetime) -> None:
    """Others than the person and the cover, each named once, who still work here."""
    ids = [one.pk for one in colleagues]
    if len(set(ids)) != len(ids) or len(ids) > MOST_COLLEAGUES:
        raise Refused(_("Name each colleague once, %(most)d at most.") % {"most": MOST_COLLEAGUES}, field="colleagues")
    if person.employee.pk in ids or (cover is not None and cover.pk in ids):
        raise Refused(_("Colleagues are others than the person and the cover."), field="colleagues")
    working = set(Employee.objects.employed_at(at).filter(pk__in=ids).values_list("pk", flat=True))
    gone = next((one for one in colleagues if one.pk not in working), None)
    if gone is not None:
        raise Refused(_("%(name)s has left.") % {"name": gone.name}, field="colleagues")
