"""Somebody new learns: instructions of the department, and a plan of which half is done (L9)."""

from datetime import datetime, timedelta

from support_desk.demo.content import Content
from support_desk.demo.stage import Stage
from support_desk.shared.viewer import Viewer
from workload.actions.onboarding.instructions import create_instruction
from workload.actions.onboarding.plans import make_plan
from workload.actions.onboarding.steps import confirm_step, mark_done
from workload.actions.operations import update_operation

JUNIOR, MENTOR = "junior", "manager"
SINCE = timedelta(days=7)
# How much it matters to the department that somebody new can do it; the rest is as usual.
IMPORTANCE = {"letter": 5, "call": 4, "estimate": 4, "control": 4, "invoice": 2}
DONE, CONFIRMED = 6, 4


def learn(stage: Stage, *, at: datetime) -> None:
    """The plan was made a week ago; six steps are done, and the mentor has confirmed four of them."""
    since, staff = at - SINCE, stage.staff
    write_instructions(stage, stage.content, at=since)
    by, mentor = staff.viewer(JUNIOR, at), staff.viewer(MENTOR, since)
    plan = make_plan(employee=staff.people[JUNIOR], starts_on=since.date(), by=mentor, at=since)
    for place, item in enumerate(plan.items.select_related("plan").order_by("rank")[:DONE]):
        moment = since + timedelta(hours=20 * (place + 1))
        mark_done(item=item, by=by, at=moment)
        if place < CONFIRMED:
            confirm_step(item=item, by=mentor, at=moment + timedelta(hours=2))


def write_instructions(stage: Stage, content: Content, *, at: datetime) -> None:
    system, operations = Viewer.system(at), stage.staff.operations
    for code, importance in IMPORTANCE.items():
        update_operation(operation=operations[code], importance=importance, by=system, at=at)
    for row in content.instructions["instruction"]:
        create_instruction(
            operation=operations[row["operation"]],
            title=content.named(row, "title"),
            text=content.named(row, "text"),
            minutes=row["minutes"],
            by=system,
            at=at,
        )
