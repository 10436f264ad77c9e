"""The page of tasks, the page of one, and tasks on the page of their ticket (W1, W4)."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_department,
    a_message,
    a_project,
    a_skill,
    a_task,
    a_ticket,
    an_absence,
    an_employee,
    an_estimate,
    viewer,
)
from tickets.actions.tasks.moving import move_task
from tickets.domain.tasks import TaskEvent
from tickets.models import OrderConflict, Task
from tickets.queries.task_list import TaskView, task_list
from tickets.queries.task_people import candidates
from workload.models import EmployeeSkill

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
DAY = timedelta(days=1)
CLEAR = {"title": "Move the banner", "formulation": "To the left.", "acceptance_criteria": "It stands on the left."}


@pytest.fixture
def department():
    return a_department()


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department)


@pytest.fixture
def specialist(department):
    return an_employee("specialist", department=department)


@pytest.fixture
def ticket(manager):
    return a_ticket(a_project(owner=manager), status="open")


class TestTheListOfTasks:
    STATEMENTS = 5

    @pytest.mark.parametrize("tasks", [0, 1, 3])
    def test_takes_five_statements_however_many_tasks(self, visit, statements, manager, specialist, ticket, tasks):
        for _ in range(tasks):
            a_task(ticket, assignee=specialist)
        assert statements(visit(specialist), "/tasks/") == self.STATEMENTS
        assert statements(visit(manager), "/tasks/?view=managed") == self.STATEMENTS
        assert statements(visit(manager), "/tasks/?view=all") == self.STATEMENTS

    def test_what_is_begun_stands_first_then_rank_then_deadline(self, specialist, ticket):
        late = a_task(ticket, assignee=specialist, title="late", deadline_at=NOW + 3 * DAY)
        soon = a_task(ticket, assignee=specialist, title="soon", deadline_at=NOW + DAY)
        a_task(ticket, assignee=specialist, title="whenever")
        a_task(ticket, assignee=specialist, title="ranked", rank=1)
        a_task(ticket, assignee=specialist, title="begun", status="in_progress", rank=2_000)
        a_task(ticket, assignee=specialist, title="rework", status="rework", rank=5)
        page = task_list(TaskView.MINE, viewer(specialist))
        assert [[row.title for row in section.rows] for section in page.sections if section.key == "today"] == [
            ["begun", "ranked", "rework", "soon", "late", "whenever"]
        ]
        assert late.pk < soon.pk

    def test_whose_turn_it_is(self, visit, manager, specialist, ticket):
        for status in ("offered", "asked", "accepted", "submitted", "handed_over"):
            a_task(ticket, assignee=specialist, status=status, title=f"it is {status}")
        a_task(ticket, assignee=specialist, status="cancelled", finished_at=NOW, title="No longer open")
        found = {s.key: [r.title for r in s.rows] for s in task_list(TaskView.MINE, viewer(specialist)).sections}
        assert found == {
            "offered": ["it is offered"],
            "today": ["it is accepted"],
            "asked": ["it is asked"],
            "others": ["it is submitted", "it is handed_over"],
        }
        found = {s.key: [r.title for r in s.rows] for s in task_list(TaskView.MANAGED, viewer(manager)).sections}
        assert found == {
            "yours": ["it is asked", "it is submitted"],
            "offered": ["it is offered"],
            "doing": ["it is accepted"],
            "client": ["it is handed_over"],
        }
        page = visit(specialist).get("/tasks/").content.decode()
        assert "To do, in this order" in page
        assert "No longer open" not in page

    def test_unchanged_it_is_not_drawn_again(self, visit, specialist, ticket):
        task = a_task(ticket, assignee=specialist, status="offered")
        browser = visit(specialist)
        seen = browser.get("/tasks/").context["page"].digest
        assert browser.get(f"/tasks/?seen={seen}", headers=HTMX).status_code == 204
        move_task(task=task, event=TaskEvent.ACCEPT, by=viewer(specialist), at=NOW)
        assert browser.get(f"/tasks/?seen={seen}", headers=HTMX).status_code == 200

    @pytest.mark.parametrize("view", ["mine", "managed", "juniors", "all", "nonsense"])
    def test_empty_it_teaches(self, visit, specialist, view):
        assert 'class="empty"' in visit(specialist).get(f"/tasks/?view={view}").content.decode()

    def test_a_mentor_sees_the_tasks_of_juniors(self, visit, specialist, ticket):
        junior = an_employee("specialist", mentor=specialist)
        task = a_task(ticket, assignee=junior)
        browser = visit(specialist)
        listed = browser.get("/tasks/?view=juniors").content.decode()
        assert task.title in listed
        assert ticket.subject not in listed
        page = browser.get(f"/tasks/{task.pk}/").content.decode()
        assert task.title in page
        assert ticket.subject not in page

    def test_it_is_where_a_specialist_begins_with_a_figure(self, visit, specialist, ticket):
        a_task(ticket, assignee=specialist, status="offered")
        browser = visit(specialist)
        assert browser.get("/").headers["Location"] == "/tasks/"
        places = [place for group in browser.get("/tasks/").context["rail"] for place in group.items]
        assert [place.count for place in places if place.url == "/tasks/"] == [1]


class TestThePageOfATask:
    STATEMENTS = 6

    @pytest.mark.parametrize("steps", [1, 3])
    def test_takes_six_statements_however_much_has_happened(self, visit, statements, specialist, ticket, steps):
        task = a_task(ticket, assignee=specialist, status="offered")
        for event in (TaskEvent.ACCEPT, TaskEvent.START, TaskEvent.SUBMIT)[:steps]:
            move_task(task=task, event=event, by=viewer(specialist), at=NOW)
        assert statements(visit(specialist), f"/tasks/{task.pk}/") == self.STATEMENTS

    def test_buttons_come_from_the_table(self, visit, manager, specialist, ticket):
        task = a_task(ticket, assignee=specialist, status="offered")
        page = visit(specialist).get(f"/tasks/{task.pk}/")
        assert [step.event for step in page.context["page"].steps] == ["accept", "ask", "decline"]
        page = visit(manager).get(f"/tasks/{task.pk}/")
        assert [step.event for step in page.context["page"].steps] == ["offer", "cancel"]
        assert "Change…" in page.content.decode()

    def test_a_click_accepts(self, visit, specialist, ticket):
        task = a_task(ticket, assignee=specialist, status="offered")
        answer = visit(specialist).post(f"/tasks/{task.pk}/step/accept/", headers=HTMX)
        assert 'id="task"' in answer.content.decode()
        task.refresh_from_db()
        assert task.status == "accepted"
        assert visit(specialist).post(f"/tasks/{task.pk}/step/accept/", headers=HTMX).status_code == 409

    def test_a_question_is_asked_in_a_dialog_and_stands_in_the_history(self, visit, specialist, ticket):
        task = a_task(ticket, assignee=specialist, status="offered")
        browser, address = visit(specialist), f"/tasks/{task.pk}/step/ask/"
        assert "What is unclear" in browser.get(address, headers=HTMX).content.decode()
        empty = browser.post(address, {"text": ""}, headers=HTMX)
        assert (empty.status_code, "Write the question first." in empty.content.decode()) == (422, True)
        asked = browser.post(address, {"text": "Which <b>?", "idempotency_key": "1"}, headers=HTMX)
        assert "Which &lt;b&gt;?" in asked.content.decode()
        again = browser.post(address, {"text": "Which <b>?", "idempotency_key": "1"}, headers=HTMX)
        assert again.status_code == 200
        assert task.changes.count() == 1

    def test_declining_says_that_it_went_away(self, visit, specialist, ticket):
        task = a_task(ticket, assignee=specialist, status="offered")
        answer = visit(specialist).post(f"/tasks/{task.pk}/step/decline/", {"reason": "skill"}, headers=HTMX)
        assert "No longer yours to see" in answer.content.decode()

    def test_a_manager_offers_it_to_another(self, visit, manager, ticket):
        task, other = a_task(ticket, status="declined"), an_employee("specialist")
        browser = visit(manager)
        assert other.name in browser.get(f"/tasks/{task.pk}/offer/", headers=HTMX).content.decode()
        browser.post(f"/tasks/{task.pk}/offer/", {"assignee": other.pk}, headers=HTMX)
        task.refresh_from_db()
        assert (task.assignee, task.status) == (other, "offered")
        assert browser.post(f"/tasks/{task.pk}/offer/", {"assignee": "0"}, headers=HTMX).status_code == 422

    def test_a_manager_changes_the_formulation(self, visit, manager, ticket):
        task = a_task(ticket)
        browser, address = visit(manager), f"/tasks/{task.pk}/edit/"
        assert task.title in browser.get(address, headers=HTMX).content.decode()
        browser.post(address, {**CLEAR, "deadline_at": "2026-11-20T12:00"}, headers=HTMX)
        task.refresh_from_db()
        assert (task.title, task.deadline_at) == (CLEAR["title"], NOW + 2 * DAY)
        refused = browser.post(address, {**CLEAR, "formulation": ""}, headers=HTMX)
        assert (refused.status_code, "Formulate the task" in refused.content.decode()) == (422, True)

    @pytest.mark.parametrize("event", ["offer", "fly"])
    def test_steps_that_are_none(self, visit, manager, ticket, event):
        task = a_task(ticket)
        assert visit(manager).post(f"/tasks/{task.pk}/step/{event}/").status_code == 404

    def test_unchanged_it_is_not_drawn_again(self, visit, specialist, ticket):
        task = a_task(ticket, assignee=specialist)
        browser = visit(specialist)
        seen = browser.get(f"/tasks/{task.pk}/").context["seen"]
        assert browser.get(f"/tasks/{task.pk}/?seen={seen}", headers=HTMX).status_code == 204
        an_estimate(task)
        assert browser.get(f"/tasks/{task.pk}/?seen={seen}", headers=HTMX).status_code == 200

    def test_two_managers_agree_on_the_order(self, visit, manager, specialist, ticket):
        other = a_task(a_ticket(), assignee=specialist, title="Foreign words")
        task = a_task(ticket, assignee=specialist, status="offered", is_critical=True)
        answer = visit(specialist).post(f"/tasks/{task.pk}/step/decline/", {"reason": "busy"}, headers=HTMX)
        assert (answer.status_code, "name the one" in answer.content.decode()) == (422, True)
        said = {"reason": "busy", "against": other.pk}
        visit(specialist).post(f"/tasks/{task.pk}/step/decline/", said, headers=HTMX)
        conflict = OrderConflict.objects.get()
        here = visit(manager).get(f"/tasks/{task.pk}/").content.decode()
        assert "This one first" in here
        assert "Foreign words" not in here
        address = f"/tasks/{task.pk}/order/{conflict.pk}/"
        assert visit(manager).post(address, {"first": 0}, headers=HTMX).status_code == 404
        visit(manager).post(address, {"first": task.pk}, headers=HTMX)
        there = visit(other.manager)
        assert "proposes that the other task goes first" in there.get(f"/tasks/{other.pk}/").content.decode()
        there.post(f"/tasks/{other.pk}/order/{conflict.pk}/", {"first": task.pk}, headers=HTMX)
        task.refresh_from_db()
        assert (task.status, task.assignee) == ("offered", specialist)
        assert there.post(f"/tasks/{other.pk}/order/{conflict.pk}/", {"first": task.pk}).status_code == 409


class TestTasksOnTheTicket:
    @pytest.mark.parametrize("tasks", [1, 3])
    def test_one_statement_for_whatever_hangs_on_it(self, visit, statements, manager, specialist, ticket, tasks):
        a_message(ticket)
        for _ in range(tasks):
            a_task(ticket, assignee=specialist, deadline_at=NOW + DAY, agreed_minutes=90)
        assert statements(visit(manager), f"/tickets/{ticket.number}/") == 10
        assert statements(visit(specialist), f"/tickets/{ticket.number}/") == 10

    def test_title_specialist_deadline_and_agreed_time(self, visit, manager, specialist, ticket):
        task = a_task(ticket, assignee=specialist, deadline_at=NOW - DAY, agreed_minutes=90)
        page = visit(manager).get(f"/tickets/{ticket.number}/").content.decode()
        for words in (task.title, specialist.name, "was due", "1 h 30 min", "Accepted"):
            assert words in page

    def test_a_specialist_writes_a_note_beside_the_task(self, visit, specialist, ticket):
        a_task(ticket, assignee=specialist)
        browser = visit(specialist)
        page = browser.get(f"/tickets/{ticket.number}/").content.decode()
        assert "write-note" in page
        assert "write-reply" not in page
        assert browser.post(f"/tickets/{ticket.number}/note/", {"body": "Begun"}, headers=HTMX).status_code == 200

    def test_a_refresh_notices_a_task(self, visit, manager, specialist, ticket):
        browser = visit(manager)
        seen = browser.get(f"/tickets/{ticket.number}/").context["seen"]
        address = f"/tickets/{ticket.number}/messages/?seen={seen}"
        assert browser.get(address, headers=HTMX).status_code == 204
        task = a_task(ticket, assignee=specialist)
        assert task.title in browser.get(address, headers=HTMX).content.decode()

    def test_splitting_off(self, visit, manager, specialist, ticket):
        browser, address = visit(manager), f"/tickets/{ticket.number}/tasks/new/"
        assert "Accepted when" in browser.get(address, headers=HTMX).content.decode()
        empty = browser.post(address, {"title": "Move it"}, headers=HTMX)
        assert (empty.status_code, "Formulate the task" in empty.content.decode()) == (422, True)
        sent = {**CLEAR, "assignee": specialist.pk, "deadline_at": "2026-11-20T12:00", "idempotency_key": "7"}
        for _ in range(2):
            assert CLEAR["title"] in browser.post(address, sent, headers=HTMX).content.decode()
        task = Task.objects.get()
        assert (task.assignee, task.manager, task.deadline_at) == (specialist, manager, NOW + 2 * DAY)

    def test_a_specialist_does_not_split_off(self, visit, specialist, ticket):
        a_task(ticket, assignee=specialist)
        assert visit(specialist).get(f"/tickets/{ticket.number}/tasks/new/", headers=HTMX).status_code == 409

    def test_the_best_one_with_the_skill_is_proposed(self, visit, manager, ticket):
        skill, people = a_skill("Layout"), [an_employee("specialist") for _ in range(4)]
        busy, free, master_away, _unskilled = people
        for person, level in ((busy, 4), (free, 4), (master_away, 5)):
            EmployeeSkill.objects.create(employee=person, skill=skill, level=level)
        a_task(assignee=busy)
        an_absence(master_away)
        names = [each.employee.pk for each in candidates(skill.pk, viewer(manager))]
        assert names == [free.pk, busy.pk, manager.pk, master_away.pk]
        assert len(candidates(None, viewer(manager))) == 5
        answer = visit(manager).get(f"/tickets/{ticket.number}/tasks/people/?skill={skill.pk}", headers=HTMX)
        assert f'value="{free.pk}" selected' in answer.content.decode()
        assert "level 4 · 0 tasks" in answer.content.decode()
