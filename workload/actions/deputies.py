"""Who answers when every operator of a department is away (L4)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.models import Department, DeputyOperator, Employee, Employment
from workload.permissions import check_can_manage_department, check_not_oneself
from workload.signals import tell_presence_changed

MOST_DEPUTIES = 20


@transaction.atomic
def set_deputies(*, department: Department, deputies: Sequence[Employee], by: Viewer, at: datetime) -> None:
    """The operator's deputies in the order in which they are asked; each once. Refused for somebody who does not work
    in the department, and for oneself: a deputy sees what nobody else answers for (P4)."""
    check_can_manage_department(by, department.pk)
    locked = Department.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=department.pk)
    chosen = list(dict.fromkeys(deputies))
    if len(chosen) > MOST_DEPUTIES:
        raise Refused(_("At most 20 deputies."), field="deputies")
    former = list(DeputyOperator.objects.filter(department=locked).select_related("employee"))
    before = [row.employee for row in former]
    if before == chosen:
        return
    check_deputies(set(chosen) - set(before), locked, by=by, at=at)
    DeputyOperator.objects.filter(department=locked).delete()
    DeputyOperator.objects.bulk_create(
        DeputyOperator(department=locked, employee=deputy, rank=rank) for rank, deputy in enumerate(chosen, 1)
    )
    audit.record(
        action="department.deputies",
        target=locked,
        by=by,
        at=at,
        department_id=locked.pk,
        before={"deputies": [person.name for person in before]},
        after={"deputies": [person.name for person in chosen]},
    )
    tell_presence_changed({person.pk for person in [*before, *chosen]}, at=at)


def check_deputies(new: Collection[Employee], department: Department, *, by: Viewer, at: datetime) -> None:
    """Those who are named now work in the department and are not the one who names them."""
    here = set(Employment.objects.at(at).filter(department=department).values_list("employee_id", flat=True))
    for deputy in new:
        check_not_oneself(by, deputy)
        if deputy.pk not in here:
            message = _("%(name)s does not work in the department “%(department)s”.")
            raise Refused(message % {"name": deputy.name, "department": department.name}, field="deputies")
