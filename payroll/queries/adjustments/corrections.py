"""What a payslip stands at, with the corrections that were agreed to since it was closed (Y5)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from payroll.domain.plans import SETTLEMENT
from payroll.models import PayAdjustment, PayPlanVersion, PayRun, Payslip, PayslipLine
from payroll.models.answering import answered_by
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer


def computed_corrections(slip: Payslip) -> QuerySet[PayAdjustment]:
    """Those that were computed from its inputs, the refused left out."""
    return PayAdjustment.objects.standing().filter(corrects__payslip=slip, inputs__isnull=False)


def standing_case(slip: Payslip) -> Mapping[str, Any]:
    """What it was computed from, as the last correction that was agreed to has put it right. One statement."""
    agreed = computed_corrections(slip).filter(state=PayAdjustment.State.AGREED).order_by("-pk")
    inputs = agreed.values_list("inputs", flat=True).first()
    case: Mapping[str, Any] = slip.inputs if inputs is None else inputs["case"]
    return case


def corrected_by_line(slip: Payslip) -> dict[int, Decimal]:
    """{line: the sum of its corrections, proposed and agreed}. One statement."""
    standing = PayAdjustment.objects.standing().filter(corrects__payslip=slip)
    return dict(standing.values_list("corrects").annotate(Sum("amount")).order_by())


def settled_at(slip: Payslip) -> int:
    """What its line of points stands at with all corrections of it, in kopecks. Two statements."""
    line = slip.lines.filter(code=SETTLEMENT, section__isnull=True, adjustment_month__isnull=True).first()
    return 0 if line is None else kopecks_of(line.amount + corrected_by_line(slip).get(line.pk, Decimal()))


def sections_by_hours(slip: Payslip) -> frozenset[int]:
    """Places of the sections whose people are measured by their own figures (Y2). One statement."""
    versions = {section["version"] for section in slip.sections if section.get("version")}
    of_department = PayPlanVersion.objects.filter(pk__in=versions, measures=PayPlanVersion.Measures.DEPARTMENT)
    left_out = set(of_department.values_list("pk", flat=True))
    return frozenset(place for place, part in enumerate(slip.sections) if part.get("version") not in left_out)


def lines_by_key(slip: Payslip) -> dict[tuple[int | None, str], PayslipLine]:
    """The lines that the plan and the settlement gave, by section as their inputs name it, and code. One statement."""
    own = slip.lines.filter(adjustment_month__isnull=True)
    found: dict[tuple[int | None, str], PayslipLine] = {}
    for line in own.order_by("position"):
        found.setdefault((line.inputs.get("section"), line.code), line)
    return found


def correctable_payslips(viewer: Viewer) -> QuerySet[Payslip]:
    """Closed ones of whose pay the viewer answers for."""
    return Payslip.objects.filter(answered_by(viewer), run__state=PayRun.State.APPROVED)
