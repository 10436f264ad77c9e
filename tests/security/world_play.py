"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from typing import Any

from disputes.models import Evidence
from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
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
    return {"evidence": file.pk, "regulation": rule.pk, "version": version.pk, "dispute": dispute.pk}
