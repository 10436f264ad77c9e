"""Prepaid hours of this month that nobody has used (C2, L8)."""

from collections.abc import Collection

from django.urls import reverse

from support_desk.shared.viewer import Viewer
from tickets.models import Contract, Project
from tickets.queries.contract_hours import balances_of, in_force
from workload.work_sources import SpareHours


def spare_hours(department_ids: Collection[int], viewer: Viewer) -> list[SpareHours]:
    """Of contracts in force today that include time, of active projects that `viewer` sees; the most
    unused first. Two statements."""
    projects = Project.objects.visible_to(viewer).filter(department__in=department_ids, is_active=True)
    prepaid = Contract.objects.filter(project__in=projects, included_minutes__gt=0).select_related("project__client")
    day = viewer.at.date()
    contracts = list(in_force(prepaid, day))
    left = {pk: balance.left for pk, balance in balances_of(contracts, day).items()}
    told = [_told(contract, left[contract.pk]) for contract in contracts if left[contract.pk] > 0]
    return sorted(told, key=lambda one: (-one.minutes, one.title))


def _told(contract: Contract, minutes: int) -> SpareHours:
    project = contract.project
    return SpareHours(
        title=f"{project.client.name}: {project.name}",
        url=reverse("client-hours", args=[project.client_id]),
        department_id=project.department_id,
        owner_id=project.owner_id,
        minutes=minutes,
    )
