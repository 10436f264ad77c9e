"""What must hold of an absence before it is entered or approved (L2)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused, Unconfirmed
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.actions.months_open import check_months_open_for
from workload.actions.person import Person, local_day
from workload.models import Absence, Employee, Employment, RoleAssignment
from workload.queries.absent_throughout import is_absent_throughout
from workload.queries.consequences import consequences_of

MOST_DAYS = 1_100  # parental leave lasts until the child is three


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days from `first` to `last`, or hours of one day when both times are given."""

    first: date
    last: date
    from_time: time | None = None
    until_time: time | None = None

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """When it begins and ends, by the wall clock of `zone`."""
        if self.from_time is not None and self.until_time is not None:
            span = (datetime.combine(self.first, self.from_time), datetime.combine(self.first, self.until_time))
        else:
            span = (datetime.combine(self.first, time()), datetime.combine(self.last + timedelta(days=1), time()))
        return span[0].replace(tzinfo=zone).astimezone(UTC), span[1].replace(tzinfo=zone).astimezone(UTC)


def check_days(days: Days) -> None:
    """The days are in order and hours are of one day."""
    if days.last < days.first:
        raise Refused(_("The absence ends before it starts."), field="ends_on")
    if (days.last - days.first).days >= MOST_DAYS:
        raise Refused(_("An absence lasts three years at most."), field="ends_on")
    if days.from_time is None and days.until_time is None:
        return
    if days.from_time is None or days.until_time is None:
        missing = "from_time" if days.from_time is None else "until_time"
        raise Refused(_("Hours have a beginning and an end."), field=missing)
    if days.first != days.last:
        raise Refused(_("Hours are of one day. Leave them out for whole days."), field="ends_on")
    if days.until_time <= days.from_time:
        raise Refused(_("The absence ends before it starts."), field="until_time")


def check_months_open(person: Person, first: date, last: date) -> None:
    """PeriodClosed when a month of the absence is closed, for the department where they worked then."""
    check_months_open_for(person.employee, first, last, "starts_on")


def check_free(person: Person, starts_at: datetime, ends_at: datetime, field: str = "starts_on") -> None:
    """Absences of one person do not overlap."""
    standing = Absence.objects.standing().filter(employee=person.employee)
    other = standing.overlapping(starts_at, ends_at).order_by("starts_at").first()
    if other is not None:
        days = {"first": other.starts_on, "last": other.ends_on}
        raise Refused(_("There is another absence at that time: %(first)s to %(last)s.") % days, field=field)


def check_cover(cover: Employee | None, *, person: Person, starts_at: datetime, ends_at: datetime, by: Viewer) -> None:
    """Somebody else of the department, who is not absent all that time themselves. Where they are absent for a part of
    it, the next level answers then (L4). A cover sees what they cover: only who sees it anyway names themselves."""
    if cover is None:
        return
    if cover.pk == person.employee.pk:
        raise Refused(_("Nobody covers themselves. Choose a colleague."), field="cover")
    if cover.pk == by.employee_id and person.department.pk not in by.overseen_department_ids:
        raise Refused(_("You would let yourself see their clients. Choose a colleague."), field="cover")
    check_cover_is_there(cover, person, starts_at, ends_at)


def check_cover_is_there(cover: Employee, person: Person, starts_at: datetime, ends_at: datetime) -> None:
    """They work in the department then, and are not absent all that time."""
    if not Employment.objects.at(starts_at).filter(employee=cover, department=person.department).exists():
        words = _("%(name)s does not work in the department “%(department)s”.")
        raise Refused(words % {"name": cover.name, "department": person.department.name}, field="cover")
    if cover.left_on is not None and cover.left_on < local_day(starts_at, person.zone):
        raise Refused(_("%(name)s will have left by then. Choose another cover.") % {"name": cover}, field="cover")
    if is_absent_throughout(cover, starts_at, ends_at):
        raise Refused(
            _("%(name)s is absent all that time as well. Choose another cover.") % {"name": cover}, field="cover"
        )


def check_meant(person: Person, absence: Absence, *, is_confirmed: bool, at: datetime) -> None:
    """Unconfirmed, with what it touches, for an absence that began before today, until somebody has read that."""
    if is_confirmed or absence.starts_on >= at.astimezone(person.zone).date():
        return
    found = consequences_of(
        person.employee.pk,
        starts_at=absence.starts_at,
        ends_at=min(absence.ends_at, at),
        first=absence.starts_on,
        last=min(absence.ends_on, at.astimezone(person.zone).date()),
    )
    if found:
        raise Unconfirmed(_("This time has passed. Read what the absence changes, and confirm it."), consequences=found)


def check_has_decider(person: Person, at: datetime) -> None:
    """Somebody stands above a head (P4). Refused when nobody does, before the request waits for ever."""
    employee = person.employee
    if person.department.head_id != employee.pk or employee.manager_id is not None:
        return
    directors = RoleAssignment.objects.at(at).filter(role=Role.DIRECTOR).exclude(employee=employee)
    if not directors.exists():
        raise Refused(_("Nobody stands above you to decide. An administrator names your manager first."))
