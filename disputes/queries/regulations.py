"""Which text binds on a day, who has read it, and whether it is being mended (D2, D6)."""

from datetime import date, datetime

from disputes.models import Acknowledgement, Regulation, RegulationVersion, RevisionRequest
from workload.models import Employee


def version_in_force(regulation: Regulation, day: date) -> RegulationVersion | None:
    """The latest published version that had begun by `day`; None before the first one and once the rule has ended.
    One statement at most."""
    if regulation.ended_on is not None and day > regulation.ended_on:
        return None
    begun = RegulationVersion.objects.begun(day).filter(regulation=regulation)
    return begun.select_related("regulation").order_by("-starts_on").first()


def acknowledgement_of(
    employee: Employee, version: RegulationVersion, at: datetime | None = None
) -> Acknowledgement | None:
    """That the person has read this very version; with `at`: by that instant. One statement."""
    found = Acknowledgement.objects.filter(employee=employee, version=version)
    if at is not None:
        found = found.filter(acknowledged_at__lte=at)
    return found.first()


def open_revision_of(regulation: Regulation) -> RevisionRequest | None:
    """The revision of the rule that is due first, while one is open. One statement."""
    found = RevisionRequest.objects.open().filter(regulation=regulation)
    return found.select_related("owner").order_by("due_on", "id").first()
