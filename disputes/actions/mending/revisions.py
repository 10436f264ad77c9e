"""Revisions: a rule that turned out unclear gets a day by which it is mended (D6)."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.actions.regulations.locking import lock_rule
from disputes.mending_permissions import check_can_ask_for_revision
from disputes.models import Dispute, Regulation, RevisionRequest
from disputes.notifications.revisions import tell_revision
from disputes.queries.point_policies import policy_for
from disputes.queries.regulations import open_revision_of
from support_desk.shared.changing import create_row
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.models import Employee


@transaction.atomic
def open_revision(
    *,
    regulation: Regulation,
    what: str,
    due_on: date | None,
    owner: Employee | None = None,
    dispute: Dispute | None = None,
    by: Viewer,
    at: datetime,
) -> RevisionRequest:
    """Asks `owner` (the rule's own unless named) to mend it until `due_on` (the policy's days from today when None).

    `what` is read by every employee: no name of a party belongs in it. With a `dispute` it is the verdict that asks,
    whose action has checked who judges, and several may be open; by hand one at a time. Refused, naming the field.
    """
    if by.employee_id is None:
        raise NotAllowed(_("A revision is asked for by a person."))
    rule = lock_rule(regulation, by=by)
    today = rule.today(at)
    if dispute is None:
        check_by_hand(rule, by)
    due_on = due_on or today + timedelta(days=policy_for(rule.department_id, today).revision_days)
    owner = owner or rule.owner
    check_revision(what, due_on, owner, today=today, at=at)
    row = RevisionRequest(
        regulation=rule,
        dispute=dispute,
        owner=owner,
        what=what.strip(),
        due_on=due_on,
        asked_by_id=by.employee_id,
        asked_at=at,
    )
    after: dict[str, Any] = {"what": row.what, "owner": owner, "due_on": due_on}
    create_row(row, action="revision.open", by=by, at=at, after=after, department_id=rule.department_id)
    tell_revision(row, by=by, at=at)
    return row


def check_by_hand(rule: Regulation, by: Viewer) -> None:
    """Who leads asks for it, and once."""
    check_can_ask_for_revision(by, rule)
    if open_revision_of(rule) is not None:
        raise Refused(_("A revision of this rule is open already."), field="regulation")


def check_revision(what: str, due_on: date, owner: Employee, *, today: date, at: datetime) -> None:
    if not what.strip():
        raise Refused(_("Write what is unclear in the rule."), field="what")
    if due_on < today:
        raise Refused(_("The day by which the rule is mended is over already."), field="due_on")
    if not Employee.objects.employed_at(at).filter(pk=owner.pk).exists():
        raise Refused(_("%(name)s has left: name somebody else.") % {"name": owner.name}, field="owner")
