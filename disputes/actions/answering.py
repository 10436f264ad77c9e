"""What the two sides do until the term ends: accept, contest, take back (D4, D5, D8)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions.evidence import add_evidence
from disputes.actions.held import lock_dispute, move
from disputes.actions.judging import ask_arbiter
from disputes.domain.workflow import DisputeEvent
from disputes.models import Dispute
from disputes.notifications.disputes import tell_accepted, tell_contested, tell_withdrawn
from disputes.permissions import check_can_take
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer


@transaction.atomic
def accept_dispute(*, dispute: Dispute, by: Viewer, at: datetime) -> Dispute:
    """The respondent agrees: the points of an answer are posted. TooLate from the end of the term on; IllegalTransition
    for what is answered already, a double click too."""
    locked = lock_dispute(dispute, by=by)
    move(locked, DisputeEvent.ACCEPT, by=by, at=at, answered_at=at)
    tell_accepted(locked, at=at)
    return locked


@transaction.atomic
def contest_dispute(
    *, dispute: Dispute, explanation: str, uploads: Iterable[File[bytes]] = (), by: Viewer, at: datetime
) -> Dispute:
    """The respondent explains, and it goes to the arbiter at the higher stake. Refused, naming `explanation`, without
    one; otherwise as accepting."""
    locked = lock_dispute(dispute, by=by)
    check_can_take(locked, DisputeEvent.CONTEST, by, at)
    if not explanation.strip():
        raise Refused(_("Explain how it was: the arbiter reads both sides."), field="explanation")
    move(locked, DisputeEvent.CONTEST, by=by, at=at, answered_at=at, explanation=explanation.strip())
    add_evidence(locked, uploads, by=by, at=at)
    ask_arbiter(locked, by=by, at=at)
    tell_contested(locked, at=at)
    return locked


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, by: Viewer, at: datetime) -> Dispute:
    """The initiator takes it back before it is answered; no points, and nothing is deleted. Refused as accepting."""
    locked = lock_dispute(dispute, by=by)
    move(locked, DisputeEvent.WITHDRAW, by=by, at=at)
    tell_withdrawn(locked, at=at)
    return locked
