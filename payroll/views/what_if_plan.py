"""The plan that is changed, as the form shows it: what was paid by, beside what would be (Y7)."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from payroll.forms.what_if import SUMS, ComponentRow, PlanChangeForm
from payroll.queries.what_if_words import line_name
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
    return {
        "rows": [
            row_context(form, row, "scales" in changed and row.component.code in changed["scales"]) for row in rows
        ],
        "sums": sums,
        "sums_open": any(name in changed for name in (*SUMS, "targets")) or any(field.errors for field, _was in sums),
        "sum_tone": "done" if total == 100 else "bad",
        "sum_text": f"{trimmed(total)}{NO_BREAK}%, {_('adds up') if total == 100 else _('not 100 %')}",
        "payslip_count": len(asked.pay.payslips),
    }


def row_context(form: PlanChangeForm, row: ComponentRow, is_changed: bool) -> dict[str, Any]:
    return {
        "name": line_name(row.component.code),
        "weight": row.weight,
        "was": f"{trimmed(form.paid[row.weight.name])}{NO_BREAK}%",
        "scale": row.scale,
        "is_open": row.is_open or is_changed,
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
