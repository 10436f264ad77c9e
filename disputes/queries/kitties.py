"""What a department's kitty holds, and what was bought of it (M2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from disputes.models import KittyEntry
from disputes.point_permissions import can_spend_kitty
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer
from workload.models import Department

ENTRIES_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Kitty:
    """Entries, the newest first; `balances`: after each of them, the oldest first, for the picture."""

    department: Department
    departments: Sequence[Department]
    entries: Sequence[KittyEntry]
    may_spend: bool

    @property
    def balance(self) -> Decimal:
        return self.entries[0].balance if self.entries else Decimal(0)

    @property
    def balances(self) -> list[Decimal]:
        return [entry.balance for entry in reversed(self.entries)]


def kitty_of(viewer: Viewer, department_id: int | None) -> Kitty | None:
    """The department's that is asked for, else the viewer's own; None where the viewer sees no kitty of that kind. Two
    statements."""
    departments = kitty_departments(viewer)
    wanted = [one for one in departments if one.pk == department_id] if department_id else departments
    if not wanted:
        return None
    own = viewer.department_ids | viewer.led_department_ids
    department = min(wanted, key=lambda one: one.pk not in own)
    rows = kitty_entries(viewer).filter(department=department).order_by("-number")[:ENTRIES_SHOWN]
    return Kitty(department, departments, list(rows), can_spend_kitty(viewer, department.pk))


def kitty_departments(viewer: Viewer) -> list[Department]:
    """Whose kitty the viewer sees: their own departments', all to the director. One statement."""
    rows = Department.objects.visible_to(viewer).filter(is_active=True)
    if not viewer.has("director"):
        rows = rows.filter(pk__in=viewer.department_ids | viewer.led_department_ids)
    return list(rows.order_by("name"))


def kitty_entries(viewer: Viewer) -> QuerySet[KittyEntry]:
    """With the month and the person of each."""
    return KittyEntry.objects.visible_to(viewer).select_related("department", "settlement", "by")


def last_entry(department_id: int) -> KittyEntry | None:
    """The latest movement. One statement."""
    return KittyEntry.objects.filter(department=department_id).order_by("-number").first()


def balance_of(department_id: int) -> Decimal:
    """Rubles. One statement."""
    last = last_entry(department_id)
    return last.balance if last else Decimal(0)


def kitty_now(department_id: int) -> int:
    """Kopecks. One statement."""
    return kopecks_of(balance_of(department_id))
