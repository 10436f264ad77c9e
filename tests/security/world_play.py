"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from typing import Any

from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
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
    substitute = Substitute.objects.create(person=initiator, stands_in=owner, starts_on=clock.now().date())
    return {"regulation": rule.pk, "version": version.pk, "dispute": dispute.pk, "substitute": substitute.pk}
