"""How notices of points read: a month that was settled, a correction (M5, D10)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.models import Posting, Settlement
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords, notify
from workload.models import Employee
from workload.queries.timesheets.blocks import month_words
from workload.queries.timesheets.months import members_in

SETTLED, CORRECTED = "points.settled", "points.corrected"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(SETTLED, settled_words)
    notices.register(CORRECTED, corrected_words)


def tell_settled(settlement: Settlement, *, at: datetime) -> int:
    """The people of the department, once: the month's report is there. Two statements."""
    members = members_in(settlement.department_id, settlement.month).values("employee")
    people = Employee.objects.employed_at(at).filter(pk__in=members).order_by("pk")
    return notify([_settled_note(settlement, person, at) for person in people], at=at)


def tell_corrected(posting: Posting, *, at: datetime) -> int:
    """Whose points were corrected. Needs `employee` joined."""
    note = Note(
        user_id=posting.employee.user_id,
        kind=CORRECTED,
        key=f"{CORRECTED}:{posting.pk}",
        facts={"points": posting.points, "reason": posting.reason},
        url=reverse("points"),
        deliver_at=at,
        department_id=posting.department_id,
    )
    return notify([note], at=at)


def settled_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date, the `department` by name."""
    month = month_words(date.fromisoformat(facts["month"]))
    title = _("%(month)s is settled: the report of %(department)s is there") % {**facts, "month": month}
    return NoticeWords(title, _("Disputes by outcome, points by person, and what they are worth before pay is frozen."))


def corrected_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `points` with their sign, the `reason`."""
    points = int(facts["points"])
    words = (
        ngettext("The director gave you %(points)d point", "The director gave you %(points)d points", points)
        if points > 0
        else ngettext(
            "The director took %(points)d point from you", "The director took %(points)d points from you", -points
        )
    )
    return NoticeWords(words % {"points": abs(points)}, str(facts["reason"]))


def _settled_note(settlement: Settlement, person: Employee, at: datetime) -> Note:
    return Note(
        user_id=person.user_id,
        kind=SETTLED,
        key=f"{SETTLED}:{settlement.pk}",
        facts={"month": settlement.month.isoformat(), "department": settlement.department.name},
        url=reverse("point-report", args=[settlement.department_id, f"{settlement.month:%Y-%m}"]),
        deliver_at=at,
        department_id=settlement.department_id,
    )
