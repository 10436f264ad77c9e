"""Correcting a closed payslip: computed anew from what was stored, by the versions of its month; the difference is
proposed for a later one, line by line, and the payslip stays as it is (Y5, I5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from payroll.actions.minus import Minus
from payroll.actions.proposing import NO_MINUS, check_bound, correction_of, lock_closed, propose
from payroll.adjustment_permissions import check_can_correct
from payroll.domain.corrections import Change, Difference, changed, differences, of_one_sign
from payroll.domain.plans import BASE
from payroll.models import PayAdjustment, PayObjection, Payslip, PayslipLine
from payroll.notifications.adjustments import tell_proposed
from payroll.queries.adjustments.corrections import (
    computed_corrections,
    corrected_by_line,
    lines_by_key,
    sections_by_hours,
    settled_at,
    standing_case,
)
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer
from workload.actions.refusing import bad_input_refused


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What a closed payslip should have come to. `case`: what `calculate pay` reads; `total`: of all differences, in
    kopecks."""

    case: Mapping[str, Any]
    differences: Sequence[Difference]

    @property
    def total(self) -> int:
        return sum(one.amount for one in self.differences)


def recomputed(slip: Payslip, changes: Sequence[Change]) -> Recomputed:
    """Writes nothing. Refused, naming the path of the figure that cannot be used. Four statements."""
    standing = standing_case(slip)
    with bad_input_refused():
        case = changed(standing, changes, sections_by_hours(slip))
        return Recomputed(case, differences(standing, case, settled_at(slip)))


@transaction.atomic
def correct_payslip(
    *,
    payslip: Payslip,
    changes: Sequence[Change],
    reason: str,
    objection: PayObjection | None = None,
    minus: Minus = NO_MINUS,
    by: Viewer,
    at: datetime,
) -> list[PayAdjustment]:
    """A correction for every line that comes out otherwise, all of one sign: what single lines lose is taken off what
    the others gain. They are decided together. `objection`: that has led to it.

    Refused where the sum stays the same, or a minus has no ground; IllegalTransition while another correction of the
    payslip waits for a decision, or the payslip is not closed.
    """
    slip = lock_closed(payslip.pk)
    check_can_correct(by, slip)
    if computed_corrections(slip).filter(state=PayAdjustment.State.PROPOSED).exists():
        raise IllegalTransition(_("A correction of this payslip waits for a decision. Decide on that one first."))
    found = recomputed(slip, changes)
    if not found.total:
        raise Refused(_("Nothing comes out otherwise: there is nothing to pay or to take."), field="changes")
    inputs = {"case": found.case, "changes": _written_changes(changes), "lines": _written_lines(found.differences)}
    rows = [
        correction_of(line, slip, amount, minus, by=by, at=at, inputs=inputs) for line, amount in _sums(slip, found)
    ]
    saved = [propose(row, reason, by=by, at=at) for row in rows]
    tell_proposed(saved, by=by, at=at)
    if objection is not None:
        _link(objection, saved[0], slip)
    return saved


def _sums(slip: Payslip, found: Recomputed) -> list[tuple[PayslipLine, Decimal]]:
    """What is paid or taken for each line; for one that the payslip has not, beside the base of its section."""
    lines, corrected = lines_by_key(slip), corrected_by_line(slip)
    sums: list[tuple[PayslipLine, Decimal]] = []
    amounts = of_one_sign([one.amount for one in found.differences])
    for one, amount in zip(found.differences, amounts, strict=True):
        line = lines.get((one.section, one.code)) or lines[one.section, BASE]
        if amount:
            check_bound(line, rubles_of(amount), corrected)
            sums.append((line, rubles_of(amount)))
    return sums


def _link(objection: PayObjection, row: PayAdjustment, slip: Payslip) -> None:
    if objection.line.payslip_id != slip.pk or objection.state != PayObjection.State.UPHELD:
        raise Refused(_("This objection is about another payslip, or was not upheld."), field="objection")
    objection.adjustment = row
    objection.save(update_fields=["adjustment"])


def _written_changes(changes: Sequence[Change]) -> list[list[Any]]:
    return [[one.section, one.what, one.value] for one in changes]


def _written_lines(found: Sequence[Difference]) -> list[list[Any]]:
    return [[one.section, one.code, str(rubles_of(one.before)), str(rubles_of(one.after))] for one in found]
