"""The arbiter's verdict, with reasons; where the rule is unclear it is to be mended (D6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from disputes.actions.held import lock_dispute, move
from disputes.actions.mending.revisions import open_revision
from disputes.domain.workflow import REVISING, VERDICTS, DisputeEvent, DisputeState
from disputes.models import Dispute
from disputes.models.mending import what_is_unclear
from disputes.notifications.judging import tell_verdict
from disputes.permissions import check_can_take
from disputes.queries.arbiters import controllers
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.models import Employee

FIELDS: Final = {"owner": "revision_owner", "due_on": "revision_due_on"}


@transaction.atomic
def decide_dispute(
    *,
    dispute: Dispute,
    verdict: DisputeState,
    reasons: str,
    revision_owner: Employee | None = None,
    revision_due_on: date | None = None,
    by: Viewer,
    at: datetime,
) -> Dispute:
    """One of the four verdicts; the points of a verdict are posted, and both sides are told. "Both right" and "both
    wrong" ask `revision_owner` (the rule's own) to mend the rule by `revision_due_on` (the policy's days from today).

    Refused, naming the field, for what is no verdict and without reasons; NotAllowed for whoever is not the arbiter
    or has become the controller, IllegalTransition for what is decided already.
    """
    if verdict not in VERDICTS:
        raise Refused(_("Choose one of the four verdicts."), field="verdict")
    locked = lock_dispute(dispute, by=by)
    event = DisputeEvent(f"find_{DisputeState(verdict).value}")
    check_can_take(locked, event, by, at)
    check_no_controller(locked, by, at)
    if not reasons.strip():
        raise Refused(_("Write the reasons: both sides have a right to know why."), field="reasons")
    move(locked, event, by=by, at=at, reasons=reasons.strip())
    if verdict in REVISING:
        _ask_to_mend(locked, DisputeState(verdict), revision_owner, revision_due_on, by=by, at=at)
    tell_verdict(locked, at=at)
    return locked


def check_no_controller(dispute: Dispute, by: Viewer, at: datetime) -> None:
    """Whoever has become the controller since they were asked does not judge any more (D3)."""
    if by.employee_id in controllers(dispute, at):
        raise NotAllowed(_("You have become the controller of points, who never judges: somebody else will be asked."))


def _ask_to_mend(
    dispute: Dispute,
    verdict: DisputeState,
    owner: Employee | None,
    due_on: date | None,
    *,
    by: Viewer,
    at: datetime,
) -> None:
    """What is asked is kept in the language of the desk, whatever the arbiter's is; readers get it in theirs."""
    with translation.override(settings.LANGUAGE_CODE):
        what = what_is_unclear(verdict, dispute.clause.number if dispute.clause else "")
    today = at.astimezone(ZoneInfo(dispute.department.timezone)).date()
    with refused_by_the_names_of_a_verdict():
        open_revision(
            regulation=dispute.version.regulation,
            what=what,
            due_on=due_on or today + timedelta(days=dispute.rules.revision_days),
            owner=owner,
            dispute=dispute,
            by=by,
            at=at,
        )


@contextmanager
def refused_by_the_names_of_a_verdict() -> Iterator[None]:
    """What is wrong with a revision names the field that whoever decides has."""
    try:
        yield
    except Refused as refusal:
        refusal.field = FIELDS.get(refusal.field or "", refusal.field)
        raise
