"""Keeping what the director tried out, and dropping it (Y7). Pay is not touched by either."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from payroll.domain.what_if_case import changes_from
from payroll.models import PayScenario
from payroll.scenario_permissions import check_can_try_pay_out
from support_desk.shared import audit
from support_desk.shared.changing import create_row
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.refusing import bad_input_refused
from workload.models import Department


@transaction.atomic
def save_scenario(
    *, name: str, department: Department | None, months: int, changes: Mapping[str, Any], by: Viewer, at: datetime
) -> PayScenario:
    """Under a name of its own. Refused, naming the field, for a name that is taken or missing, for changes that cannot
    be read, and for none."""
    check_can_try_pay_out(by)
    if by.employee_id is None:
        raise NotAllowed(_("A person tries pay out, not a program."))
    with bad_input_refused("changes."):
        changes_from(changes)
    if not changes:
        raise Refused(_("Nothing is changed yet: there is no scenario to save."), field="changes")
    said = name.strip()
    if PayScenario.objects.filter(name=said).exists():
        raise Refused(_("There is a scenario of this name. Choose another one, or delete it first."), field="name")
    scenario = PayScenario(
        name=said, department=department, months=months, changes=dict(changes), saved_by_id=by.employee_id, saved_at=at
    )
    after = {"name": said, "months": months, "changes": dict(changes)}
    return create_row(scenario, action="pay_scenario.save", by=by, at=at, after=after)


@transaction.atomic
def delete_scenario(*, scenario: PayScenario, by: Viewer, at: datetime) -> None:
    """It changed nothing, and it leaves nothing but its trail. PayScenario.DoesNotExist for who may not see it."""
    locked = PayScenario.objects.visible_to(by).select_for_update(of=("self",)).get(pk=scenario.pk)
    check_can_try_pay_out(by)
    before = {"name": locked.name, "months": locked.months, "changes": locked.changes}
    audit.record(
        action="pay_scenario.delete", target=locked, by=by, at=at, before=before, scope=f"payscenario:{locked.pk}"
    )
    locked.delete()
