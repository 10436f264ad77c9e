"""`/roster/mine/<month>/`: one's own month to be planned and submitted (L1)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.domain.planned import PlannedDay, days_between, norm_minutes
from workload.domain.roster_dates import due_on, last_day_of, months_later
from workload.domain.rosters import RosterEvent, RosterState, events_for
from workload.domain.stretches import Stretches, minutes_of
from workload.models import Department, Employee, RosterPublication, RosterSubmission
from workload.queries.planned import planned_for
from workload.queries.policies import rules_of
from workload.queries.roster_filling import entries_of, filled_months
from workload.roster_permissions import roster_parties


@dataclass(frozen=True, slots=True)
class OwnRoster:
    """`days`: those on which one works here; `hours`: what is planned, or would be by the usual week while nothing has
    been; `calendar`: {day: minutes of the production calendar}; `aways`: days with an absence in force."""

    department: Department
    month: date
    due_on: date
    today: date
    submission: RosterSubmission | None
    is_published: bool
    events: tuple[RosterEvent, ...]
    days: list[date]
    hours: dict[date, Stretches]
    norm: int
    off: frozenset[date]
    aways: frozenset[date]

    @property
    def planned(self) -> int:
        """Minutes of the month as it is planned."""
        return sum(minutes_of(stretches) for stretches in self.hours.values())

    @property
    def difference(self) -> int:
        """Minutes over the norm, negative under it."""
        return self.planned - self.norm

    @property
    def is_late(self) -> bool:
        return self.today > self.due_on

    @property
    def may_change(self) -> bool:
        return RosterEvent.CHANGE in self.events

    @property
    def may_submit(self) -> bool:
        return RosterEvent.SUBMIT in self.events

    @property
    def may_withdraw(self) -> bool:
        return RosterEvent.WITHDRAW in self.events

    @property
    def earlier(self) -> date:
        return months_later(self.month, -1)

    @property
    def later(self) -> date:
        return months_later(self.month, 1)


def own_roster(viewer: Viewer, employee: Employee, month: date) -> OwnRoster | None:
    """None when the person does not work here in that month. A dozen statements whatever is planned."""
    found = planned_for([employee.pk], month, last_day_of(month))[employee.pk]
    if not found:
        return None
    rows = RosterSubmission.objects.visible_to(viewer).select_related("department")
    submission = rows.filter(employee=employee, month=month).first()
    department = submission.department if submission else Department.objects.get(pk=found[0].department_id)
    published = RosterPublication.objects.filter(department=department, month=month).exists()
    state = RosterState(submission.state) if submission else RosterState.DRAFT
    parties = roster_parties(viewer, employee, department)
    events = () if submission is None and published else tuple(events_for(state, parties))
    return OwnRoster(
        department=department,
        month=month,
        due_on=due_on(month, rules_of(department.pk, last_day_of(month))),
        today=day_in(viewer.timezone or settings.TIME_ZONE, viewer.at),
        submission=submission,
        is_published=published,
        events=events,
        days=[day.day for day in found],
        hours=_hours(employee, submission, month),
        norm=norm_minutes(found),
        off=_off(found, month),
        aways=frozenset(day.day for day in found if day.aways),
    )


def _hours(employee: Employee, submission: RosterSubmission | None, month: date) -> dict[date, Stretches]:
    if submission is not None:
        return entries_of([submission.pk])[submission.pk]
    return filled_months([employee.pk], month)[employee.pk]


def _off(found: list[PlannedDay], month: date) -> frozenset[date]:
    """Days that the calendar does not work on."""
    working = {day.day for day in found if day.calendar_minutes}
    return frozenset(day for day in days_between(month, last_day_of(month)) if day not in working)
