"""What the trail tells of a run, and to whom (P2)."""

from typing import Any, Final

from payroll.models import PayRun

# Of whoever leads the department: the trail of the department is read by the very people whose pay it is.
OWN: Final = "payown"


def trail_of(run: PayRun) -> dict[str, Any]:
    """Where a deed on the run is written down: with the month's, or for the director and who did it alone."""
    scope = f"{OWN}:{run.pk}" if run.tier == PayRun.Tier.HEAD else f"pay:{run.period.department_id}"
    return {"scope": scope, "department_id": run.period.department_id}


def sums_of(run: PayRun) -> dict[str, Any]:
    """Its total; of the heads' own not before it is approved, as they draft it themselves."""
    is_told = run.tier == PayRun.Tier.STAFF or run.state == PayRun.State.APPROVED
    return {"total": run.total} if is_told else {}
