"""Months of pay of the demo: three are closed, the last one is ready to be, at the visitor's hand (Y5)."""

from datetime import date, datetime, timedelta
from typing import Final

from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run
from payroll.actions.runs.drafting import people_to_pay
from payroll.actions.runs.finishing import finish_drafts
from payroll.actions.runs.freezing import freeze_period
from payroll.actions.runs.writing import write_slips
from payroll.models import PayPeriod, PayRun
from support_desk.demo.pay_questions import add_to_the_last, ask_about, correct_closed, try_out
from support_desk.demo.play_months import change_policy, firsts_until, spend
from support_desk.demo.stage import Stage
from support_desk.demo.timekeeping import LED_BY, after_month, months_behind, zone_of
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from workload.actions.substitutes import name_substitute
from workload.domain.months import month_after

# Days after a month.
CORRECTED, TOLD, FROZEN = (timedelta(days=days) for days in (1, 3, 4))
HOUR: Final = timedelta(hours=1)
DIRECTOR, SUBSTITUTE = "director", "accountant"


def pay_months(stage: Stage, *, at: datetime) -> None:
    """After the timesheets are closed and points are settled; `at`: the visitor's coming."""
    *closed, last = months_behind(stage, at)
    with audit.gathered():
        name_who_stands_in(stage, at=after_month(stage, closed[0], TOLD))
        for month in closed:
            if month == closed[-1]:
                correct_closed(stage, closed[-2], at=after_month(stage, month, CORRECTED))
            pay(stage, month, at=after_month(stage, month, FROZEN))
        make_ready(stage, last, at=at)
        add_to_the_last(stage, at=at)
        ask_about(stage, at=at)
        try_out(stage, at=at)
        spend(stage, at=at)
        change_policy(stage, at=at)


def name_who_stands_in(stage: Stage, *, at: datetime) -> None:
    """What the director has confirmed is approved by somebody else (P4)."""
    people, day = stage.staff.people, at.astimezone(zone_of(stage)).date()
    name_substitute(person=people[DIRECTOR], stands_in=people[SUBSTITUTE], starts_on=day, by=Viewer.system(at), at=at)


def pay(stage: Stage, month: date, *, at: datetime) -> None:
    """Facts of all stand still before anything is computed: points are settled between departments too."""
    viewers = {key: stage.staff.viewer(login, at) for key, login in LED_BY.items()}
    periods = {
        key: freeze_period(department=stage.staff.departments[key], month=month, by=by, at=at)
        for key, by in viewers.items()
    }
    for key, period in periods.items():
        draft(period, by=viewers[key], at=at + HOUR)
    for key, period in periods.items():
        for run in PayRun.objects.filter(period=period).order_by("pk"):
            say_yes(stage, run, head=LED_BY[key], at=at + 3 * HOUR)


def draft(period: PayPeriod, *, by: Viewer, at: datetime) -> None:
    """What the job of drafting does, in one step."""
    runs = []
    for tier, people in people_to_pay(period, at=at).items():
        run = PayRun.objects.create(period=period, tier=tier, started_at=at)
        write_slips(run=run, people=people, at=at)
        runs.append(run)
    finish_drafts(period=period, runs=runs, by=by, at=at)


def say_yes(stage: Stage, run: PayRun, *, head: str, at: datetime) -> None:
    """The head for the staff, then the director; for the head the director, then who stands in (P4)."""
    first, second = (head, DIRECTOR) if run.tier == PayRun.Tier.STAFF else (DIRECTOR, SUBSTITUTE)
    confirmed = confirm_run(run=run, digest=run.digest, by=stage.staff.viewer(first, at), at=at)
    approve_run(run=confirmed, digest=run.digest, by=stage.staff.viewer(second, at + HOUR), at=at + HOUR)


def make_ready(stage: Stage, month: date, *, at: datetime) -> None:
    """Of the last month the developers' facts stand still already: what is settled between the departments holds up
    nobody. In its first minutes, before points are settled, it is left as it is."""
    if month_after(month) in firsts_until(at, zone_of(stage)):
        by, department = stage.staff.viewer(LED_BY["development"], at), stage.staff.departments["development"]
        freeze_period(department=department, month=month, by=by, at=at)
