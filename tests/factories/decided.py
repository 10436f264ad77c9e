"""Disputes that have ended, with the steps, postings and revisions that the tables of the domain ask for."""

from datetime import datetime, timedelta
from typing import Any

from disputes.domain.ledger import Parties, month_of, postings_of
from disputes.domain.workflow import DISPUTE_TRANSITIONS, REVISING, VERDICTS, DisputeEvent, DisputeState
from disputes.models import Dispute, DisputeStep, PointPolicy, Posting, RevisionRequest
from tests.factories.disputes import a_dispute
from tests.factories.people import NOW, an_employee
from workload.domain.zones import zone_named
from workload.models import Employee

ANSWERED_AFTER = timedelta(days=1)


def a_decided_dispute(
    state: DisputeState | str,
    initiator: Employee | None = None,
    respondent: Employee | None = None,
    *,
    at: datetime = NOW,
    arbiter: Employee | None = None,
    **over: Any,
) -> Dispute:
    """Opened three days before it ended at `at`, answered after one; under the standard policy, or `policy`."""
    state = DisputeState(state)
    opened = over.pop("opened_at", at - timedelta(days=3))
    dispute = a_dispute(initiator, respondent, opened_at=opened, **over)
    if state in VERDICTS:
        judge = arbiter or an_employee("head", department=dispute.department)
        dispute.arbiter, dispute.explanation, dispute.answered_at = judge, "It was not so.", opened + ANSWERED_AFTER
        move(dispute, DisputeState.CONTESTED, opened + ANSWERED_AFTER, dispute.respondent)
        dispute.reasons, dispute.decided_by = "After both sides.", judge
    elif state == DisputeState.ACCEPTED:
        dispute.answered_at = at
    step = move(dispute, state, at, dispute.decided_by)
    post(dispute, step)
    if state in REVISING:
        regulation = dispute.version.regulation
        RevisionRequest.objects.create(
            regulation=regulation, dispute=dispute, owner=regulation.owner, what="Which day?", due_on=at.date(),
            asked_by=dispute.decided_by, asked_at=at,
        )  # fmt: skip
    return dispute


def move(dispute: Dispute, target: DisputeState, at: datetime, by: Employee | None = None) -> DisputeStep:
    """One step of the table to `target`."""
    event = next(
        event
        for (before, event), (_party, after) in DISPUTE_TRANSITIONS.items()
        if before == dispute.state and after == target
    )
    step = DisputeStep.objects.create(
        dispute=dispute, event=DisputeEvent(event).value, before=dispute.state, after=target.value, by=by, at=at
    )
    dispute.state, dispute.respond_by = target.value, None
    dispute.decided_at = None if target == DisputeState.CONTESTED else at
    dispute.save()
    return step


def post(dispute: Dispute, step: DisputeStep) -> list[Posting]:
    """What reaching its state posts, in the month of the step."""
    parties = Parties(dispute.initiator_id, dispute.respondent_id, dispute.is_cross)
    stakes = (dispute.policy or PointPolicy()).stakes()
    departments = {
        dispute.initiator_id: dispute.initiator_department_id, dispute.respondent_id: dispute.department_id
    }  # fmt: skip
    return Posting.objects.bulk_create(
        Posting(
            employee_id=one.employee, department_id=departments[one.employee], points=one.points, cause=one.cause.value,
            month=month_of(step.at, zone_named(dispute.department.timezone)), dispute=dispute, step=step,
            initiator_id=one.initiator, is_cross=one.is_cross, posted_at=step.at,
        )
        for one in postings_of(DisputeState(dispute.state), parties, stakes)
    )  # fmt: skip


def take_back(dispute: Dispute, at: datetime) -> None:
    """Days are given back: the silence is reversed by mirrors and the dispute waits for an answer again (D4)."""
    step = DisputeStep.objects.create(
        dispute=dispute, event="give_days_back", before=dispute.state, after="open", at=at
    )  # fmt: skip
    dispute.state, dispute.respond_by, dispute.decided_at = "open", at + timedelta(days=3), None
    dispute.save()
    dispute.terms.create(
        starts_at=at, respond_by=dispute.respond_by, counted_days=[at.date()], absent_days=[], set_at=at
    )  # fmt: skip
    for one in Posting.objects.filter(dispute=dispute, mirrors=None):
        Posting.objects.create(
            employee_id=one.employee_id, department_id=one.department_id, points=-one.points, cause=one.cause,
            month=at.date().replace(day=1), dispute=dispute, step=step, initiator_id=one.initiator_id,
            is_cross=one.is_cross, mirrors=one, posted_at=at,
        )  # fmt: skip
