"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from datetime import date
from typing import Any

from disputes.models import KittyEntry, PointPolicy, Settlement
from disputes.queries.kitties import last_entry
from support_desk.shared import clock
from tests import factories as make
from tests.factories.points import settled
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
    return {**_money(relation, owner, department), "regulation": rule.pk, "version": version.pk, "dispute": dispute.pk}


def _money(relation: str, owner: Employee, department: Department) -> dict[str, Any]:
    """A settled month of the department, whose kitty something was bought from, and the policy for all."""
    month = Settlement.objects.filter(department=department).first() or settled(department)
    facts = {"department": department, "at": clock.now()}
    if last_entry(department.pk) is None:
        KittyEntry.objects.create(number=1, kind="credit", amount=100, balance=100, settlement=month, **facts)
    last = last_entry(department.pk)
    assert last is not None, "made above"
    bought = KittyEntry.objects.create(
        number=last.number + 1, kind="spending", amount=1, balance=last.balance - 1, spent_on=date(2026, 11, 2),
        what=f"{BEACON} {canary('kitty', relation)}", by=owner, **facts,
    )  # fmt: skip
    policy, _is_new = PointPolicy.objects.get_or_create(department=None, starts_on=date(2099, 1, 1))
    return {"settlement": month.pk, "kitty entry": bought.pk, "point policy": policy.pk}
