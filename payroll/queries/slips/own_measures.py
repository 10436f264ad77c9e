"""The three measures that are kept apart (Y0)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from payroll.models import Payslip
from support_desk.shared.ui.figures import NO_BREAK, duration, number, percent


@dataclass(frozen=True, slots=True)
class OwnMeasure:
    """`value`: "1.21", "88 %" or a dash; `formula`: of what it came."""

    name: str
    value: str
    formula: str


def own_measures(slip: Payslip) -> Sequence[OwnMeasure]:
    """Productivity, utilisation, attainment; nothing for payslips that keep no minutes."""
    minutes: Mapping[str, int] = slip.measures
    if not minutes:
        return ()
    norm, normed, paid, target = (minutes.get(name, 0) for name in ("norm", "normed", "paid", "target"))
    return (
        OwnMeasure(
            _("Productivity"),
            number(Decimal(norm) / normed, 2) if normed else "–",
            _("%(norm)s by norms for %(spent)s spent on them") % _said(norm=norm, spent=normed),
        ),
        OwnMeasure(
            _("Utilisation"),
            _percent(normed, paid),
            _("%(normed)s of %(paid)s paid went into work with a norm") % _said(normed=normed, paid=paid),
        ),
        OwnMeasure(
            _("Attainment"),
            _percent(norm, target),
            _("%(norm)s by norms, %(target)s expected") % _said(norm=norm, target=target),
        ),
    )


def _percent(part: int, whole: int) -> str:
    return percent(Decimal(part) * 100 / whole) if whole else "–"


def _said(**minutes: int) -> dict[str, str]:
    return {name: duration(value).replace(" ", NO_BREAK) for name, value in minutes.items()}
