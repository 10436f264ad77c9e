"""The plan that is changed, as the form shows it: what was paid by, beside what would be (Y7)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from payroll.domain.plan_case import scale_from
from payroll.forms.what_if import SUMS, ComponentRow, PlanChangeForm
from payroll.queries.plans.scale_pictures import scale_of, scale_picture
from payroll.queries.slips.line_names import line_name
from payroll.views.what_if_asked import Asked
from support_desk.shared.ui.figures import NO_BREAK, number


def plan_context(asked: Asked) -> dict[str, Any]:
    """Empty where nothing was paid."""
    form = asked.form
    if form is None:
        return {}
    rows = list(form.rows())
    targets = [row.target for row in rows if row.target is not None]
    changed = asked.changes.get(str(form.plan.id), {})
    sums = [(field, trimmed(form.paid[field.name])) for field in [*(form[name] for name in SUMS), *targets]]
    total = sum((weight_in(row) for row in rows), Decimal())
    scales = changed.get("scales", {})
    return {
        "rows": [row_context(form, row, scales.get(row.component.code)) for row in rows],
        "sums": sums,
        "sums_open": any(name in changed for name in (*SUMS, "targets")) or any(field.errors for field, _was in sums),
        "sum_tone": "done" if total == 100 else "bad",
        "sum_text": f"{trimmed(total)}{NO_BREAK}%, {_('adds up') if total == 100 else _('does not add up')}",
        "payslip_count": len(asked.pay.payslips),
    }


def row_context(form: PlanChangeForm, row: ComponentRow, changed: Mapping[str, Any] | None) -> dict[str, Any]:
    """`changed`: the scale of the scenario, None where it is the plan's."""
    scale = scale_of(row.component) if changed is None else scale_from(changed, "scale")
    return {
        "name": line_name(row.component.code),
        "weight": row.weight,
        "was": f"{trimmed(form.paid[row.weight.name])}{NO_BREAK}%",
        "scale": row.scale,
        "picture": scale_picture(scale),
        "is_open": row.is_open or changed is not None,
    }


def weight_in(row: ComponentRow) -> Decimal:
    """What stands in the field; nothing where no number does."""
    try:
        found = Decimal(str(row.weight.value()).replace(",", "."))
    except ArithmeticError:
        return Decimal()
    return found if found.is_finite() else Decimal()


def trimmed(value: Decimal) -> str:
    """Without zeros at the end."""
    places = max(0, -int(value.normalize().as_tuple().exponent))
    return number(value, places)
