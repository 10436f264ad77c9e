"""For what reasons somebody sees a ticket (P2): one rule, which lists read reason by reason."""

from django.db import models
from django.db.models import Func, Q, Value

from support_desk.shared.viewer import Viewer


class IsAmong(Func):
    """Of a column and an employee: whether the column is among their keys. `column = ANY (ARRAY(SELECT …))`: unlike IN,
    one arm of an OR that PostgreSQL answers from an index; written out, since every read compiles it."""

    template = "(%(expressions)s)))"
    output_field = models.BooleanField()


class IsInProjectOf(IsAmong):
    """Whether the project of this key is the employee's own."""

    arg_joiner = " = ANY (ARRAY(SELECT id FROM tickets_project WHERE owner_id = "


class HasTaskOf(IsAmong):
    """Whether the employee has a task in the ticket of this key (P2)."""

    arg_joiner = " = ANY (ARRAY(SELECT ticket_id FROM tickets_task WHERE assignee_id = "


class IsFollowed(Func):
    """Whether anybody follows the ticket of this key (T7); written out for the same reason."""

    template = "EXISTS(SELECT FROM tickets_follower WHERE ticket_id = %(expressions)s)"
    output_field = models.BooleanField()


def reasons_to_see(viewer: Viewer) -> list[Q] | None:
    """Each condition that makes a ticket visible by itself (P2); None: every ticket is."""
    if viewer.is_system or viewer.has("director"):
        return None
    if viewer.is_client:
        return [Q(client_id=viewer.client_id or 0)]
    if not viewer.is_employee:
        return []
    reasons = [Q(assignee_id=viewer.employee_id)]
    if viewer.overseen_department_ids:
        reasons.append(Q(department_id__in=viewer.overseen_department_ids))
    if viewer.covered_project_ids:
        reasons.append(Q(project_id__in=viewer.covered_project_ids))
    if viewer.covered_ticket_ids:
        reasons.append(Q(pk__in=viewer.covered_ticket_ids))
    if viewer.has("specialist"):
        reasons.append(Q(HasTaskOf("id", Value(viewer.employee_id))))
    if viewer.has("manager", "head"):
        reasons.append(Q(IsInProjectOf("project_id", Value(viewer.employee_id))))
    return reasons
