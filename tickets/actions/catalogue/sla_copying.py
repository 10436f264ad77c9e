"""A policy of one's own that begins as another one is: whoever may not change that changes the copy (S1, P2)."""

from datetime import datetime

from django.db import transaction

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.copying import check_name, code_of_copy
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.sla_policies import create_policy
from tickets.models import SlaPolicy
from tickets.permissions import check_can_manage_catalogues
from tickets.queries.sla_spec import spec_of


@transaction.atomic
def copy_policy(*, policy: SlaPolicy, name: str, by: Viewer, at: datetime) -> SlaPolicy:
    """A new policy that promises what `policy` does, by the same calendar; nobody promises by it yet.
    SlaPolicy.DoesNotExist when `by` may not see it. Refused as a new one, naming `name` when another is called so."""
    check_can_manage_catalogues(by)
    seen = SlaPolicy.objects.visible_to(by).select_related("calendar")
    model = seen.select_for_update(of=("self",)).get(pk=policy.pk)
    check_name(SlaPolicy.objects.all(), name)
    spec = spec_of(model)
    copy = create_policy(
        code=code_of_copy(model.code, set(SlaPolicy.objects.values_list("code", flat=True))),
        name=name,
        calendar=model.calendar,
        targets={int(priority): minutes for priority, minutes in spec["targets"].items()},
        steps=[(step["role"], step["delay"]) for step in spec["steps"]],
        warn_percent=model.warn_percent,
        notifies_any_time=model.notifies_any_time,
        hides_covered=model.hides_covered,
        by=by,
        at=at,
    )
    after = {"copy_of": model}
    audit.record(action="sla_policy.copy", target=copy, scope=scope_of(copy), by=by, at=at, after=after)
    return copy
