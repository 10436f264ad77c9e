"""Reading a rule: a person's dated word for one version, and asking a colleague for it (D2)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.models import Acknowledgement, RegulationVersion
from disputes.notifications.regulations import tell_asked
from disputes.queries.regulations import acknowledgement_of
from support_desk.shared import audit
from support_desk.shared.changing import create_row
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.models import Employee


@transaction.atomic
def acknowledge(*, version: RegulationVersion, by: Viewer, at: datetime) -> Acknowledgement:
    """The viewer says that they have read it; said twice it is said once. Published versions only.

    Nobody says it for somebody else. RegulationVersion.DoesNotExist when `by` may not see it.
    """
    if by.employee_id is None:
        raise NotAllowed(_("Only the person says what they have read."))
    text = published_one(version, by=by)
    reader = Employee.objects.select_for_update(of=("self",), no_key=True).get(pk=by.employee_id)
    read = acknowledgement_of(reader, text)
    if read is not None:
        return read
    row = Acknowledgement(employee=reader, version=text, acknowledged_at=at)
    return create_row(
        row,
        action="regulation.read",
        by=by,
        at=at,
        scope=text.scope,
        department_id=text.regulation.department_id,
        after={"version": text},
    )


@transaction.atomic
def ask_to_acknowledge(*, version: RegulationVersion, employee: Employee, by: Viewer, at: datetime) -> bool:
    """Any colleague asks somebody to read a version now; once a day, whoever asks. True when they were told by this.

    Refused, naming `employee`, for oneself, for who has left and for who has read it.
    """
    text = published_one(version, by=by)
    if employee.pk == by.employee_id:
        raise Refused(_("You can say yourself that you have read it."), field="employee")
    if not Employee.objects.employed_at(at).filter(pk=employee.pk).exists():
        raise Refused(_("%(name)s has left.") % {"name": employee.name}, field="employee")
    if acknowledgement_of(employee, text) is not None:
        raise Refused(_("%(name)s has read this version.") % {"name": employee.name}, field="employee")
    day = at.astimezone(ZoneInfo(by.timezone or settings.TIME_ZONE)).date()
    is_told = tell_asked(text, employee, by=by, day=day, at=at)
    if is_told:
        audit.record(
            action="regulation.ask",
            target=text,
            by=by,
            at=at,
            after={"employee": employee},
            department_id=text.regulation.department_id,
        )
    return is_told


def published_one(version: RegulationVersion, *, by: Viewer) -> RegulationVersion:
    """The version with its rule. RegulationVersion.DoesNotExist when `by` may not see it, Refused for a draft."""
    text = RegulationVersion.objects.visible_to(by).select_related("regulation__department").get(pk=version.pk)
    if text.published_at is None:
        raise Refused(_("A draft binds nobody: it is read once it is published."))
    return text
