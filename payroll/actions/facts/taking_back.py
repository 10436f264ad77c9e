"""Taking back a fact of pay that is wrong, by a row that says why (Y2)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payroll.actions.facts.places import lock_departments
from payroll.fact_permissions import check_can_enter
from payroll.models import PayFact
from payroll.queries.facts.places import open_months, places_of
from support_desk.shared.changing import create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer

LONGEST_REASON = 300


@transaction.atomic
def take_fact_back(*, fact: PayFact, reason: str, by: Viewer, at: datetime) -> PayFact:
    """The row that takes it back; twice is once. NotAllowed for one's own and for who does not lead the department,
    PeriodClosed once the month is frozen, Refused without a reason. PayFact.DoesNotExist when `by` does not see it."""
    seen = PayFact.objects.visible_to(by).select_related("employee").get(pk=fact.pk)
    check_can_enter(by, seen.employee_id, seen.department_id)
    if seen.reverses_id is not None:
        raise Refused(_("This row takes another one back. Enter the fact anew."))
    places = places_of([seen.employee_id], by=by)[seen.employee_id]
    departments = places.departments_of(seen.happened_on) | {seen.department_id}
    lock_departments(departments)
    known = PayFact.objects.filter(reverses=seen).first()
    if known is not None:
        return known
    open_months(departments, [seen.employee_id], [seen.happened_on]).check(places, seen.happened_on)
    if not reason.strip():
        raise Refused(_("Write why it is wrong, so that the person can read it."), field="reason")
    return _mirror(seen, reason.strip(), by=by, at=at)


def _mirror(fact: PayFact, reason: str, *, by: Viewer, at: datetime) -> PayFact:
    row = PayFact(
        employee_id=fact.employee_id, department_id=fact.department_id, kind=fact.kind, happened_on=fact.happened_on,
        amount=-fact.amount, title=fact.title, client_id=fact.client_id, source=fact.source, reference=fact.reference,
        url=fact.url, reverses=fact, reason=reason, created_by_id=by.employee_id, created_at=at,
    )  # fmt: skip
    after = {"amount": row.amount, "reason": reason}
    return create_row(row, action="pay_fact.take_back", by=by, at=at, after=after, scope=f"payfact:{fact.pk}")
