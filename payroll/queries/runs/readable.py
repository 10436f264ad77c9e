"""Months, runs and payslips that somebody reads because they have a say in them (P2, P4)."""

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from payroll.models import PayPeriod, PayRun, Payslip
from payroll.models.answering import answered_by, is_director
from payroll.queries.runs.waiting_for import waiting_for
from support_desk.shared.viewer import Viewer


def readable_runs(viewer: Viewer) -> QuerySet[PayRun]:
    """Those the viewer sees; the own pay of heads all of whom they manage, directors never; whatever waits for their
    yes, as long as it does; and what they have said yes to."""
    return PayRun.objects.filter(pk__in=PayRun.objects.visible_to(viewer).values("pk")) | _given(viewer)


def readable_periods(viewer: Viewer) -> QuerySet[PayPeriod]:
    """Months the viewer sees, and those of runs they have a say in."""
    seen = PayPeriod.objects.visible_to(viewer).values("pk")
    return PayPeriod.objects.filter(Q(pk__in=seen) | Q(pk__in=_given(viewer).values("period")))


def readable_payslips(viewer: Viewer) -> QuerySet[Payslip]:
    """Those the viewer sees, those of runs they have a say in, and of heads' runs those of whose pay they answer for;
    nobody reads a draft of their own."""
    seen = Payslip.objects.visible_to(viewer).values("pk")
    given = Q(run__in=_given(viewer).values("pk")) | Q(run__tier=PayRun.Tier.HEAD) & answered_by(viewer)
    return Payslip.objects.filter(Q(pk__in=seen) | given & ~Q(employee=viewer.employee_id or 0))


def readable_slips(run: PayRun, viewer: Viewer) -> QuerySet[Payslip]:
    """Those of a run that the viewer reads; nobody reads a draft of their own."""
    rows = Payslip.objects.filter(run=run)
    if run.state == PayRun.State.APPROVED or viewer.is_system:
        return rows
    return rows.exclude(employee=viewer.employee_id or 0)


def _given(viewer: Viewer) -> QuerySet[PayRun]:
    """What a director or the desk sees anyway is not asked for."""
    if viewer.is_system or not viewer.is_employee or viewer.has("director"):
        return PayRun.objects.none()
    rows = Payslip.objects.filter(run=OuterRef("pk"))
    managed = Q(employee__manager=viewer.employee_id) & ~Q(is_director(viewer, "employee"))
    above = Q(Exists(rows.filter(managed)), ~Exists(rows.exclude(managed)), tier=PayRun.Tier.HEAD)
    said = Q(confirmed_by=viewer.employee_id) | Q(approved_by=viewer.employee_id)
    waiting: Collection[int] = waiting_for(viewer)
    return PayRun.objects.filter(above | said | Q(pk__in=waiting))
