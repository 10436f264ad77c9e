"""A week that does not fit: somebody with too much, somebody with time, one alarm decided and one proposed (L7, L8)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from support_desk.demo.stage import Stage
from tickets.actions.agreeing import Figures, estimate_task
from tickets.actions.tasks.changing import change_task
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.models import Task, Ticket
from workload.actions.alarm_watch import look_through, measure_effects
from workload.actions.alarms import Alarm, decide_alarm, raise_alarm
from workload.models import Employee, OverloadAlarm, Skill

# Hours of work for one person within three days; the long one is nobody's to do in time.
FULL, TOO_MUCH, DUE = "manager4", (40, 6, 5), timedelta(days=3)
RAISED_BY, RAISED_BEFORE = "manager", timedelta(days=4)
# More than two weeks hold: whichever day it is, that many may lie before the deadline.
MISSING_HOURS = 100
WEEK, DAY, HOUR = timedelta(weeks=1), timedelta(days=1), timedelta(hours=1)


def fill_board(stage: Stage, *, at: datetime) -> None:
    """Last week's alarm with its effect first, so that its figures are of its time; then today's load."""
    tickets = open_tickets(stage.staff.people[FULL])
    decide_last_alarm(stage, next(tickets), at=at - RAISED_BEFORE)
    for number, hours in enumerate(TOO_MUCH, start=1):
        give(stage, next(tickets), FULL, number, hours, due_at=at + DUE, at=at - 2 * HOUR)
    look_through(stage.staff.departments["support"], at=at)


def open_tickets(assignee: Employee) -> Iterator[Ticket]:
    """Of one manager, the latest first; the last one again and again once there is no other."""
    found = list(Ticket.objects.filter(assignee=assignee, status="open").order_by("-pk")[: len(TOO_MUCH) + 1])
    yield from found
    while found:
        yield found[-1]


def give(stage: Stage, ticket: Ticket, login: str, number: int, hours: int, *, due_at: datetime, at: datetime) -> Task:
    """A task with letters to write, estimated by whoever is to do it."""
    words, person = stage.content.words, stage.staff.people[login]
    spec = TaskSpec(
        title=words["load_tasks"][number],
        formulation=words["load_formulation"],
        acceptance_criteria=words["load_criteria"],
        assignee=person,
        skill=letters(person),
        deadline_at=due_at,
    )
    task = create_task(ticket=ticket, spec=spec, by=stage.staff.viewer("head", at), at=at)
    figures = Figures(likely_minutes=60 * hours, risk_percent=0)
    estimate_task(task=task, figures=figures, by=stage.staff.viewer(login, at), at=at)
    return task


def letters(person: Employee) -> Skill:
    """What every manager of the demo can do, each in their measure."""
    return Skill.objects.filter(holders__employee=person).order_by("pk").first() or Skill.objects.earliest("pk")


def decide_last_alarm(stage: Stage, ticket: Ticket, *, at: datetime) -> OverloadAlarm:
    """A manager could not do it all next week, the head moved the deadline, and the morning after showed the effect."""
    words, support = stage.content.words, stage.staff.departments["support"]
    zone = ZoneInfo(support.timezone)
    monday = at.astimezone(zone).date()
    monday += WEEK - timedelta(days=monday.weekday())
    head, manager = stage.staff.viewer("head", at), stage.staff.viewer(RAISED_BY, at)
    task = give(stage, ticket, FULL, 0, MISSING_HOURS, due_at=_friday(monday, zone), at=at)
    asked = Alarm(support, monday, words["alarm_reason"])
    alarm = raise_alarm(alarm=asked, by=manager, at=at)
    change_task(task=task, new={"deadline_at": at + 5 * WEEK}, by=head, at=at + HOUR)
    decide_alarm(alarm=alarm, decision="move_deadlines", text=words["alarm_decision"], by=head, at=at + HOUR)
    measure_effects(support, at=at + DAY)
    return alarm


def _friday(monday: date, zone: ZoneInfo) -> datetime:
    """The end of that week's work, where the department is."""
    return datetime.combine(monday + 4 * DAY, time(18), zone)
