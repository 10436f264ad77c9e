"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from datetime import timedelta
from typing import Any

from disputes.models import Evidence, Regulation, RegulationGap, RegulationVersion, RevisionRequest
from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
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
        "substitute": substitute.pk,
        **mending(relation, rule, owner, department),
        **play_reviews(relation, owner, ticket, version),
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
