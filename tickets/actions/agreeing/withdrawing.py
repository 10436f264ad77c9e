"""Taking a question to the client back while it is not answered (W2)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row
from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.actions.agreeing.following import follow_lines
from tickets.actions.agreeing.locks import lock_approval
from tickets.actions.moving import apply_event, party_of
from tickets.actions.saving import rouse, save_ticket
from tickets.actions.tasks.following import begin_to_wait
from tickets.agreeing_permissions import check_can_ask_client
from tickets.domain.statuses import Event, Party, Status
from tickets.models import Approval, Estimate, Overrun, Ticket

State = Approval.State
HOLDS = {
    State.APPROVED: _("This was approved on %(when)s; it stands, and the work goes on."),
    State.DECLINED: _("This was declined on %(when)s. If the work is still wanted, it is asked anew."),
    State.WITHDRAWN: _("This question was withdrawn on %(when)s: there is nothing to decide any more."),
}


@transaction.atomic
def withdraw_approval(*, approval: Approval, by: Viewer, at: datetime) -> Approval:
    """Takes the question back; what it asked for is confirmed still and can be asked again. Conflict once it is
    decided, saying what holds."""
    locked = lock_approval(approval, by=by)
    check_can_ask_client(by, locked.ticket)
    check_pending(locked)
    end_question(locked, by=by, at=at)
    go_on(locked.ticket, by=by, at=at)
    return locked


def withdraw_with_estimate(estimate: Estimate, *, by: Viewer, at: datetime) -> None:
    """The question whose estimate is superseded; its ticket is locked, and waits for the client no longer."""
    approval = Approval.objects.select_for_update().get(estimates=estimate)
    approval.ticket = estimate.task.ticket
    end_question(approval, by=by, at=at)
    go_on(approval.ticket, by=Viewer.system(at), at=at)


def end_question(approval: Approval, *, by: Viewer, at: datetime) -> None:
    """Withdrawn; its lines go back to where they were before it was asked, and their clocks run on. The caller saves
    the ticket."""
    close(approval, "approval.withdraw", by=by, at=at, state=State.WITHDRAWN)
    scope = approval.ticket.scope
    estimates = approval.estimates.filter(state=Estimate.State.WITH_CLIENT).select_related("task")
    overruns = approval.overruns.filter(state=Overrun.State.WITH_CLIENT).select_related("task")
    for estimate in estimates.select_for_update(of=("self",)):
        back = {"state": Estimate.State.WITH_MANAGER}
        change_row(estimate, action="estimate.back", by=by, at=at, new=back, scope=scope)
        follow_lines(approval.ticket, [estimate], at=at)
    for overrun in overruns.select_for_update(of=("self",)):
        change_row(overrun, action="overrun.back", by=by, at=at, new={"state": Overrun.State.REPORTED}, scope=scope)
        follow_lines(approval.ticket, [overrun], at=at)


def close(approval: Approval, action: str, *, by: Viewer, at: datetime, **new: object) -> None:
    """Decides a locked approval, which nothing changes afterwards."""
    scope = approval.ticket.scope
    change_row(approval, action=action, by=by, at=at, new={"decided_at": at, **new}, scope=scope)


def check_pending(approval: Approval) -> None:
    """Nobody has decided yet; else a sentence that says what holds."""
    if approval.state == State.PENDING:
        return
    assert approval.decided_at is not None, "decided_approval_has_its_time"
    when = timezone.localtime(approval.decided_at).strftime("%d.%m.%Y %H:%M")
    raise Conflict(HOLDS[State(approval.state)] % {"when": when}, code="decided")


def go_on(ticket: Ticket, *, by: Viewer, at: datetime, is_agreed: bool = False) -> None:
    """The ticket waits for the client no longer, unless another question does, and wakes; saved. `is_agreed`: it is the
    specialist's turn who has work on it."""
    rouse(ticket)
    party = party_of(by)
    is_asked = ticket.approvals.filter(state=State.PENDING).exists()
    if ticket.status == Status.WAITING_CLIENT and not is_asked:
        event = Event.START if party is Party.STAFF else Event.CLIENT_WRITES
        apply_event(ticket, event, party=party, by=by, at=at)
    if is_agreed and not is_asked:
        begin_to_wait(ticket, by=Viewer.system(at), at=at)
    save_ticket(ticket, by=by, at=at)
