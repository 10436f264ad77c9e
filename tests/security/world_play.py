"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from datetime import timedelta
from typing import Any

from disputes.models import ComplaintWord, Evidence, Regulation, RegulationGap, RegulationVersion, RevisionRequest
from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
from tests.security.world_money import money_of
from tests.security.world_pay import pay_of
from tickets.models import Message
from workload.models import Department, Employee, Substitute


def play(relation: str, owner: Employee, department: Department, ticket: Any) -> dict[str, Any]:
    """What addresses name of disputes and regulations; the initiator is nobody of the world."""
    said = f"{BEACON} {canary('dispute', relation)}"
    rule = make.a_regulation(department, owner=owner)
    version = make.a_version(rule, title=f"{BEACON} {canary('rule', relation)}")
    initiator = make.an_employee("manager", department=department)
    dispute = make.a_dispute(
        initiator,
        owner,
        version=version,
        ticket=ticket,
        title=said,
        claim=said,
        opened_at=clock.now(),
    )
    file = make.a_file(said.encode())
    Evidence.objects.create(dispute=dispute, file=file, by=dispute.initiator, at=dispute.opened_at)
    substitute = Substitute.objects.create(person=initiator, stands_in=owner, starts_on=clock.now().date())
    return {
        "regulation": rule.pk,
        "version": version.pk,
        "dispute": dispute.pk,
        "evidence": file.pk,
        "reading": dispute.acknowledgement_id,
        "substitute": substitute.pk,
        **money_of(relation, owner, department),
        **pay_of(relation, owner, department),
        **mending(relation, rule, owner, department),
        **play_reviews(relation, owner, ticket, version),
        **complaints(relation, owner, ticket),
    }


def mending(relation: str, rule: Regulation, owner: Employee, department: Department) -> dict[str, Any]:
    """A rule that has a version to come and is being mended, and an error without a rule."""
    said = f"{BEACON} {canary('rule', relation)}"
    at = clock.now()
    make.a_version(rule, title=said, starts_on=at.date() + timedelta(days=60))
    revision = RevisionRequest.objects.create(
        regulation=rule, owner=owner, what=said, due_on=at.date() + timedelta(days=9), asked_by=owner, asked_at=at
    )
    gap = RegulationGap.objects.create(
        department=department,
        reported_by=owner,
        reported_at=at,
        happened_on=at.date(),
        what=f"{BEACON} {canary('gap', relation)}",
    )
    return {"kept regulation": rule.pk, "revision": revision.pk, "gap": gap.pk}


def play_reviews(relation: str, owner: Employee, ticket: Any, version: RegulationVersion) -> dict[str, Any]:
    """A reply of long ago in which something was found, and one that waits; neither changes who waits for whom."""
    said = f"{BEACON} {canary('review', relation)}"
    written_at = ticket.created_at - timedelta(days=40)
    done, waiting = (
        make.a_review(
            Message.objects.create(
                ticket=ticket, direction="out", channel="email", author=owner, author_name=str(owner),
                created_at=written_at,
            ),
            note=note,
        )
        for note in (said, "")
    )  # fmt: skip
    finding = make.a_finding(done, version, note=said)
    return {"review": done.pk, "waiting review": waiting.pk, "finding": finding.pk}


def complaints(relation: str, owner: Employee, ticket: Any) -> dict[str, Any]:
    """A complaint that concerns the owner, flagged by themselves; a message that may be another one; and a word."""
    said = f"{BEACON} {canary('ticket', relation)}"
    about, suspected = (make.a_message(ticket, body_text=said, author_name=said) for _ in range(2))
    worded = f"{BEACON} {canary('complaint', relation)}"
    row = make.a_complaint(about, by=owner, manager=owner, what=worded, flagged_at=clock.now())
    word, _is_new = ComplaintWord.objects.get_or_create(language="ru", word="жалоба", stem="'жалоб'")
    return {"complaint": row.pk, "suggestion": make.a_suggestion(suspected).pk, "complaint word": word.pk}
