"""Months, runs and payslips that somebody reads because they have a say in them (P2, P4)."""

from django.db.models import Q, QuerySet

from disputes.queries.point_correctors import directors_behind
from payroll.models import PayPeriod, PayRun, Payslip
from support_desk.shared.viewer import Viewer


def readable_runs(viewer: Viewer) -> QuerySet[PayRun]:
    """Those the viewer sees; the own pay of heads whose manager they are; and for who stands in for a director those
    that the director confirmed or is paid by, as long as they wait for a yes, and those that they approved."""
    return PayRun.objects.filter(pk__in=PayRun.objects.visible_to(viewer).values("pk")) | _given(viewer)


def readable_periods(viewer: Viewer) -> QuerySet[PayPeriod]:
    """Months the viewer sees, and those of runs they have a say in."""
    seen = PayPeriod.objects.visible_to(viewer).values("pk")
    return PayPeriod.objects.filter(Q(pk__in=seen) | Q(pk__in=_given(viewer).values("period")))


def readable_payslips(viewer: Viewer) -> QuerySet[Payslip]:
    """Those the viewer sees, and those of runs they have a say in; nobody reads a draft of their own."""
    seen = Payslip.objects.visible_to(viewer).values("pk")
    given = Q(run__in=_given(viewer).values("pk")) & ~Q(employee=viewer.employee_id or 0)
    return Payslip.objects.filter(Q(pk__in=seen) | given)


def readable_slips(run: PayRun, viewer: Viewer) -> QuerySet[Payslip]:
    """Those of a run that the viewer reads; nobody reads a draft of their own."""
    rows = Payslip.objects.filter(run=run)
    if run.state == PayRun.State.APPROVED or viewer.is_system:
        return rows
    return rows.exclude(employee=viewer.employee_id or 0)


def _given(viewer: Viewer) -> QuerySet[PayRun]:
    if viewer.is_system or not viewer.is_employee:
        return PayRun.objects.none()
    above = Q(tier=PayRun.Tier.HEAD, payslips__employee__manager=viewer.employee_id)
    behind = directors_behind(viewer.employee_id, viewer.at)
    theirs = Q(confirmed_by__in=behind) | Q(payslips__employee__in=behind) if behind else Q(pk__in=())
    stands_in = Q(approved_by=viewer.employee_id) | (theirs & Q(state=PayRun.State.CONFIRMED))
    return PayRun.objects.filter(pk__in=PayRun.objects.filter(above | stands_in).values("pk"))
