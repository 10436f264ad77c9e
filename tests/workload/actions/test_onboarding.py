"""Plans of onboarding: made from what the department does, renewed without losing what is done, confirmed by others."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from support_desk.shared.errors import Conflict, IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests.at_once import run_at_once
from tests.factories import (
    NOW,
    a_department,
    a_ticket,
    a_time_entry,
    an_absence,
    an_employee,
    an_instruction,
    an_onboarding_plan,
    an_operation,
    viewer,
    with_calendar,
)
from tests.factories.clients import a_client, a_project
from workload.actions.employees import update_employee
from workload.actions.onboarding.behind import tell_who_is_behind
from workload.actions.onboarding.instructions import create_instruction, update_instruction
from workload.actions.onboarding.plans import close_plan, make_plan, replan
from workload.actions.onboarding.steps import confirm_step, mark_done
from workload.idle_hints import Idle, hints_for
from workload.models import Employee, Instruction, OnboardingItem, OnboardingPlan, Position
from workload.queries.onboarding import plan_page
from workload.queries.onboarding_hints import onboarding_hints
from workload.work_sources import operation_use

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def department():
    return with_calendar(a_department())


@pytest.fixture
def mentor(department):
    return an_employee("manager", department=department)


@pytest.fixture
def junior(department, mentor):
    return an_employee("manager", department=department, mentor=mentor, hired_on=date(2026, 11, 16))


def make(junior, by, **more) -> OnboardingPlan:
    return make_plan(**{"employee": junior, "starts_on": TODAY, "by": viewer(by), "at": NOW, **more})


def titles(plan: OnboardingPlan) -> list[tuple[str, int, str]]:
    return [(item.instruction.title, item.day_number, f"{item.on:%a %d}") for item in plan.items.order_by("rank")]


def test_what_is_done_most_and_matters_most_is_learned_first_on_working_days(department, mentor, junior):
    ticket = a_ticket(a_project(a_client(), mentor, department=department))
    often, seldom, never = (an_operation(department=department, importance=one) for one in (2, 5, 5))
    for _ in range(3):
        a_time_entry(ticket, mentor, operation=often)
    a_time_entry(ticket, mentor, operation=seldom)
    wrong = a_time_entry(ticket, mentor, operation=never)
    a_time_entry(ticket, mentor, operation=never, reverses=wrong, actual_minutes=-20, norm_minutes=-15,
                 billable_minutes=-20)  # fmt: skip
    a_time_entry(ticket, mentor, operation=never, worked_on=TODAY - timedelta(days=91))
    for operation, title in ((never, "Never"), (seldom, "Seldom"), (often, "Often")):
        an_instruction(operation, 60, title=title)
    an_instruction(an_operation(department=a_department()), title="Another department's")
    an_instruction(an_operation(is_active=False), title="Done no more")
    an_instruction(often, title="Old", is_active=False)
    an_instruction(seldom, 300, title="Long")
    an_absence(junior, date(2026, 11, 19))
    plan = make(junior, mentor)
    # Wednesday is full with two hours; Thursday they are away, the weekend is free.
    assert titles(plan) == [
        ("Often", 1, "Wed 18"),
        ("Long", 2, "Fri 20"),
        ("Seldom", 4, "Tue 24"),
        ("Never", 5, "Wed 25"),
    ]
    assert (plan.days, plan.mentor, plan.made_by, plan.items.get(rank=2).days) == (5, mentor, mentor, 3)
    assert AuditEntry.objects.get(action="onboarding.make").department_id == department.pk


def test_what_counts_is_what_the_position_does(department, mentor, junior):
    ticket = a_ticket(a_project(a_client(), mentor, department=department))
    answer, edit = an_operation(department=department), an_operation(department=department)
    an_instruction(answer, title="Answer"), an_instruction(edit, title="Edit")
    editor, writer = (an_employee("manager", department=department, position=one) for one in ("Editor", "Writer"))
    was_editor = an_employee("manager", department=department, position="Editor")
    was_editor.employments.update(ends_on=TODAY - timedelta(days=1))
    a_time_entry(ticket, mentor, operation=answer)
    for who in (editor, editor, was_editor):
        a_time_entry(ticket, who, operation=edit)

    def order(plan: OnboardingPlan) -> list[str]:
        return [title for title, _day, _on in titles(plan)]

    head = an_employee("head", department=department)
    plan = make(junior, mentor)
    assert (order(plan), order(make(editor, head))) == (["Answer", "Edit"], ["Edit", "Answer"])
    # Nobody of the position has logged time: what the department does is the nearest.
    assert order(make(writer, head)) == ["Edit", "Answer"]
    uses = operation_use(department_id=department.pk, first=TODAY, last=TODAY, position_id=position_of(editor).pk)
    assert [(use.operation_id, use.times) for use in uses] == [(edit.pk, 2)]
    junior.employments.update(position=position_of(editor))
    renewed = replan(plan=plan, starts_on=TODAY, by=viewer(mentor), at=NOW)
    assert (order(renewed), renewed.position) == (["Edit", "Answer"], position_of(editor))


def position_of(person: Employee) -> Position:
    return person.employments.get().position


def test_a_plan_that_cannot_be_is_refused_with_its_field(department, mentor, junior):
    with pytest.raises(Refused, match="no instruction for this department"):
        make(junior, mentor)
    an_instruction()
    outsider, colleague = an_employee("head"), an_employee("manager", department=department)
    for by in (outsider, colleague, junior):
        with pytest.raises(NotAllowed):
            make(junior, by)
    for more, field in (
        ({"starts_on": date(2026, 11, 15)}, "starts_on"),
        ({"daily_minutes": 5}, None),
        ({"employee": an_employee(department=a_department(), mentor=mentor)}, "starts_on"),  # no calendar there
    ):
        with pytest.raises(Refused) as refused:
            make(junior, mentor, **more)
        assert refused.value.field == field
    make(junior, mentor)
    with pytest.raises(Refused, match="under way"):
        make(junior, mentor)
    gone = an_employee("manager", department=department, mentor=mentor)
    gone.employments.update(ends_on="2026-11-01")
    with pytest.raises(Refused, match="has left"):
        make(gone, mentor)


def test_a_plan_is_renewed_around_what_is_done(department, mentor, junior):
    lessons = [an_instruction(title=f"L{number}", minutes=60) for number in range(4)]
    plan = make(junior, an_employee("head", department=department))
    mark_done(item=plan.items.get(rank=1), by=viewer(junior), at=NOW)
    Instruction.objects.filter(pk=lessons[3].pk).update(is_active=False)
    an_instruction(title="A new one", minutes=60)
    replan(plan=plan, starts_on=date(2026, 11, 23), daily_minutes=60, by=viewer(mentor), at=NOW)
    assert titles(plan) == [("L0", 1, "Wed 18"), ("A new one", 2, "Mon 23"), ("L1", 3, "Tue 24"), ("L2", 4, "Wed 25")]
    replan(plan=plan, starts_on=date(2026, 11, 24), by=viewer(mentor), at=NOW)
    assert [row[1:] for row in titles(plan)] == [(1, "Wed 18"), (2, "Tue 24"), (3, "Wed 25"), (4, "Thu 26")]
    with pytest.raises(OnboardingPlan.DoesNotExist):
        replan(plan=plan, starts_on=TODAY, by=viewer(an_employee("head")), at=NOW)
    with pytest.raises(NotAllowed):
        close_plan(plan=plan, by=viewer(junior), at=NOW)
    junior.employments.update(ends_on="2026-11-16")
    with pytest.raises(Refused, match="has left"):
        replan(plan=plan, starts_on=TODAY, by=viewer(mentor), at=NOW)


def test_the_person_says_done_the_mentor_is_told_once_and_confirms(mentor, junior):
    an_instruction(title="A"), an_instruction(title="B")
    plan = make(junior, mentor)
    first, second = plan.items.order_by("rank")
    with pytest.raises(NotAllowed):
        mark_done(item=first, by=viewer(mentor), at=NOW)
    with pytest.raises(Refused, match="not said yet"):
        confirm_step(item=first, by=viewer(mentor), at=NOW)
    for item in (first, first, second):
        mark_done(item=item, by=viewer(junior), at=NOW)
    mark_done(item=second, is_done=False, by=viewer(junior), at=NOW)
    mark_done(item=second, by=viewer(junior), at=NOW)
    assert list(Notice.objects.values_list("user", "kind")) == [(mentor.user_id, "onboarding.day_done")]
    assert AuditEntry.objects.filter(action="onboarding.done").count() == 3
    with pytest.raises(NotAllowed):
        confirm_step(item=first, by=viewer(junior), at=NOW)
    for item, note in ((first, " Well done "), (first, "again"), (second, "")):
        confirm_step(item=item, note=note, by=viewer(mentor), at=NOW)
    first.refresh_from_db(), plan.refresh_from_db()
    assert (first.note, first.confirmed_by, plan.state, plan.ended_at) == ("Well done", mentor, "done", NOW)
    with pytest.raises(IllegalTransition):
        mark_done(item=first, is_done=False, by=viewer(junior), at=NOW)


def test_a_new_mentor_takes_the_plan_over_and_the_old_one_lets_it_go(department, mentor, junior):
    other, head = an_employee("manager", department=department), an_employee("head", department=department)
    over = an_onboarding_plan(junior, 0, state="closed", ended_at=NOW)
    plan = an_onboarding_plan(junior, 2)
    step = plan.items.get(rank=1)
    update_employee(employee=junior, mentor=other, by=viewer(head), at=NOW)
    mark_done(item=step, by=viewer(junior), at=NOW)
    assert [notice.user_id for notice in Notice.objects.all()] == [other.user_id]
    with pytest.raises(OnboardingPlan.DoesNotExist):
        confirm_step(item=step, by=viewer(mentor), at=NOW)
    assert confirm_step(item=step, by=viewer(other), at=NOW).confirmed_by == other
    over.refresh_from_db()
    assert over.mentor == mentor


def test_a_plan_of_who_begins_later_is_their_departments_already(department):
    head = viewer(an_employee("head", department=department))
    later = an_employee("manager", department=department, hired_on=date(2026, 12, 1))
    an_instruction()
    plan = make_plan(employee=later, starts_on=date(2026, 12, 1), by=head, at=NOW)
    assert plan_page(OnboardingPlan.objects.visible_to(head).get(), head).may_plan
    close_plan(plan=plan, by=head, at=NOW)
    assert not OnboardingPlan.objects.visible_to(viewer(an_employee("head"))).exists()


def test_a_plan_renewed_to_what_is_confirmed_already_is_done(mentor, junior):
    kept, dropped = an_instruction(title="A"), an_instruction(title="B")
    plan = make(junior, mentor)
    first = plan.items.get(instruction=kept)
    mark_done(item=first, by=viewer(junior), at=NOW)
    confirm_step(item=first, by=viewer(mentor), at=NOW)
    Instruction.objects.filter(pk=dropped.pk).update(is_active=False)
    renewed = replan(plan=plan, starts_on=TODAY, by=viewer(mentor), at=NOW)
    assert (renewed.state, renewed.ended_at, renewed.items.count()) == ("done", NOW, 1)


def test_without_a_mentor_the_head_confirms_and_nobody_is_told_of_a_day(department, junior):
    head = an_employee("head", department=department)
    junior.mentor = None
    junior.save()
    plan = an_onboarding_plan(junior)
    item = plan.items.get(rank=1)
    mark_done(item=item, by=viewer(junior), at=NOW)
    confirm_step(item=item, by=viewer(head), at=NOW)
    with pytest.raises(Refused, match="confirmed already"):
        mark_done(item=item, is_done=False, by=viewer(junior), at=NOW)
    assert not Notice.objects.exists()
    close_plan(plan=plan, by=viewer(head), at=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.ended_at) == ("closed", NOW)


def test_who_is_two_days_behind_is_told_once_to_mentor_or_head(department, mentor, junior):
    head = an_employee("head", department=department)
    other = an_employee("manager", department=department)
    an_onboarding_plan(junior, 2, on=TODAY - timedelta(days=1))
    an_onboarding_plan(other, 3, on=TODAY - timedelta(days=1))
    an_onboarding_plan(an_employee("manager"), 3, on=TODAY - timedelta(days=1))  # nobody to tell
    an_onboarding_plan(an_employee("manager", department=department), 1, on=TODAY - timedelta(days=1))
    an_onboarding_plan(an_employee("manager", department=department), 2)
    assert [tell_who_is_behind(at=NOW), tell_who_is_behind(at=NOW + timedelta(hours=1))] == [2, 0]
    told = Notice.objects.order_by("pk").values_list("user", "facts__days")
    assert sorted(told) == sorted([(mentor.user_id, 2), (head.user_id, 3)])


def test_hints_tell_what_is_left_to_learn(junior):
    plan = an_onboarding_plan(junior, 3)
    OnboardingItem.objects.filter(plan=plan, rank=1).update(done_at=NOW)
    an_onboarding_plan(stranger := an_employee("manager"), 1)
    hints = onboarding_hints([junior.pk], NOW)
    assert [(hint.employee_id, hint.steps, hint.minutes) for hint in hints] == [(junior.pk, 2, 60)]
    assert onboarding_hints([stranger.pk], NOW - timedelta(days=1)) == []
    idle = [Idle(one.pk, 0, 60, frozenset()) for one in (junior, stranger)]
    shown = hints_for(idle, viewer(junior.mentor))
    assert [(hint.code, hint.title, hint.url) for hint in shown] == [
        ("onboarding", "Onboarding: 2 steps left", f"/onboarding/{plan.pk}/")
    ]


def test_instructions_are_kept_by_the_department_and_say_something(department):
    head, manager = an_employee("head", department=department), an_employee("manager", department=department)
    operation = an_operation(department=department)
    more = {"operation": operation, "title": " How ", "at": NOW}
    row = create_instruction(**more, text="So", by=viewer(head))
    assert (row.title, row.minutes) == ("How", 30)
    for by in (manager, an_employee("head")):
        with pytest.raises(NotAllowed):
            create_instruction(**more, text="So", by=viewer(by))
    with pytest.raises(Refused, match="text or a link"):
        create_instruction(**{**more, "title": "Empty"}, by=viewer(head))
    update_instruction(instruction=row, minutes=45, by=viewer(head), at=NOW)
    row.refresh_from_db()
    assert row.minutes == 45
    common = create_instruction(**{**more, "operation": an_operation()}, text="So", by=viewer(head))
    with pytest.raises(NotAllowed):
        update_instruction(instruction=common, minutes=5, by=viewer(manager), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Instruction.objects.filter(pk=row.pk).update(text="")


@pytest.mark.django_db(transaction=True)
def test_two_plans_at_once_are_one(mentor, junior):
    an_instruction()
    by = viewer(mentor)
    outcomes = run_at_once(*[lambda: make_plan(employee=junior, starts_on=TODAY, by=by, at=NOW)] * 2)
    assert sorted(type(one) for one in outcomes if isinstance(one, Exception)) in ([Refused], [Conflict])
    assert OnboardingPlan.objects.count() == 1
