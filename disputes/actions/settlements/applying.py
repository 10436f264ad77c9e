"""Applying a settlement when pay is frozen: limits, the short pool, the kitty and the fund (M1, M3, M4)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.actions.settlements.counting import count_of
from disputes.actions.settlements.kitty import move_kitty
from disputes.domain import settlement as rules
from disputes.domain.minus_limits import Person
from disputes.domain.settlement_case import case_from
from disputes.domain.settlement_record import digest_of, written_case
from disputes.models import Settlement, SettlementCount, SettlementLine
from disputes.point_permissions import check_can_apply_settlement
from disputes.queries.kitties import kitty_now
from disputes.queries.settlement_cases import case_to_apply
from support_desk.shared import audit
from support_desk.shared.errors import Conflict
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer
from workload.actions.timesheets.locks import lock_department

NOMINAL, APPLIED = SettlementCount.Stage.NOMINAL, SettlementCount.Stage.APPLIED


@transaction.atomic
def apply_settlement(*, settlement: Settlement, people: Sequence[Person], by: Viewer, at: datetime) -> Settlement:
    """Writes what each is paid or loses, what limited it, and where the rest went; what is given back of other months
    comes out of the kitty as far as it holds it now. `people`: the variable part and the pay of each, in kopecks; who
    is not of the settlement is left out, and of whom nothing is said has nothing to lose.

    Applying the same again changes nothing; Conflict when it was applied with other figures.
    """
    check_can_apply_settlement(by)
    lock_department(settlement.department_id, by=by)
    locked = Settlement.objects.visible_to(by).select_for_update(no_key=True).get(pk=settlement.pk)
    known = locked.counts.filter(stage=APPLIED).first()
    if known is not None:
        if known.digest != digest_of(written_case(case_to_apply(locked, people, case_from(known.case).kitty))):
            raise Conflict(_("This month is applied already, with other figures of pay."))
        return locked
    case = case_to_apply(locked, people, kitty_now(locked.department_id))
    counted = rules.settle(case.policy, case.people, case.postings, case.kitty)
    _write_amounts(locked, counted)
    count = count_of(locked, APPLIED, case, counted, at=at)
    locked.state, locked.applied_at = Settlement.State.APPLIED, at
    locked.save()
    move_kitty(settlement=locked, amount=count.kitty, at=at)
    _record(locked, count, by=by, at=at)
    return locked


def _write_amounts(settlement: Settlement, counted: rules.Settlement) -> None:
    """Two statements."""
    found = {line.id: line for line in counted.lines}
    rows = list(settlement.lines.all())
    for row in rows:
        line = found[row.employee_id]
        row.amount, row.limited_by = rubles_of(line.amount), line.limited_by or ""
    SettlementLine.objects.bulk_update(rows, ["amount", "limited_by"])


def _record(settlement: Settlement, count: SettlementCount, *, by: Viewer, at: datetime) -> None:
    names = ("digest", "withheld", "paid", "kitty", "controller_fund", "undistributed", "cross_department")
    after = {"month": settlement.month, **{name: getattr(count, name) for name in names}}
    scope = f"settlement:{settlement.department_id}"
    audit.record(action="points.apply", target=settlement, by=by, at=at, after=after, scope=scope)
