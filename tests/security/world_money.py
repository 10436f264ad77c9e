"""Points and money of the small world: a settled month, a kitty that something was bought from, the policy for all."""

from datetime import date
from typing import Any

from disputes.models import KittyEntry, PointPolicy, Settlement
from disputes.queries.kitties import last_entry
from support_desk.shared import clock
from tests.factories.points import settled
from tests.security.marks import BEACON, canary
from workload.models import Department, Employee


def money_of(relation: str, owner: Employee, department: Department) -> dict[str, Any]:
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
