"""Evidence of who is measured by a department: its members, each with target and fact (Y2)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from payroll.models import LineEvidence, Payslip
from payroll.queries.evidence.kinds import PAGE, EvidenceRow, Listing
from payroll.queries.slips.line_words import percent_words
from support_desk.shared.ui.figures import number
from support_desk.shared.viewer import Viewer
from workload.models import Employee


def members(viewer: Viewer, slip: Payslip, evidence: LineEvidence, start: int) -> Listing:
    """Whoever reached least first. Two statements."""
    figures = sorted(evidence.figures, key=_reached)
    start = start if 0 <= start < len(figures) else 0
    shown = figures[start : start + PAGE]
    people = [employee for employee, *_figures in shown]
    names = dict(Employee.objects.visible_to(viewer).filter(pk__in=people).values_list("pk", "name"))
    own = Payslip.objects.visible_to(viewer).filter(employee__in=people, month=slip.month)
    opens = set(own.values_list("employee_id", flat=True))
    return Listing(
        source=evidence.source,
        title=str(LineEvidence.Source.MEMBERS.label),
        headings=(_("Employee"), "", _("Of target")),
        rows=[_row(figure, names, opens, slip) for figure in shown],
        total=len(figures),
        start=start,
        before=max(start - PAGE, 0) if start else None,
        after=start + PAGE if start + PAGE < len(figures) else None,
    )


def _row(figure: Sequence[Any], names: Mapping[int, str], opens: set[int], slip: Payslip) -> EvidenceRow:
    employee, target, fact = figure
    said = {"fact": number(Decimal(fact)), "target": number(Decimal(target)) if target is not None else "–"}
    share = Decimal(fact) / Decimal(target) if target and Decimal(target) else None
    return EvidenceRow(
        title=names.get(employee, _("A colleague")),
        href=reverse("payslip", args=[employee, slip.month]) if employee in opens else "",
        note=_("%(fact)s of %(target)s") % said,
        figure="–" if share is None else percent_words(share),
    )


def _reached(figure: Sequence[Any]) -> Decimal:
    _employee, target, fact = figure
    return Decimal(fact) / Decimal(target) if target and Decimal(target) else Decimal("Infinity")
