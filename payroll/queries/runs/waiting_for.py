"""Runs that wait for somebody's yes who does not see them otherwise: a head's manager, who stands in (Y5, P4)."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from payroll.models import PayRun
from payroll.queries.runs.people import deciders_of_each
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employment, RoleAssignment, Substitute


def waiting_for(viewer: Viewer) -> Collection[int]:
    """Ids of runs that wait for the viewer. One statement for whom nothing can wait for, else as many as `deciders_of`
    takes for one run."""
    asked = {"state__in": [PayRun.State.DRAFTED, PayRun.State.CONFIRMED]}
    runs = list(PayRun.objects.filter(_may_wait_for(viewer), **asked).select_related("period"))
    found = deciders_of_each(runs, viewer.at) if runs else {}
    return [run.pk for run in runs if viewer.employee_id in found[run.pk].next]


def _may_wait_for(viewer: Viewer) -> Q:
    """Drafts of the staff whose leader the viewer manages; whatever waits, for who was ever named to stand in for who
    directs. Some of them wait for others: that is looked at run by run."""
    led = Q(tier=PayRun.Tier.STAFF, period__department__in=_led_by_those_managed(viewer))
    directing = RoleAssignment.objects.at(viewer.at).filter(role=Role.DIRECTOR).values("employee")
    named = Substitute.objects.filter(stands_in=viewer.employee_id, person__in=directing)
    return led | Q(Exists(named))


def _led_by_those_managed(viewer: Viewer) -> QuerySet[Any]:
    held = RoleAssignment.objects.at(viewer.at).filter(role=Role.HEAD, employee=OuterRef("employee"))
    terms = Employment.objects.at(viewer.at).filter(Exists(held), employee__manager=viewer.employee_id)
    named = Q(head__manager=viewer.employee_id)
    return Department.objects.filter(named | Q(pk__in=terms.values("department"))).values("pk")
