"""Opening a dispute: who says that whom broke which rule when (D1–D4)."""

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions.evidence import add_evidence
from disputes.actions.held import scope_of
from disputes.actions.opening_checks import (
    Case,
    NoRule,
    NotAcknowledged,
    case_of,
    check_clause,
    check_links,
    check_may_dispute,
    check_read,
    check_rule,
)
from disputes.actions.terms import write_term
from disputes.domain.events import Claim
from disputes.domain.terms import respond_by
from disputes.models import Clause, Dispute, Regulation
from disputes.notifications.disputes import tell_opened
from disputes.permissions import check_can_open
from disputes.queries.response_terms import days_away
from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.actions.refusing import bad_input_refused
from workload.models import Employee

__all__ = ["NoRule", "NotAcknowledged", "open_dispute"]
LONGEST_TITLE = 200


@transaction.atomic
def open_dispute(
    *,
    respondent: Employee,
    regulation: Regulation,
    happened_at: datetime,
    title: str,
    claim: str,
    clause: Clause | None = None,
    ticket: Ticket | None = None,
    message: Message | None = None,
    uploads: Iterable[File[bytes]] = (),
    for_review: bool = False,
    by: Viewer,
    at: datetime,
) -> Dispute:
    """The respondent has until `respond_by` to answer, and is told. `for_review`: a finding of S5, which no limit of
    number holds back. Two at once about the same event: one is opened.

    Refused, naming the field, for whatever D1 forbids and for a link that the initiator does not see; NoRule where the
    regulation was not in force, NotAcknowledged where the respondent had not read it before the event (D2).
    """
    check_can_open(by)
    check_told(title, claim, happened_at, at=at)
    case = case_of(respondent, happened_at, by=by, at=at)
    ticket, message = check_links(ticket, message, by=by)
    event = Claim(
        case.initiator.pk,
        case.respondent.pk,
        regulation.pk,
        case.happened_on,
        message.pk if message else None,
        ticket.pk if ticket else None,
    )
    check_may_dispute(event, case, for_review=for_review, by=by, at=at)
    version = check_rule(regulation, case, by=by)
    check_clause(clause, version)
    reading = check_read(case, version, happened_at)
    dispute = Dispute(version=version, clause=clause, acknowledgement=reading, ticket=ticket, message=message)
    dispute.title, dispute.claim, dispute.happened_at = title.strip(), claim.strip(), happened_at
    _save(dispute, case, by=by, at=at)
    add_evidence(dispute, uploads, by=by, at=at)
    tell_opened(dispute, at=at)
    return dispute


def check_told(title: str, claim: str, happened_at: datetime, *, at: datetime) -> None:
    """Words, and an instant that has come."""
    if not title.strip():
        raise Refused(_("Say in a few words what this is about."), field="title")
    if len(title.strip()) > LONGEST_TITLE:
        raise Refused(_("A title has at most %(most)s characters.") % {"most": LONGEST_TITLE}, field="title")
    if not claim.strip():
        raise Refused(_("Write what happened."), field="claim")
    if happened_at > at:
        raise Refused(_("This time has not come yet: only what has happened is disputed."), field="happened_at")


def _save(dispute: Dispute, case: Case, *, by: Viewer, at: datetime) -> None:
    """The row with its first term; whole days away that are known today do not count (D4)."""
    away = days_away([case.respondent.pk], at.date())[case.respondent.pk]
    with bad_input_refused():
        term = respond_by(at, case.own_zone, case.policy.days_to_answer, away)
    dispute.initiator, dispute.initiator_department = case.initiator, case.initiator_department
    dispute.respondent, dispute.department = case.respondent, case.department
    dispute.policy = case.policy if case.policy.pk else None
    dispute.happened_on, dispute.opened_at = case.happened_on, at
    dispute.timezone, dispute.respond_by = case.own_zone, term.respond_by
    dispute.save()
    write_term(dispute, term, starts_at=at, at=at)
    after = {
        "initiator": dispute.initiator,
        "respondent": dispute.respondent,
        "version": dispute.version,
        "respond_by": dispute.respond_by,
    }
    audit.record(action="dispute.open", target=dispute, by=by, at=at, after=after, scope=scope_of(dispute))
