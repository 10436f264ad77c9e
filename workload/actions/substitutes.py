"""Naming who decides for the director what the director may not: their own case (P4)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.terms import lock_employee, today_of
from workload.models import Employee, Substitute
from workload.permissions import check_can_manage_company, check_not_oneself
from workload.queries.deciders import directors


@transaction.atomic
def name_substitute(*, person: Employee, stands_in: Employee, starts_on: date, by: Viewer, at: datetime) -> Substitute:
    """From `starts_on` `stands_in` decides for the director `person`, until another one is named; naming the same again
    changes nothing. Refused, naming the field, for oneself, for who is no director or has left, for a day before
    today: what was decided then stays as it was."""
    check_can_manage_company(by)
    check_not_oneself(by, stands_in, field="stands_in")
    director = lock_employee(person, by=by)
    if director.pk not in directors(at):
        raise Refused(_("Only the director has a substitute: others have somebody above them."), field="person")
    if stands_in.pk == director.pk:
        raise Refused(_("Nobody stands in for themselves."), field="stands_in")
    if starts_on < today_of(director, at):
        raise Refused(_("A substitute is named from today on."), field="starts_on")
    if not Employee.objects.employed_at(at).filter(pk=stands_in.pk).exists():
        raise Refused(_("%(name)s has left.") % {"name": stands_in.name}, field="stands_in")
    row = Substitute.objects.select_for_update().filter(person=director, starts_on=starts_on).first()
    if row is not None:
        return change_row(row, action="substitute.name", by=by, at=at, new={"stands_in": stands_in})
    row = Substitute(person=director, stands_in=stands_in, starts_on=starts_on)
    after = {"person": director, "stands_in": stands_in, "starts_on": starts_on}
    return create_row(row, action="substitute.name", by=by, at=at, after=after)
