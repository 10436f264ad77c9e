"""What tickets tell the load board: open work, inflow, unused hours (L7, L8, R3)."""

from datetime import date, timedelta

import pytest

from tests.factories import (
    NOW,
    a_contract,
    a_project,
    a_task,
    a_ticket,
    a_time_entry,
    an_employee,
    an_estimate,
    an_operation,
    viewer,
)
from tests.factories.load import THIS_MONDAY, some_work
from tickets.domain.season import season_percents, weeks_before
from tickets.models import WorkPolicy
from workload import work_sources

pytestmark = pytest.mark.django_db
WEEKS = [THIS_MONDAY + timedelta(weeks=number) for number in range(2)]
YEAR = timedelta(weeks=52)


def test_what_is_left_of_a_task_is_agreed_or_estimated_less_what_was_worked() -> None:
    specialist = an_employee("specialist")
    agreed, estimated, plain, used = (some_work(specialist, 2, None) for _ in range(4))
    for task in (estimated, plain):
        task.agreed_minutes = None
        task.save()
    an_estimate(estimated, 90)
    WorkPolicy.objects.create(starts_on=date(2026, 1, 1), threshold_minutes=45)
    kinds = {kind: an_operation(kind=kind) for kind in ("execution", "communication")}
    for kind, minutes in (("execution", 50), ("communication", 500)):
        a_time_entry(agreed.ticket, specialist, task=agreed, operation=kinds[kind], actual_minutes=minutes)
    a_time_entry(used.ticket, specialist, task=used, operation=kinds["execution"], actual_minutes=500)
    a_task(assignee=specialist, status="submitted")
    found = {one.key: one.remaining_minutes for one in told(specialist)}
    assert found == {f"task:{agreed.pk}": 70, f"task:{estimated.pk}": 90, f"task:{plain.pk}": 45, f"task:{used.pk}": 15}


def test_what_is_mended_takes_its_own_time_and_estimates_count_with_their_risk() -> None:
    specialist = an_employee("specialist")
    WorkPolicy.objects.create(starts_on=date(2026, 1, 1), threshold_minutes=120)
    mended, judged = some_work(specialist, 10, None, status="rework"), some_work(specialist, 1, None)
    execution = an_operation(kind="execution")
    for minutes, is_rework in ((240, False), (50, True)):
        time = {"actual_minutes": minutes, "is_rework": is_rework, "billable_minutes": 0}
        a_time_entry(mended.ticket, specialist, task=mended, operation=execution, **time)
    judged.agreed_minutes = None
    judged.save()
    an_estimate(judged, 200, likely_minutes=100)
    an_estimate(judged, 900, state="returned")
    assert {one.key: one.remaining_minutes for one in told(specialist)} == {
        f"task:{mended.pk}": 70,
        f"task:{judged.pk}": 200,
    }


def told(specialist, looking=None):
    return work_sources.open_work(employee_ids=[specialist.pk], viewer=viewer(looking or specialist))


def test_titles_are_for_who_sees_the_task_and_moves_for_who_decides() -> None:
    specialist = an_employee("specialist")
    department = specialist.employments.get().department
    task = some_work(specialist, 2, 1)
    people = {role: an_employee(role, department=department) for role in ("manager", "office_manager", "head")}
    seen = {role: told(specialist, person)[0] for role, person in people.items()}
    assert [(one.title, one.url) for one in (seen["manager"], seen["office_manager"])] == [("", "")] * 2
    assert [one.is_movable for one in seen.values()] == [False, False, True]
    assert (seen["head"].title, seen["head"].url) == (task.title, f"/tasks/{task.pk}/")
    assert told(specialist, task.manager)[0].is_movable
    task.status = "rework"
    task.save()
    assert not told(specialist, task.manager)[0].is_movable


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_rows(rows: int, django_assert_num_queries) -> None:
    owner = an_employee("manager")
    for _ in range(rows):
        some_work(owner, 2, 1)
        project = a_project(owner=owner)
        a_contract(project)
        a_time_entry(a_ticket(project=project), owner, worked_on=THIS_MONDAY - timedelta(days=1))
    looking = viewer(owner)
    with django_assert_num_queries(1):
        assert len(work_sources.open_work(employee_ids=[owner.pk], viewer=looking)) == rows
    with django_assert_num_queries(2):
        assert len(work_sources.inflow(employee_ids=[owner.pk], weeks=WEEKS, viewer=looking)) == rows
    with django_assert_num_queries(2):
        assert len(work_sources.spare_hours(department_ids=looking.department_ids, viewer=looking)) == rows


def test_a_new_owner_inherits_the_inflow_of_the_last_eight_full_weeks() -> None:
    project = a_project()
    ticket = a_ticket(project=project)
    operations = [an_operation(kind=kind) for kind in ("communication", "execution")]
    for day in (THIS_MONDAY, THIS_MONDAY - timedelta(days=1), THIS_MONDAY - timedelta(days=56, weeks=1)):
        for operation in operations:
            a_time_entry(ticket, operation=operation, worked_on=day, norm_minutes=800)
    heir = an_employee("manager", department=project.department)
    project.owner = heir
    project.save()
    found = work_sources.inflow(employee_ids=[heir.pk], weeks=WEEKS, viewer=viewer(heir))
    assert [(one.employee_id, one.title, one.by_week) for one in found] == [
        (heir.pk, f"{project.client.name}: {project.name}", (100, 100))
    ]
    assert [one.title for one in work_sources.inflow(employee_ids=[heir.pk], weeks=WEEKS)] == [""]


def test_a_year_of_data_brings_the_season() -> None:
    project = a_project()
    ticket = a_ticket(project=project)
    operation = an_operation()
    a_time_entry(ticket, operation=operation, worked_on=THIS_MONDAY - timedelta(days=1), norm_minutes=800)
    for monday in weeks_before(THIS_MONDAY - YEAR):
        a_time_entry(ticket, operation=operation, worked_on=monday, norm_minutes=100)
    a_time_entry(ticket, operation=operation, worked_on=WEEKS[1] - YEAR, norm_minutes=150)
    found = work_sources.inflow(employee_ids=[project.owner_id], weeks=WEEKS)
    assert [one.by_week for one in found] == [(50, 150)]


def test_the_season_is_bounded_and_needs_eight_weeks() -> None:
    base = dict.fromkeys(weeks_before(THIS_MONDAY - YEAR), 10)
    assert season_percents(WEEKS, {**base, WEEKS[0] - YEAR: 900}) == [200, 50]
    assert season_percents(WEEKS, {**base, THIS_MONDAY - YEAR - timedelta(weeks=3): 0}) == [100, 100]


def test_unused_hours_are_of_active_projects_with_prepaid_time() -> None:
    owner = an_employee("manager")
    used, spare = a_project(owner=owner), a_project(owner=owner)
    a_contract(used, included_minutes=20)
    a_contract(spare)
    a_contract(a_project(owner=owner, is_active=False))
    a_contract(a_project(owner=owner), included_minutes=0)
    a_time_entry(a_ticket(project=used), owner, worked_on=NOW.date())
    found = work_sources.spare_hours(department_ids=viewer(owner).department_ids, viewer=viewer(owner))
    assert [(one.title, one.minutes, one.owner_id) for one in found] == [
        (f"{spare.client.name}: {spare.name}", 600, owner.pk)
    ]
