"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from datetime import timedelta
from typing import Any

from disputes.models import Evidence, RegulationVersion
from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
from tickets.models import Message
from workload.models import Department, Employee


def play(relation: str, owner: Employee, department: Department, ticket: Any) -> dict[str, Any]:
    """What addresses name of disputes and regulations; the initiator is nobody of the world."""
    said = f"{BEACON} {canary('dispute', relation)}"
    rule = make.a_regulation(department, owner=owner)
    version = make.a_version(rule, title=f"{BEACON} {canary('rule', relation)}")
    dispute = make.a_dispute(
        make.an_employee("manager", department=department),
        owner,
        version=version,
        ticket=ticket,
        title=said,
        claim=said,
        opened_at=clock.now(),
    )
    file = make.a_file(said.encode())
    Evidence.objects.create(dispute=dispute, file=file, by=dispute.initiator, at=dispute.opened_at)
    reviews = play_reviews(relation, owner, ticket, version)
    return {**reviews, "evidence": file.pk, "regulation": rule.pk, "version": version.pk, "dispute": dispute.pk}


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
