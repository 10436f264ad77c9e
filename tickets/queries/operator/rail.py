"""The operator's figure in the rail of every page, from what the database knows without asking who is off shift.

Working hours are counted outside of the database; the operator's page itself counts them in and shows its own figure.
"""

from typing import Any

from django.db.models import Q, QuerySet

from support_desk.shared.viewer import Viewer
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.rules import calls_seen, mail_seen, tickets_seen, waiting_for_operator, waits_for_cover
from workload.models import Absence, AwayMark


def counted_for_rail(viewer: Viewer) -> dict[str, QuerySet[Any]]:
    """What adds up to the figure, each by a range of an index."""
    desk = Desk(viewer, None if viewer.has("director") else viewer.overseen_department_ids)
    absent = Absence.objects.in_force().filter(starts_at__lte=viewer.at, ends_at__gt=viewer.at)
    marked = AwayMark.objects.filter(starts_at__lte=viewer.at, ends_at__gt=viewer.at)
    gone = Q(assignee_id__in=absent.values("employee_id")) | Q(assignee_id__in=marked.values("employee_id"))
    mine = waiting_for_operator(desk) | (gone & ~waits_for_cover(viewer.at))
    return {
        "operator tickets": tickets_seen(desk).filter(mine, waiting_since__isnull=False),
        "operator calls": calls_seen(desk),
        "operator mail": mail_seen(desk),
    }
