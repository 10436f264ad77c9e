"""What was agreed on a task, as pages show and change it; asking the client from the ticket (W2, W3)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    a_message,
    a_project,
    a_task,
    a_ticket,
    a_time_entry,
    an_approval,
    an_approved_task,
    an_employee,
    an_estimate,
    an_operation,
    an_overrun,
    viewer,
)
from tickets.models import Approval, Estimate, Overrun, Task, TimeEntry
from tickets.queries.agreed import agreed_block


@pytest.fixture
def manager(db):
    return an_employee("manager", name="Anna Sheveleva")


@pytest.fixture
def ticket(manager):
    return a_ticket(a_project(owner=manager), subject="Ten corrections")


@pytest.fixture
def task(ticket):
    specialist = an_employee("specialist", department=ticket.department, name="Oleg Maker")
    return a_task(ticket, title="Delivery terms", assignee=specialist)


def page(task: Task) -> str:
    return reverse("task", args=[task.pk])


class TestTask:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_six_statements_however_much_was_agreed(self, visit, statements, manager, task, rows):
        for index in range(rows):
            an_estimate(task, 60 + index, state="superseded")
            an_overrun(task, 10, state="declined")
            a_time_entry(task.ticket, manager, task=task)
        # session, account, person; task, what was agreed; the rail's figures
        assert statements(visit(manager), page(task)) == 6

    def test_the_specialist_estimates_and_sees_who_is_next(self, visit, task):
        browser = visit(task.assignee)
        assert "Hand in the estimate" in browser.get(page(task)).content.decode()
        sent = {"method": "risk", "likely_minutes": "1:30", "risk_percent": "20", "next": page(task)}
        answer = browser.post(reverse("task-estimate", args=[task.pk]), sent)
        assert (answer.status_code, answer.url) == (302, page(task))
        assert Estimate.objects.get().minutes == 110
        shown = browser.get(page(task)).content.decode()
        assert "1 h 50 min" in shown
        assert 'aria-current="step"' in shown
        assert "Confirm" not in shown

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"method": "risk", "likely_minutes": "0"}, "more than nothing"),
            ({"method": "risk", "likely_minutes": "1000"}, "less than 1,000 hours"),
            ({"method": "risk", "likely_minutes": "soon"}, "Write hours"),
            ({"method": "three_point", "likely_minutes": "2"}, "Three points are needed"),
            ({"method": "three_point", "likely_minutes": "2", "optimistic_minutes": "3", "pessimistic_minutes": "4"},
             "Optimistic is at most likely"),
        ],
    )  # fmt: skip
    def test_a_bad_estimate_comes_back_with_its_sentence(self, visit, task, sent, words):
        answer = visit(task.assignee).post(reverse("task-estimate", args=[task.pk]), sent)
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not Estimate.objects.exists()

    def test_a_form_sent_twice_estimates_once(self, visit, task):
        browser = visit(task.assignee)
        for _attempt in range(2):
            sent = {"method": "risk", "likely_minutes": "2,5", "idempotency_key": "one"}
            assert browser.post(reverse("task-estimate", args=[task.pk]), sent).status_code == 302
        assert [row.minutes for row in Estimate.objects.all()] == [150]

    def test_the_manager_confirms_or_returns(self, visit, manager, task):
        estimate, browser = an_estimate(task), visit(manager)
        assert "Return" in browser.get(page(task)).content.decode()
        browser.post(reverse("estimate-return", args=[estimate.pk]), {"reason": "Tests are missing"})
        assert "Tests are missing" in browser.get(page(task)).content.decode()
        estimate = an_estimate(task)
        browser.post(reverse("estimate-confirm", args=[estimate.pk]))
        assert "Ask the client" in browser.get(page(task)).content.decode()

    def test_a_difficulty_is_reported_and_decided(self, visit, manager, ticket):
        task = an_approved_task(ticket)
        sent = {"minutes": "0:30", "cause": "client", "explanation": "Old data"}
        answer = visit(task.assignee).post(reverse("task-overrun", args=[task.pk]), sent)
        assert answer.status_code == 302
        overrun, browser = Overrun.objects.get(), visit(manager)
        assert "Old data" in browser.get(page(task)).content.decode()
        browser.post(reverse("overrun-decide", args=[overrun.pk]), {"cause": "internal"})
        overrun.refresh_from_db()
        assert overrun.state == "internal"
        bad = visit(task.assignee).post(reverse("task-overrun", args=[task.pk]), {**sent, "minutes": "0"})
        assert "more than nothing" in bad.content.decode()

    def test_what_changed_changes_the_mark(self, manager, task):
        def mark():
            return agreed_block(Task.objects.select_related("ticket__project").get(pk=task.pk), viewer(manager)).mark

        marks = [mark(), mark()]
        assert marks[0] == marks[1]
        estimate = an_estimate(task)
        marks.append(mark())
        Estimate.objects.filter(pk=estimate.pk).update(manager_at=NOW)
        marks.append(mark())
        a_time_entry(task.ticket, task=task)
        marks.append(mark())
        assert len(set(marks)) == 4

    def test_pages_of_others_are_not_found(self, visit, task):
        assert visit(an_employee("manager")).get(page(task)).status_code == 404


class TestAsking:
    def test_confirmed_time_is_asked_from_the_ticket(self, visit, manager, ticket, task):
        estimate, browser = an_estimate(task, manager_at=NOW, client_text="Delivery terms"), visit(manager)
        assert "Ask the client" in browser.get(reverse("ticket", args=[ticket.number])).content.decode()
        address = reverse("ticket-ask", args=[ticket.number])
        assert "Delivery terms" in browser.get(address).content.decode()
        assert browser.post(address, {"words": "Hello"}).status_code == 422
        assert browser.post(address, {"estimates": [estimate.pk], "words": "Hello"}).status_code == 302
        assert Approval.objects.get().minutes == 120
        assert "2 h asked" in browser.get(reverse("ticket", args=[ticket.number])).content.decode()
        assert "Withdraw" in browser.get(address).content.decode()

    def test_an_empty_page_says_what_comes_here(self, visit, manager, ticket):
        shown = visit(manager).get(reverse("ticket-ask", args=[ticket.number])).content.decode()
        assert "Nothing to ask yet" in shown

    def test_the_yes_is_recorded_with_its_message(self, visit, manager, ticket, task):
        approval = an_approval(ticket)
        an_estimate(task, state="client", approval=approval)
        address, browser = reverse("approval-record", args=[approval.pk]), visit(manager)
        assert "has not written since" in browser.get(address).content.decode()
        letter = a_message(ticket, "in", at=NOW + timedelta(minutes=1), body_text="We agree")
        assert "We agree" in browser.get(address).content.decode()
        assert browser.post(address, {"message": letter.pk}).status_code == 302
        approval.refresh_from_db()
        task.refresh_from_db()
        assert (approval.state, task.agreed_minutes) == ("approved", 120)

    def test_a_question_is_withdrawn_once(self, visit, manager, ticket):
        approval, browser = an_approval(ticket), visit(manager)
        address = reverse("approval-withdraw", args=[approval.pk])
        browser.post(address)
        answer = browser.post(address, HTTP_REFERER="http://testserver/queue/", follow=True)
        assert "withdrawn on" in answer.content.decode()


class TestLogging:
    def test_the_day_offers_the_tasks_one_does(self, visit, task):
        operation, browser = an_operation(kind="execution"), visit(task.assignee)
        shown = browser.get("/time/", {"ticket": task.ticket.number, "task": task.pk}).content.decode()
        assert f'<option value="{task.pk}" selected' in shown
        line = {"ticket": task.ticket.number, "operation": operation.pk, "minutes": "20", "task": task.pk}
        data = {"worked_on": str(NOW.date()), "lines": "1", **{f"line-0-{name}": str(v) for name, v in line.items()}}
        assert browser.post("/time/add/", data).status_code == 302
        assert TimeEntry.objects.get().task == task
        answer = browser.post("/time/add/", data)
        assert (answer.status_code, TimeEntry.objects.count()) == (422, 1)
        assert "Estimate the task first" in answer.content.decode()

    def test_the_dialog_and_the_note_offer_the_only_task(self, visit, ticket, task):
        ticket.assignee = task.assignee
        ticket.save()
        operation, browser = an_operation(kind="execution"), visit(task.assignee)
        dialog = browser.get(reverse("ticket-time", args=[ticket.number])).content.decode()
        assert f'<option value="{task.pk}" selected' in dialog
        assert 'id="note_task"' in browser.get(reverse("ticket", args=[ticket.number])).content.decode()
        sent = {"body": "Done", "operation": operation.pk, "minutes": "10", "task": task.pk}
        browser.post(reverse("ticket-note", args=[ticket.number]), sent)
        assert TimeEntry.objects.get().task == task
