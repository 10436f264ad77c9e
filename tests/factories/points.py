"""Postings as outcomes of disputes leave them, and months that are settled."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from disputes.actions.settlements.settling import settle_month
from disputes.domain.minus_limits import Person
from disputes.models import Dispute, DisputeStep, Posting, Settlement
from support_desk.shared.viewer import Viewer
from tests.factories.disputes import a_dispute, a_regulation, a_version
from workload.models import Department, Employee

OCTOBER = date(2026, 10, 1)
IN_OCTOBER = datetime(2026, 10, 14, 9, 0, tzinfo=UTC)
FIRST_OF_NOVEMBER = datetime(2026, 10, 31, 21, 5, tzinfo=UTC)  # 00:05 in Moscow
RICH = 10_000_000
serial = count(1)


def posted(
    initiator: Employee,
    respondent: Employee,
    points: int = 1,
    *,
    month: date = OCTOBER,
    dispute: Dispute | None = None,
    cause: str = "accept",
    is_cross: bool = False,
    only: Sequence[Employee] = (),
) -> list[Posting]:
    """Both sides of an outcome, each in the department of its employee; `only`: the sides that are posted."""
    version = a_version(a_regulation(owner=initiator))
    dispute = dispute or a_dispute(initiator, respondent, version=version, opened_at=IN_OCTOBER)
    step = DisputeStep.objects.create(dispute=dispute, event="accept", before="open", after="accepted", at=IN_OCTOBER)
    return [
        Posting.objects.create(
            employee=employee,
            department=employee.employments.get().department,
            month=month,
            points=moved,
            cause=cause,
            dispute=dispute,
            step=step,
            initiator=initiator,
            is_cross=is_cross,
            posted_at=IN_OCTOBER,
        )
        for employee, moved in ((initiator, points), (respondent, -points))
        if not only or employee in only
    ]


def taken_back(posting: Posting, *, month: date = OCTOBER) -> Posting:
    """The mirror of a posting."""
    step = DisputeStep.objects.create(
        dispute=posting.dispute, event="give_days_back", before="defaulted", after="open", at=IN_OCTOBER
    )
    return Posting.objects.create(
        employee=posting.employee,
        department=posting.department,
        month=month,
        points=-posting.points,
        cause=posting.cause,
        dispute=posting.dispute,
        step=step,
        initiator=posting.initiator,
        is_cross=posting.is_cross,
        mirrors=posting,
        posted_at=IN_OCTOBER,
    )


def settled(department: Department, *, month: date = OCTOBER, at: datetime = FIRST_OF_NOVEMBER) -> Settlement:
    """The department's month, settled."""
    made = settle_month(department=department, month=month, by=Viewer.system(at), at=at)
    assert made is not None, "settled before"
    return made


def pay_of(settlement: Settlement, **over: Any) -> list[Person]:
    """Everybody of it with plenty to lose; `over`: kopecks of the variable part by name."""
    lines = settlement.lines.select_related("employee")
    return [Person(one.employee_id, over.get(one.employee.name, RICH), RICH * 10) for one in lines]
