"""A person's day: what was logged, against which norms, and how the week looks (W5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum
from django.utils import timezone

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket, TimeEntry
from tickets.models.work import TimeEntryQuerySet
from workload.models import Employee, Operation

DAYS_OF_A_WEEK = 7
MOST_TICKETS_OFFERED = 30


@dataclass(frozen=True, slots=True)
class Totals:
    """Minutes of a day. `normed_minutes`: the actual ones spent on work that has a norm."""

    actual: int = 0
    norm: int = 0
    billable: int = 0
    normed_minutes: int = 0

    @property
    def productivity(self) -> int | None:
        """Norm ÷ actual time on normed work, in whole percent; None without such time (Y0)."""
        return (200 * self.norm + self.normed_minutes) // (2 * self.normed_minutes) if self.normed_minutes > 0 else None


@dataclass(frozen=True, slots=True)
class WeekDay:
    """One day of the week around the shown one, with the minutes logged on it."""

    day: date
    minutes: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class DayPage:
    """Everything that the page shows of `employee` on `day`. An entry that was taken back stands with its reversal."""

    employee: Employee
    day: date
    today: date
    entries: list[TimeEntry]
    totals: Totals
    week: list[WeekDay]

    @property
    def is_today(self) -> bool:
        return self.day == self.today

    @property
    def previous(self) -> date:
        return self.day - timedelta(days=1)

    @property
    def following(self) -> date | None:
        return self.day + timedelta(days=1) if self.day < self.today else None


def day_page(viewer: Viewer, employee: Employee, day: date) -> DayPage:
    """The day of an employee whose time the viewer may see. Two statements."""
    own = entries_of(viewer, employee)
    shown = own.filter(worked_on=day).select_related("ticket__client", "operation", "reversal", "covered_for")
    entries = list(shown.defer("ticket__search").order_by("created_at", "id"))
    return DayPage(
        employee=employee,
        day=day,
        today=timezone.localtime(viewer.at).date(),
        entries=entries,
        totals=totals_of(entries),
        week=week_around(own, day),
    )


def entries_of(viewer: Viewer, employee: Employee) -> TimeEntryQuerySet:
    """The employee's entries, as far as the viewer may see them."""
    return TimeEntry.objects.visible_to(viewer).filter(employee=employee)


def totals_of(entries: Iterable[TimeEntry]) -> Totals:
    """Sums; a reversal takes its entry's minutes away."""
    kept = list(entries)
    return Totals(
        actual=sum(entry.actual_minutes for entry in kept),
        norm=sum(entry.norm_minutes for entry in kept),
        billable=sum(entry.billable_minutes for entry in kept),
        normed_minutes=sum(entry.actual_minutes for entry in kept if entry.norm_minutes),
    )


def week_around(own: TimeEntryQuerySet, day: date) -> list[WeekDay]:
    """Monday to Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    days = [monday + timedelta(days=index) for index in range(DAYS_OF_A_WEEK)]
    found = own.filter(worked_on__range=(days[0], days[-1])).order_by().values("worked_on")
    minutes = {each["worked_on"]: each["minutes"] for each in found.annotate(minutes=Sum("actual_minutes"))}
    return [WeekDay(day=each, minutes=minutes.get(each, 0), is_shown=each == day) for each in days]


def people_seen_by(viewer: Viewer, day: date) -> list[Employee]:
    """Whose days the viewer may look at besides their own: the departments they oversee or keep the office of."""
    if viewer.has("director"):
        return list(Employee.objects.employed_on(day))
    departments = viewer.overseen_department_ids
    if viewer.has("office_manager"):
        departments |= viewer.department_ids
    return list(Employee.objects.of_departments(departments, day)) if departments else []


def tickets_to_log_on(viewer: Viewer) -> list[Ticket]:
    """The tickets one most likely worked on lately: one's own with the newest messages."""
    own = Ticket.objects.visible_to(viewer).live().filter(Q(assignee_id=viewer.employee_id))
    return list(own.select_related("client").defer("search").order_by("-last_message_at")[:MOST_TICKETS_OFFERED])


def operations_for(viewer: Viewer, day: date) -> list[Operation]:
    """Operations that can be logged, each with its norm of `day`."""
    return list(Operation.objects.for_departments(viewer.department_ids).with_norm_on(day))
