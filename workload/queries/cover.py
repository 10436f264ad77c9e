"""Whom a department asks when the named cover is not there (L4)."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from support_desk.shared.roles import Role
from workload.models import Department, DeputyOperator, Employment, RoleAssignment


@dataclass(frozen=True, slots=True)
class Bench:
    """Operators and deputies of a department in the order in which they are asked, and its head."""

    operators: tuple[int, ...] = ()
    deputies: tuple[int, ...] = ()
    head: int | None = None


NOBODY = Bench()


def benches(at: datetime) -> dict[int, Bench]:
    """{department: who may be asked there at `at`}. One statement."""
    held = RoleAssignment.objects.at(at).filter(role=Role.OPERATOR)
    operators = Employment.objects.at(at).filter(department=OuterRef("pk"), employee__in=held.values("employee_id"))
    deputies = DeputyOperator.objects.filter(department=OuterRef("pk")).order_by("rank", "id")
    rows = Department.objects.order_by().values_list(
        "pk",
        ArraySubquery(operators.order_by("employee_id").values("employee_id")),
        ArraySubquery(deputies.values("employee_id")),
        "head_id",
    )
    return {pk: Bench(tuple(operators), tuple(deputies), head) for pk, operators, deputies, head in rows}
