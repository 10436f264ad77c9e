"""What people are paid by: a plan for each position, read by everybody, and the managers' next version (Y1, M4)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from disputes.models import Regulation
from payroll.actions.plans.acknowledging import acknowledge_plan
from payroll.actions.plans.assigning import Pay, assign_plan
from payroll.actions.plans.publishing import publish_plan_draft
from payroll.actions.plans.templates import terms_of_template
from payroll.actions.plans.terms import Terms
from payroll.actions.plans.writing import create_plan, write_plan_draft
from payroll.models import PayPlan, PayPlanVersion, PlanAcknowledgement
from support_desk.demo.company import Staff, local_day, transfer_day
from support_desk.demo.content import Content
from support_desk.demo.rules import morning
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after
from workload.models import Employee

BONUSES: Final = "C-3"
OUTPUT, DEADLINES = "output", "deadlines"
PUBLISHED_BEFORE, NEXT_BEFORE = timedelta(days=92), timedelta(days=9)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def plans_of(staff: Staff, content: Content, *, at: datetime) -> Mapping[str, PayPlan]:
    """{position: its plan}, after the rules are laid down. Everybody is paid by theirs since they were hired, who is in
    no plan elsewhere, and everybody has read it; `at`: the visitor's coming."""
    when = morning(at - PUBLISHED_BEFORE) + HOUR
    rows = content.plans["plan"]
    counted_from = month_after(local_day(at), -2)
    with audit.gathered():
        plans = {row["position"]: begin(row, staff, content, at=when) for row in rows}
        for row in rows:
            give(plans[row["position"]], row["paid"], staff, at=when)
            count_output(plans[row["position"]], row, counted_from, staff, content, at=when + HOUR)
        for row in content.plans["raise"]:
            move_up(row, plans, staff, counted_from, at=when + HOUR)
        paid = {login for row in rows for login in row["paid"]}
        for login in staff.people.keys() - paid:
            person = staff.people[login]
            assign_plan(employee=person, pay=Pay(None), starts_on=person.hired_on, by=Viewer.system(when), at=when)
        announce(plans, content.plans["next"], staff, content, at=at)
    return plans


def begin(row: dict[str, Any], staff: Staff, content: Content, *, at: datetime) -> PayPlan:
    """As its template has it, from the month in which the first of its people came, under the rule of bonuses. No
    output is expected as long as work is not logged in the desk: the other measures weigh more."""
    system = Viewer.system(at)
    first = min(staff.people[login].hired_on for login in row["paid"]).replace(day=1)
    terms = terms_here(row["position"], first, content, expected="0")
    name, position = content.named(row), row["position"]
    plan = create_plan(name=name, position=position, terms=terms, by=system, at=at)
    publish_plan_draft(plan=plan, by=system, at=at)
    return plan


def count_output(
    plan: PayPlan, row: Mapping[str, Any], month: date, staff: Staff, content: Content, *, at: datetime
) -> None:
    """From the first month that was logged from its first day on output counts, by what the desk expects of an hour."""
    terms = terms_here(plan.position, month, content, expected=row["output"])
    director = staff.viewer("director", at)
    write_plan_draft(plan=plan, terms=terms, by=director, at=at)
    version = publish_plan_draft(plan=plan, by=director, at=at)
    read(version, [staff.people[login] for login in row["paid"]], at=at)


def terms_here(position: str, starts_on: date, content: Content, *, expected: str) -> Terms:
    """Those of the template, with what is `expected` of a hundred minutes worked and the desk's own scale of promises
    kept."""
    terms = terms_of_template(position, starts_on, regulation=Regulation.objects.get(code=BONUSES))
    table = [(Decimal(attainment), Decimal(score)) for attainment, score in content.plans["in_time"]]
    own: dict[str, dict[str, Any]] = {OUTPUT: {"target": Decimal(expected)}, DEADLINES: {"table": table}}
    return replace(terms, measures=[replace(one, **own.get(one.code, {})) for one in terms.measures])


def move_up(row: Mapping[str, Any], plans: Mapping[str, PayPlan], staff: Staff, month: date, *, at: datetime) -> None:
    """Who changed departments has been paid better since that day."""
    pay = Pay(plans[row["position"]], Decimal(row["base"]), Decimal(row["variable"]))
    by = staff.viewer("director", at)
    assign_plan(
        employee=staff.people[row["login"]], pay=pay, starts_on=transfer_day(month_after(month, 2)), by=by, at=at
    )


def give(plan: PayPlan, paid: Mapping[str, Mapping[str, int]], staff: Staff, *, at: datetime) -> None:
    """By the director, since each was hired; all read it within the day."""
    director = staff.viewer("director", at)
    for login, sums in paid.items():
        own = {name: Decimal(amount) for name, amount in sums.items()}
        person = staff.people[login]
        assign_plan(employee=person, pay=Pay(plan, **own), starts_on=person.hired_on, by=director, at=at)
    read(latest(plan), [staff.people[login] for login in paid], at=at)


def read(version: PayPlanVersion, people: Iterable[Employee], *, at: datetime) -> None:
    """What `acknowledge_plan` would have written for each of them, all at once."""
    PlanAcknowledgement.objects.bulk_create(
        PlanAcknowledgement(version=version, employee=person, at=at + 17 * number * MINUTE)
        for number, person in enumerate(people, start=1)
    )


def announce(
    plans: Mapping[str, PayPlan], row: Mapping[str, Any], staff: Staff, content: Content, *, at: datetime
) -> None:
    """The director publishes what holds from the next month on; some have read it, the others are reminded."""
    when = morning(at - NEXT_BEFORE)
    plan = plans[row["position"]]
    director = staff.viewer("director", when)
    expected = next(one["output"] for one in content.plans["plan"] if one["position"] == plan.position)
    now = terms_here(plan.position, month_after(local_day(at)), content, expected=expected)
    weights = row["weights"]
    measures = [replace(one, weight=Decimal(weights.get(one.code, one.weight))) for one in now.measures]
    write_plan_draft(plan=plan, terms=replace(now, measures=measures), by=director, at=when)
    version = publish_plan_draft(plan=plan, by=director, at=when)
    for number, login in enumerate(row["read_by"], start=1):
        moment = when + number * HOUR
        acknowledge_plan(version=version, by=staff.viewer(login, moment), at=moment)


def latest(plan: PayPlan) -> PayPlanVersion:
    return plan.versions.filter(published_at__isnull=False).latest("starts_on")
