"""`/load/`: the board, its cells, moves and files (L7, L8)."""

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.factories import NOW, a_contract, a_project, a_ticket, a_time_entry, an_absence, an_employee, viewer
from tests.factories.load import (
    THIS_MONDAY,
    a_busy_department,
    a_move,
    a_specialist,
    an_alarm,
    an_overload,
    some_work,
)
from tickets.models import Task
from workload.models import Employment, LoadMove, OverloadAlarm, WorkloadPolicy
from workload.queries.load.board import load_board
from workload.queries.load.cell import load_cell
from workload.queries.load.places import load_place

pytestmark = pytest.mark.django_db
# session, account, person; the rail’s figures
SHELL = 4
# with the board's own: departments, with people, their terms and former moves of one; shifts with absences; open work;
# inflow
STATEMENTS = 8


@pytest.fixture
def department():
    return a_busy_department("Support")


@pytest.fixture
def head(department):
    return an_employee("head", department=department, name="Vera Lantsova")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_rows(visit, statements, department, head, rows):
    for _ in range(rows):
        _task, full, free = an_overload(department)
        a_time_entry(a_ticket(project=a_project(owner=full)), full, worked_on=THIS_MONDAY - timedelta(days=3))
        an_absence(free, THIS_MONDAY + timedelta(days=8))
        a_move(some_work(full, 1, 20), free, head)
    browser = visit(head)
    browser.get("/load/")
    assert statements(browser, "/load/") == STATEMENTS


def test_the_head_sees_who_is_over_and_moves_the_task_and_undoes_it(visit, department, head):
    task, full, free = an_overload(department)
    browser = visit(head)
    page = browser.get("/load/").content.decode()
    assert "are over capacity" in page or "is over capacity" in page
    assert task.title in page and "level 3" in page and "Support" in page
    asked = {"department": department.pk, "key": f"task:{task.pk}", "to": free.pk}
    after = browser.post("/load/moves/apply/", asked, follow=True).content.decode()
    assert f"Given to {free.name}." in after and "Moved lately" in after
    move = LoadMove.objects.get()
    undo = f"/load/moves/{move.pk}/undo/"
    assert undo in after and undo not in visit(free).get("/load/").content.decode()
    assert f"Given back to {full.name}." in browser.post(f"/load/moves/{move.pk}/undo/", follow=True).content.decode()
    browser.post("/load/moves/dismiss/", asked)
    assert "Not this" not in browser.get("/load/").content.decode()
    refused = browser.post("/load/moves/apply/", {"key": "x", "to": "y"}, follow=True).content.decode()
    assert "Choose one of the proposed moves." in refused


def test_managers_see_hours_of_all_and_names_of_their_own(visit, department, head):
    task, full, _free = an_overload(department)
    owner = an_employee("manager", department=department)
    a_contract(project := a_project(owner=owner))
    a_time_entry(a_ticket(project=project), owner, worked_on=THIS_MONDAY - timedelta(days=3), norm_minutes=900)
    an_absence(full, NOW.date(), type="study")
    stranger = visit(an_employee("manager", department=department))
    address = f"/load/{full.pk}/{THIS_MONDAY}/"
    seen = stranger.get(address).content.decode()
    assert "A task that you do not see" in seen and task.title not in seen
    assert "Absent" in seen and "Study leave" not in seen
    own = stranger.get(f"/load/{owner.pk}/{THIS_MONDAY + timedelta(weeks=2)}/").content.decode()
    assert "A project that you do not see" in own and project.name not in own
    assert task.title not in stranger.get("/load/").content.decode()
    known = visit(head).get(address, headers={"HX-Request": "true"}).content.decode()
    assert task.title in known and "Study leave" in known and "<html" not in known


def test_what_nobody_has_is_a_row_with_what_makes_it_up(visit, department, head):
    task, full, _free = an_overload(department)
    some_work(full, 10, None)
    Task.objects.filter(pk=task.pk).update(assignee=None, status="offered")
    browser = visit(head)
    page = browser.get("/load/").content.decode()
    assert "1 task waits for a specialist" in page and "Waits for a specialist" in page
    address = f"/load/0/{THIS_MONDAY}/?department={department.pk}"
    assert address.removeprefix("/load/") in page and task.title in browser.get(address).content.decode()
    assert "Waits for" not in visit(full).get("/load/").content.decode()
    assert b"Waits for" in b"".join(browser.get("/load/files/csv/").streaming_content)


def test_a_cell_says_what_its_bar_says_however_many_weeks_are_shown(visit, department, head):
    some_work(full := a_specialist(department), 80, None)
    boards = [load_board(load_place(viewer(head)), viewer(head), shown) for shown in (1, 4, 8)]
    bars = {board.weeks_of(full.pk)[0].tasks for board in boards}
    cell = load_cell(viewer(head), full.pk, THIS_MONDAY)
    assert bars == {cell.week.tasks} and sum(part.minutes for part in cell.work) == cell.week.tasks


