"""The audit trail of a person: one scope gathers hire, roles, moves and skills (P5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.viewer import Viewer
from workload.models import Employee


def record_person(
    employee: Employee,
    action: str,
    *,
    department_id: int | None,
    by: Viewer,
    at: datetime,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """One row of the person's trail, which the overseers of `department_id` may read."""
    audit.record(
        action=action,
        target=employee,
        scope=scope_of(employee),
        department_id=department_id,
        by=by,
        at=at,
        before=before,
        after=after,
    )
