"""A plan is made, renewed and closed (L9)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import save_valid, scope_of
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.terms import check_still_here, department_id_at, lock_employee
from workload.domain.onboarding import DAILY_MINUTES, Lesson, Step, in_order, packed
from workload.models import Employee, Employment, Instruction, OnboardingItem, OnboardingPlan
from workload.onboarding_permissions import check_can_plan_onboarding
from workload.queries.planned import planned_minutes_by_day
from workload.work_sources import operation_use

# How far back work counts, how far ahead days are looked for, and how many instructions fit into a plan.
LOOKED_BACK = timedelta(days=90)
LOOKED_AHEAD = timedelta(days=400)
MOST_LESSONS = 300
State = OnboardingPlan.State


@transaction.atomic
def make_plan(
    *, employee: Employee, starts_on: date, by: Viewer, at: datetime, daily_minutes: int = DAILY_MINUTES
) -> OnboardingPlan:
    """The instructions of the person's department, what their position does most and what matters most first, on their
    working days from `starts_on` on. Refused, naming the field, while another plan is under way, for a day before they
    are hired, and when there is nothing to learn or no day to learn it on."""
    locked = lock_employee(employee, by=by)
    term = check_still_here(locked, at)
    check_can_plan_onboarding(by, locked, term.department_id)
    if OnboardingPlan.objects.under_way().filter(employee=locked).exists():
        raise Refused(_("A plan of this person is under way. Renew or close it first."), field="employee")
    if starts_on < locked.hired_on:
        raise Refused(_("The person is not hired yet on that day."), field="starts_on")
    plan = OnboardingPlan(
        employee=locked,
        mentor_id=locked.mentor_id,
        position=term.position,
        starts_on=starts_on,
        daily_minutes=daily_minutes,
        made_by_id=by.employee_id,
        made_at=at,
    )
    save_valid(plan)
    lessons = lessons_for(term, known=(), day=at.date())
    if not lessons:
        raise Refused(_("There is no instruction for this department yet. Write the first in the catalogue."))
    put_items(plan, lessons, first=starts_on, after_day=0, after_rank=0)
    record(plan, "onboarding.make", by=by, at=at, department_id=term.department_id)
    return plan


@transaction.atomic
def replan(
    *, plan: OnboardingPlan, by: Viewer, at: datetime, starts_on: date, daily_minutes: int | None = None
) -> OnboardingPlan:
    """What is done stays as it is. The rest, with what has been written since and without what is no longer in use, is
    ordered by the position that the person has now and laid out anew from `starts_on` on. The plan is done when nothing
    of it is left to confirm."""
    locked, department_id = lock_plan(plan, by=by, at=at)
    check_can_plan_onboarding(by, locked.employee, department_id)
    term = check_still_here(locked.employee, at)
    locked.position = term.position
    if daily_minutes is not None:
        locked.daily_minutes = daily_minutes
    locked.items.filter(done_at__isnull=True).delete()
    kept = locked.items.aggregate(rank=Max("rank"), day=Max("day_number"))
    known = set(locked.items.values_list("instruction_id", flat=True))
    lessons = lessons_for(term, known=known, day=at.date())
    put_items(locked, lessons, first=starts_on, after_day=kept["day"] or 0, after_rank=kept["rank"] or 0)
    end_if_known(locked, at=at)
    record(locked, "onboarding.replan", by=by, at=at, department_id=department_id)
    return locked


@transaction.atomic
def close_plan(*, plan: OnboardingPlan, by: Viewer, at: datetime) -> OnboardingPlan:
    """Ends a plan before everything is known; what was done stays in it."""
    locked, department_id = lock_plan(plan, by=by, at=at)
    check_can_plan_onboarding(by, locked.employee, department_id)
    locked.state, locked.ended_at = State.CLOSED, at
    save_valid(locked)
    record(locked, "onboarding.close", by=by, at=at, department_id=department_id)
    return locked


def end_if_known(plan: OnboardingPlan, *, at: datetime) -> None:
    """The plan is done once all that it teaches is confirmed."""
    if not plan.items.filter(confirmed_at__isnull=True).exists():
        plan.state, plan.ended_at = State.DONE, at
        save_valid(plan)


def lock_plan(plan: OnboardingPlan, *, by: Viewer, at: datetime) -> tuple[OnboardingPlan, int | None]:
    """The plan as it is now, locked, and the person's department. OnboardingPlan.DoesNotExist when `by` may not see it,
    IllegalTransition when it is over."""
    rows = OnboardingPlan.objects.visible_to(by).select_related("employee__user", "mentor__user")
    locked = rows.select_for_update(of=("self",)).get(pk=plan.pk)
    if locked.state != State.ACTIVE:
        raise IllegalTransition(_("This plan is over."))
    return locked, department_id_at(locked.employee, at)


def lessons_for(term: Employment, *, known: Collection[int], day: date) -> list[Lesson]:
    """What there is to learn in the department of a position, in its order, without what is known."""
    times = times_done(term, day)
    rows = Instruction.objects.taught_in(term.department_id).exclude(pk__in=known).select_related("operation")
    lessons = [
        Lesson(row.pk, row.title, row.minutes, times.get(row.operation_id, 0), row.operation.importance) for row in rows
    ]
    return in_order(lessons)[:MOST_LESSONS]


def times_done(term: Employment, day: date) -> Counter[int]:
    """{operation: how often the position did it of late}; the whole department's while nobody of it has logged time."""
    span: dict[str, Any] = {"department_id": term.department_id, "first": day - LOOKED_BACK, "last": day}
    times: Counter[int] = Counter()
    for use in operation_use(position_id=term.position_id, **span) or operation_use(**span):
        times[use.operation_id] += use.times
    return times


def put_items(plan: OnboardingPlan, lessons: Sequence[Lesson], *, first: date, after_day: int, after_rank: int) -> None:
    """The lessons as steps on the person's working days from `first` on, counted on from what is there."""
    steps = packed(lessons, plan.daily_minutes)
    needed = max((step.day + step.days - 1 for step in steps), default=0)
    days = working_days(plan.employee, first, needed)
    minutes = {lesson.key: lesson.minutes for lesson in lessons}
    plan.items.bulk_create(
        item_of(plan, step, minutes[step.key], days, after_day=after_day, rank=after_rank + place)
        for place, step in enumerate(steps, 1)
    )
    plan.days = after_day + needed
    save_valid(plan)


def item_of(
    plan: OnboardingPlan, step: Step, minutes: int, days: Sequence[date], *, after_day: int, rank: int
) -> OnboardingItem:
    return OnboardingItem(
        plan=plan,
        instruction_id=step.key,
        minutes=minutes,
        rank=rank,
        day_number=after_day + step.day,
        days=step.days,
        on=days[step.day - 1],
    )


def working_days(employee: Employee, first: date, needed: int) -> list[date]:
    """The first `needed` days from `first` on which the person is to work. Refused when there are not as many."""
    planned = planned_minutes_by_day([employee.pk], first, first + LOOKED_AHEAD)
    days = [day for (_who, day), minutes in sorted(planned.items()) if minutes > 0][:needed]
    if len(days) < needed:
        words = _("This person has too few working days from that day on. Look at the roster and the calendar.")
        raise Refused(words, field="starts_on")
    return days


def record(plan: OnboardingPlan, action: str, *, by: Viewer, at: datetime, department_id: int | None) -> None:
    """One row of the plan's trail."""
    audit.record(
        action=action,
        target=plan,
        scope=scope_of(plan),
        by=by,
        at=at,
        department_id=department_id,
        after={"employee": plan.employee, "starts_on": plan.starts_on, "days": plan.days},
    )