def test_the_inflow_of_the_absent_is_their_cover_s(visit, department, head):
    owner, named, projects = (a_specialist(department) for _ in range(3))
    project = a_project(owner=owner, cover=projects)
    a_time_entry(a_ticket(project=project), owner, worked_on=THIS_MONDAY - timedelta(days=3), norm_minutes=8_000)
    an_absence(owner, THIS_MONDAY + timedelta(days=7), 1, cover=named)
    an_absence(owner, THIS_MONDAY + timedelta(days=8), 2)
    board = load_board(load_place(viewer(head)), viewer(head))
    inflow = {pk: load.weeks[1].inflow for pk, load in board.loads.items()}
    assert [inflow[person.pk] for person in (owner, named, projects)] == [400, 200, 400]
    cell = f"/load/{named.pk}/{THIS_MONDAY + timedelta(days=7)}/"
    for looking in (head, named):
        assert "of the inflow of absent colleagues" in visit(looking).get(cell).content.decode()


def test_a_specialist_sees_their_own_row(visit, department):
    task, full, free = an_overload(department)
    browser = visit(full)
    page = browser.get("/load/").content.decode()
    assert full.name in page and free.name not in page and "Raise overload alarm" not in page
    assert task.title in browser.get(f"/load/{full.pk}/{THIS_MONDAY}/").content.decode()
    for address in (f"/load/{free.pk}/{THIS_MONDAY}/", f"/load/{full.pk}/2020-01-06/", f"/load/{full.pk}/x/"):
        assert browser.get(address).status_code == 404
    assert browser.get(f"/load/?department={a_busy_department().pk}").status_code == 404


def test_departments_to_choose_from_and_weeks(visit, department, head):
    other = a_busy_department("Web")
    other.head = head
    other.save()
    browser = visit(head)
    page = browser.get(f"/load/?department={other.pk}&weeks=2").content.decode()
    assert "Nobody works here today" in page and "Support" in page
    assert browser.get("/load/?weeks=99").content.decode().count("<td data-label") == 4
    assert browser.get("/load/?weeks=2").content.decode().count("<td data-label") == 2


def test_the_percents_are_the_department_s_own(visit, department, head):
    WorkloadPolicy.objects.create(department=department, starts_on=NOW.date(), idle_percent=1)
    WorkloadPolicy.objects.create(starts_on=NOW.date(), idle_percent=50)
    some_work(a_specialist(department, name="Ilya Brandt"), 2, 1)
    assert "Ilya" not in visit(head).get("/load/hints/").content.decode()
    WorkloadPolicy.objects.filter(department=department).delete()
    assert "Ilya" in visit(head).get("/load/hints/").content.decode()


def test_who_has_time_hears_what_they_could_do(visit, department, head):
    task, _full, _free = an_overload(a_busy_department())
    idle = a_specialist(department, task.skill)
    a_contract(project := a_project(owner=idle, department=department))
    hints = visit(head).get("/load/hints/").content.decode()
    assert f"{project.client.name}: {project.name}" in hints and task.title not in hints
    elsewhere = task.ticket.department
    elsewhere.head = head
    elsewhere.save()
    assert task.title in visit(head).get(f"/load/hints/?department={department.pk}").content.decode()


def test_the_board_as_a_file(visit, department, head):
    an_overload(department)
    people = Employment.objects.filter(department=department).count()
    lines = b"".join(visit(head).get("/load/files/csv/?weeks=1").streaming_content).decode().splitlines()
    assert len(lines) == 1 + people
    sheet = b"".join(visit(head).get("/load/files/xlsx/").streaming_content)
    assert load_workbook(BytesIO(sheet)).active.max_row == 1 + 4 * people
    assert visit(head).get("/load/files/pdf/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_alarms_takes_as_many_statements(visit, statements, department, head, rows):
    for number in range(rows):
        an_alarm(department, week_starts_on=THIS_MONDAY + timedelta(weeks=number))
    browser = visit(head)
    browser.get("/load/alarms/")
    assert statements(browser, "/load/alarms/") == SHELL + 1


def test_a_manager_raises_an_alarm_and_the_head_decides(visit, department, head):
    manager = an_employee("manager", department=department)
    some_work(a_specialist(department), 30, 1)
    browser = visit(manager)
    assert "No alarm yet" in browser.get("/load/alarms/").content.decode()
    form = browser.get("/load/alarms/new/").content.decode()
    assert f'value="{THIS_MONDAY}" selected' in form
    assert browser.post("/load/alarms/new/", {"week": str(THIS_MONDAY), "reason": " "}).status_code == 422
    browser.post("/load/alarms/new/", {"week": str(THIS_MONDAY), "skill": "", "reason": "Two launches."})
    alarm = OverloadAlarm.objects.get()
    address = f"/load/alarms/{alarm.pk}/"
    assert "Two launches." in browser.get(address).content.decode()
    deciding = visit(head)
    assert "What gives way" in deciding.get(address).content.decode()
    assert deciding.post(f"{address}decide/", {"decision": "wait"}).status_code == 422
    deciding.post(f"{address}decide/", {"decision": "bring_in", "text": "Two from sales."})
    deciding.post(f"{address}close/")
    page = browser.get(address).content.decode()
    assert "Two from sales." in page and 'data-effect="after"' in page and "Closed" in page
    assert visit(an_employee("specialist", department=department)).get("/load/alarms/new/").status_code == 404
    assert "Two launches" not in visit(an_employee("manager")).get("/load/alarms/").content.decode()


def test_a_second_alarm_of_the_week_is_refused_at_its_field(visit, department, head):
    an_alarm(department, an_employee("manager", department=department))
    browser = visit(an_employee("manager", department=department))
    answer = browser.post("/load/alarms/new/", {"week": str(THIS_MONDAY), "reason": "More.", "sure": "on"})
    assert answer.status_code == 422 and "waits for a decision already" in answer.content.decode()
