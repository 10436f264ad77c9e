"""What a client's person says to an approval: yes or no, once (W2, W3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.models import Approval, Contact, Estimate, Overrun


@transaction.atomic
def approve(*, approval: Approval, by: Viewer, at: datetime, comment: str = "") -> Approval:
    """Yes. IllegalTransition for one that was decided or withdrawn meanwhile."""
    locked = decide(approval, Approval.State.APPROVED, by=by, at=at, comment=comment)
    Estimate.objects.filter(approval=locked, state="client").update(state="approved", finished_at=at)
    Overrun.objects.filter(approval=locked, state="client").update(state="agreed", decided_at=at)
    return locked


@transaction.atomic
def decline(*, approval: Approval, by: Viewer, at: datetime, comment: str) -> Approval:
    """No, and why. Refused, naming `comment`, without a word on it."""
    if not comment.strip():
        raise Refused(_("Tell us what should be different."), field="comment")
    locked = decide(approval, Approval.State.DECLINED, by=by, at=at, comment=comment)
    Estimate.objects.filter(approval=locked, state="client").update(state="declined", finished_at=at)
    Overrun.objects.filter(approval=locked, state="client").update(state="declined", decided_at=at)
    return locked


def decide(approval: Approval, state: Approval.State, *, by: Viewer, at: datetime, comment: str) -> Approval:
    """The approval, locked after its ticket, with the answer of the viewer's contact."""
    if by.contact_id is None:
        raise NotAllowed(_("Only the client's people answer here."))
    ticket = lock_ticket(approval.ticket, by=by)
    locked = Approval.objects.visible_to(by).select_for_update(of=("self",)).get(pk=approval.pk)
    if locked.state != Approval.State.PENDING:
        raise IllegalTransition(_("This has been answered already."))
    locked.state, locked.decided_at, locked.comment = state, at, comment.strip()
    locked.contact = Contact.objects.get(pk=by.contact_id)
    locked.save()
    audit.record(
        action=f"approval.{state.value}", target=locked, by=by, at=at, scope=ticket.scope, after={"state": state.value}
    )
    return locked
