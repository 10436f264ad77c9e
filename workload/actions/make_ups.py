"""Make-up hours of an absence by the hour: checked, written down, given up with it (L2)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import save_valid
from support_desk.shared.errors import Refused
from workload.actions.person import Person, local_day
from workload.actions.refusing import bad_input_refused
from workload.domain.make_ups import FIELD, Span, check_make_ups
from workload.domain.planned import Work
from workload.models import Absence, MakeUp
from workload.queries.planned import planned_for

MONTH = timedelta(days=32)


def check_can_make_up(spans: Sequence[Span], absence: Absence, person: Person) -> None:
    """Refused, naming `make_ups`: for anything but personal hours, beyond the month or the hours away, in working time
    or another absence. `absence`: not saved yet."""
    if not spans:
        return
    if absence.type != Absence.Type.PERSONAL or absence.from_time is None:
        raise Refused(_("Make-up hours are agreed for personal hours of one day."), field=FIELD)
    away = Span(absence.starts_at, absence.ends_at)
    with bad_input_refused():
        check_make_ups(spans, away=away, zone=person.zone, taken=_taken(person, local_day(away.starts_at, person.zone)))


def _taken(person: Person, day: date) -> list[Span | Work]:
    """Working time, absences that stand and make-up hours agreed before, in the month of that day. Five statements."""
    first = day.replace(day=1)
    last = (first + MONTH).replace(day=1) - timedelta(days=1)
    planned = planned_for([person.employee.pk], first, last)[person.employee.pk]
    standing = Absence.objects.standing().filter(employee=person.employee, starts_on__lte=last, ends_on__gte=first)
    earlier = MakeUp.objects.filter(employee=person.employee, is_standing=True, absence__starts_on__gte=first)
    spans = [*standing.values_list("starts_at", "ends_at"), *earlier.values_list("starts_at", "ends_at")]
    return [*(work for one in planned for work in one.works), *(Span(*span) for span in spans)]


def write_make_ups(spans: Sequence[Span], absence: Absence) -> None:
    """The checked hours of a saved absence."""
    for span in sorted(spans):
        save_valid(MakeUp(absence=absence, employee=absence.employee, starts_at=span.starts_at, ends_at=span.ends_at))


def give_up_make_ups(absence: Absence) -> None:
    """The hours of an absence that does not come are free again; its own trail says so."""
    MakeUp.objects.filter(absence=absence, is_standing=True).update(is_standing=False)
