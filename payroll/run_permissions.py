"""Who freezes, drafts, confirms and approves pay: each check_ raises, each other answers, and both are one rule
(Y5, P4)."""

from django.utils.translation import gettext_lazy as _

from payroll.domain.run_states import RunEvent, RunParty, RunState, next_run_state, run_parties
from payroll.models import PayRun
from payroll.queries.runs.people import Deciders, approvers_of, deciders_of, paid_by
from payroll.queries.runs.readable import readable_runs
from support_desk.shared.errors import IllegalTransition, NotAllowed
from support_desk.shared.viewer import Viewer

REFUSED = {
    RunEvent.CONFIRM: _("The head of the department confirms the pay of the staff; the head’s own goes one level up."),
    RunEvent.APPROVE: _("The director approves pay that somebody else has confirmed."),
    RunEvent.SEND_BACK: _("Whoever confirms or approves this pay sends it back."),
    RunEvent.DISCARD: _("The head of the department or the director drafts its pay."),
    RunEvent.FINISH: _("A draft is finished by the desk."),
}


def keeps_pay(viewer: Viewer, department_id: int) -> bool:
    """Freezes facts and drafts: who leads the department, and the director."""
    return viewer.is_system or viewer.has("director") or department_id in viewer.led_department_ids


def sees_months(viewer: Viewer) -> bool:
    """Months of pay are for who leads a department, the director, the accountant, and who has a say in one run."""
    return bool(viewer.has("director", "accountant") or viewer.led_department_ids or readable_runs(viewer).exists())


def check_keeps_pay(viewer: Viewer, department_id: int) -> None:
    if not keeps_pay(viewer, department_id):
        raise NotAllowed(_("The head of the department or the director keeps its months of pay."))


def parties_for(viewer: Viewer, run: PayRun, deciders: Deciders) -> frozenset[RunParty]:
    """What the viewer is to a run. No statement."""
    found = {RunParty.DESK} if viewer.is_system else set()
    if keeps_pay(viewer, run.period.department_id):
        found.add(RunParty.KEEPER)
    if viewer.employee_id in deciders.confirmers:
        found.add(RunParty.CONFIRMER)
    if viewer.employee_id in deciders.approvers:
        found.add(RunParty.APPROVER)
    return frozenset(found)


def may(parties: frozenset[RunParty], run: PayRun, event: RunEvent) -> bool:
    """Whether the button is there for who is these parties to the run."""
    return not run_parties(RunState(run.state), event).isdisjoint(parties)


def check_may(viewer: Viewer, run: PayRun, event: RunEvent) -> RunState:
    """The state after `event`. IllegalTransition where the table has no such move, NotAllowed where it is another's."""
    target = next_run_state(RunState(run.state), event)
    if target is None:
        words = _("This cannot be done now: the pay run is “%(state)s”.")
        raise IllegalTransition(words % {"state": run.get_state_display()})
    if not may(parties_for(viewer, run, deciders_of(run, viewer.at)), run, event):
        raise NotAllowed(_reason(viewer, run, event))
    return target


def _reason(viewer: Viewer, run: PayRun, event: RunEvent) -> object:
    if viewer.employee_id in paid_by(run):
        return _("Nobody decides on their own pay. It goes one level up.")
    if event is RunEvent.APPROVE:
        if viewer.employee_id == run.confirmed_by_id:
            return _("Who has confirmed pay does not approve it. The director, or who is named to stand in, does.")
        if not approvers_of(run, viewer.at):
            return _(
                "Nobody may approve this: the director confirmed it or is paid by it. Name who stands in for them."
            )
    return REFUSED[event]
