"""A leave slip locked with all that belongs to it, and its move along the table."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from support_desk.shared import audit
from support_desk.shared.changing import save_valid
from support_desk.shared.errors import IllegalTransition, NotAllowed
from support_desk.shared.viewer import Viewer
from workload.actions.person import Person, lock_person
from workload.domain.leave_slips import Sign, SignState, SlipEvent, SlipParty, SlipState, is_ever_for, slip_state_after
from workload.models import Absence, LeaveSlip, SignOff
from workload.queries.slip_words import waits_for
from workload.slip_permissions import parties_of


@dataclass(slots=True)
class HeldSlip:
    """The person, their absence, its slip and all signatures of it, locked in this order."""

    person: Person
    absence: Absence
    slip: LeaveSlip
    signs: list[SignOff] = field(default_factory=list)

    @property
    def state(self) -> SlipState:
        return SlipState(self.slip.state)

    def asked(self) -> list[SignOff]:
        """Those who have not answered, in the order in which they were named."""
        return [sign for sign in self.signs if sign.state == SignState.ASKED]

    def parties(self, by: Viewer) -> frozenset[SlipParty]:
        return parties_of(by, self.absence, self.person.department, self.signs)

    def state_after(self, event: SlipEvent, party: SlipParty) -> SlipState | None:
        signs = [Sign(SlipParty(sign.kind), SignState(sign.state)) for sign in self.signs]
        return slip_state_after(self.state, event, party, signs)


def lock_slip(slip: LeaveSlip, *, by: Viewer, at: datetime) -> HeldSlip:
    """LeaveSlip.DoesNotExist when `by` may not see it."""
    seen = LeaveSlip.objects.visible_to(by).select_related("absence").get(pk=slip.pk)
    person = lock_person(seen.absence.employee_id, by=by, at=at)
    absence = Absence.objects.select_related("employee", "cover").select_for_update(of=("self",)).get(
        pk=seen.absence_id
    )  # fmt: skip
    return held_slip(person, absence, LeaveSlip.objects.select_for_update().get(pk=seen.pk))


def held_slip(person: Person, absence: Absence, slip: LeaveSlip) -> HeldSlip:
    """The locked slip of a locked absence with its signatures."""
    signs = SignOff.objects.filter(slip=slip).select_related("person").select_for_update(of=("self",))
    return HeldSlip(person, absence, slip, list(signs.order_by("id")))


def slip_of(person: Person, absence: Absence) -> HeldSlip | None:
    """The slip of a locked absence, locked; None for what needs none."""
    slip = LeaveSlip.objects.select_for_update().filter(absence=absence).first()
    return held_slip(person, absence, slip) if slip is not None else None


def check_may(held: HeldSlip, event: SlipEvent, by: Viewer) -> SlipParty:
    """As whom `by` does it. NotAllowed when no party of theirs ever does, IllegalTransition when it is not their turn,
    with a sentence that names whose it is."""
    parties = [party for party in sorted(held.parties(by)) if is_ever_for(party, event)]
    for party in parties:
        if held.state_after(event, party) is not None:
            return party
    if not parties:
        raise NotAllowed(_("This leave slip does not wait for you."))
    if held.state is SlipState.CLOSED:
        raise IllegalTransition(_("This absence is decided already: %(state)s.")
                                % {"state": held.absence.get_state_display()})  # fmt: skip
    raise IllegalTransition(
        waits_for(held.slip, held.signs) or _("Everybody has signed. The slip waits for the decision.")
    )


def move(
    held: HeldSlip, event: SlipEvent, party: SlipParty, *, by: Viewer, at: datetime, after: dict[str, Any]
) -> HeldSlip:
    """Takes the step, already checked, and writes it into the trail of the absence."""
    before, target = held.state, held.state_after(event, party)
    assert target is not None, "checked before"
    held.slip.state = target.value
    save_valid(held.slip)
    audit.record(
        action=f"slip.{event}",
        target=held.slip,
        by=by,
        at=at,
        before={"state": before.value},
        after={"state": target.value, **after},
        department_id=held.person.department.pk,
    )
    return held
