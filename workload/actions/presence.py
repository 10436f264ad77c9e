""" "Away now" and "I am back" (L3)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.person import Person, lock_person
from workload.actions.trail import record_person
from workload.models import AwayMark
from workload.signals import tell_presence_changed

USUAL_MINUTES = 30
LONGEST_AWAY = timedelta(hours=12)


@transaction.atomic
def mark_away(
    *, by: Viewer, at: datetime, kind: str = AwayMark.Kind.OTHER, until: datetime | None = None, minutes: int = 0
) -> AwayMark:
    """The viewer is away from now `until` then, or for so many minutes (30 by default); a mark that runs is replaced.
    Refused, naming the field, for an end that has passed or is more than 12 hours away."""
    person = _oneself(by, at)
    ends_at = until or at + timedelta(minutes=minutes or USUAL_MINUTES)
    check_end(ends_at, at=at, field="until" if until else "minutes")
    if kind not in AwayMark.Kind.values:
        raise Refused(_("Choose why you are away."), field="kind")
    _end_mark(person, at)
    mark = AwayMark.objects.create(employee=person.employee, kind=kind, starts_at=at, ends_at=ends_at)
    _tell(person, "presence.away", by=by, at=at, after={"kind": kind, "until": ends_at})
    return mark


@transaction.atomic
def come_back(*, by: Viewer, at: datetime) -> bool:
    """Ends the viewer's mark now; False when none runs."""
    person = _oneself(by, at)
    if not _end_mark(person, at):
        return False
    _tell(person, "presence.back", by=by, at=at, after={})
    return True


def check_end(ends_at: datetime, *, at: datetime, field: str) -> None:
    """The end is still to come, within half a day."""
    if ends_at <= at:
        raise Refused(_("Choose a time that is still to come."), field=field)
    if ends_at - at > LONGEST_AWAY:
        raise Refused(_("A mark lasts 12 hours at most. Ask for an absence instead."), field=field)


def _oneself(by: Viewer, at: datetime) -> Person:
    if by.employee_id is None:
        raise NotAllowed(_("Only an employee may do this."))
    return lock_person(by.employee_id, by=by, at=at)


def _end_mark(person: Person, at: datetime) -> bool:
    """Ends what runs at `at`; a mark that began this very moment is as if never set."""
    running = AwayMark.objects.filter(employee=person.employee, ends_at__gt=at)
    gone, _kinds = running.filter(starts_at__gte=at).delete()
    return bool(running.update(ends_at=at) + gone)


def _tell(person: Person, action: str, *, by: Viewer, at: datetime, after: dict[str, object]) -> None:
    record_person(person.employee, action, by=by, at=at, after=after, department_id=person.department.pk)
    tell_presence_changed([person.employee.pk], at=at)
