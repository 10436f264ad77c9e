"""W4: the client asks for changes of what was handed over; the manager says whether that is inside the scope."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests.factories import NOW, a_message, a_project, a_task, a_ticket, an_employee, contact_viewer, viewer
from tests.factories.api import api_of
from tickets.actions.portal.changes import ask_for_changes
from tickets.actions.receiving import Letter
from tickets.actions.tasks.creating import TaskSpec
from tickets.actions.tasks.moving import move_task
from tickets.actions.tasks.wishes import take_as_new_task, take_as_rework
from tickets.domain.tasks import TaskEvent
from tickets.models import Task, Ticket

pytestmark = pytest.mark.django_db
WORDS = "Make the banner blue.\nAnd the footer, too."
SPEC = TaskSpec("A blue banner", WORDS, "It is blue.")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def ticket():
    return a_ticket(a_project(owner=an_employee("manager")), status="resolved")


@pytest.fixture
def task(ticket):
    return a_task(ticket, status="handed_over")


@pytest.fixture
def manager(task):
    return viewer(task.manager)


@pytest.fixture
def wished(ticket, task):
    """The task with the client's wish."""
    ask(ticket)
    task.refresh_from_db()
    return task


def ask(ticket, minutes=0):
    at = NOW + timedelta(minutes=minutes)
    return ask_for_changes(ticket=ticket, letter=Letter(WORDS), by=contact_viewer(ticket.requester), at=at)


def test_the_message_opens_the_ticket_and_marks_what_was_handed_over(ticket, task):
    open_one = a_task(ticket, status="in_progress")
    finished = a_task(ticket, status="confirmed", finished_at=NOW)
    message = ask(ticket)
    marked = dict(Task.objects.values_list("pk", "wish"))
    assert marked == {task.pk: message.pk, open_one.pk: None, finished.pk: None}
    ticket.refresh_from_db()
    assert (ticket.status, ticket.waiting_since, message.body_text) == ("open", NOW, WORDS)
    notice = Notice.objects.get(kind="task.wish")
    assert (notice.user, notice.url) == (task.manager.user, f"/tasks/{task.pk}/")
    assert AuditEntry.objects.get(action="task.wish").scope == ticket.scope


def test_without_work_that_was_handed_over_it_is_an_answer(ticket):
    assert ask(ticket).body_text == WORDS
    assert not Notice.objects.filter(kind="task.wish").exists()


def test_a_further_wish_takes_the_place_of_the_first_and_is_told(ticket, task):
    ask(ticket)
    second = ask(Ticket.objects.get(pk=ticket.pk), 5)
    task.refresh_from_db()
    assert (task.wish, Notice.objects.filter(kind="task.wish").count()) == (second, 2)


def test_inside_the_scope_it_is_rework_with_the_clients_words(wished, manager):
    take_as_rework(task=wished, by=manager, at=NOW)
    wished.refresh_from_db()
    change = wished.changes.get()
    assert (wished.status, wished.wish, wished.rework_count) == ("rework", None, 1)
    assert (change.event, change.reason, change.text) == ("ask_changes", "client", WORDS)
    assert Notice.objects.filter(kind="task.ask_changes", user=wished.assignee.user).exists()


def test_outside_it_is_a_new_task_and_the_old_one_is_confirmed(wished, manager):
    new = take_as_new_task(task=wished, spec=SPEC, by=manager, at=NOW)
    wished.refresh_from_db()
    assert (wished.status, wished.wish, wished.changes.get().text) == ("confirmed", None, WORDS)
    assert (new.ticket_id, new.status, new.formulation, new.agreed_minutes) == (
        wished.ticket_id,
        "offered",
        WORDS,
        None,
    )


def test_a_new_task_that_is_refused_leaves_the_old_one(wished, manager):
    with pytest.raises(Refused) as refused:
        take_as_new_task(task=wished, spec=TaskSpec("", WORDS, "Blue"), by=manager, at=NOW)
    wished.refresh_from_db()
    assert (refused.value.field, wished.status, wished.wish is None) == ("title", "handed_over", False)


@pytest.mark.parametrize("again", [take_as_rework, lambda **who: take_as_new_task(spec=SPEC, **who)])
def test_what_was_decided_is_not_decided_again(wished, manager, again):
    take_as_rework(task=wished, by=manager, at=NOW)
    with pytest.raises(Conflict):
        again(task=wished, by=manager, at=NOW)
    assert Task.objects.count() == 1


def test_the_specialist_does_not_decide(wished):
    with pytest.raises(NotAllowed):
        take_as_rework(task=wished, by=viewer(wished.assignee), at=NOW)


@pytest.mark.parametrize("event", [TaskEvent.CONFIRM, TaskEvent.ASK_CHANGES])
def test_any_step_of_the_table_decides_too(wished, manager, event):
    move_task(task=wished, event=event, by=manager, at=NOW, text="In my words")
    wished.refresh_from_db()
    assert wished.wish is None


def test_the_manager_sees_it_on_task_ticket_and_list_and_decides_with_one_click(visit, wished):
    browser = visit(wished.manager)
    page = browser.get(f"/tasks/{wished.pk}/").content.decode()
    assert "The client asks for changes" in page and "And the footer, too." in page
    assert "Inside the scope" in page and "Client wants changes…" not in page
    assert "Client asks for changes" in browser.get(f"/tickets/{wished.ticket.number}/").content.decode()
    listed = browser.get("/tasks/?view=managed").context["page"]
    assert [(each.key, len(each.rows)) for each in listed.sections if each.rows] == [("yours", 1)]
    answer = browser.post(f"/tasks/{wished.pk}/wish/inside/", headers=HTMX)
    assert "The client asked for changes" in answer.content.decode()
    assert browser.post(f"/tasks/{wished.pk}/wish/inside/", headers=HTMX).status_code == 409


def test_outside_the_dialog_begins_with_the_clients_words(visit, wished):
    browser, url = visit(wished.manager), f"/tasks/{wished.pk}/wish/outside/"
    form = browser.get(url, headers=HTMX).context["form"]
    assert (form.initial["title"], form.initial["formulation"]) == ("Make the banner blue.", WORDS)
    begun = {**{name: value or "" for name, value in form.initial.items()}, "idempotency_key": "one"}
    missing = browser.post(url, {**begun, "title": ""}, headers=HTMX)
    assert (missing.status_code, list(missing.context["form"].errors)) == (422, ["title"])
    past = browser.post(url, {**begun, "deadline_at": "2020-01-01T10:00"}, headers=HTMX)
    assert list(past.context["form"].errors) == ["deadline_at"]
    for _each in range(2):
        assert browser.post(url, begun, headers=HTMX).status_code == 200
    assert list(Task.objects.order_by("id").values_list("status", "title")) == [
        ("confirmed", wished.title),
        ("offered", "Make the banner blue."),
    ]
    assert browser.get(url, headers=HTMX).status_code == 404


def test_who_sees_the_task_alone_does_not_read_the_letter(visit, wished):
    junior = an_employee("specialist", mentor=an_employee("specialist"))
    Task.objects.filter(pk=wished.pk).update(assignee=junior)
    page = visit(junior.mentor).get(f"/tasks/{wished.pk}/").content.decode()
    assert "And the footer, too." not in page


def test_the_api_names_the_wish_and_takes_the_decision(wished):
    client, path = api_of(wished.manager), f"/api/v1/tasks/{wished.pk}/"
    shown = client.get(path).json()
    assert shown["wish"] == wished.wish_id
    assert {"take-as-rework", "take-as-new-task"} <= set(shown["allowed_actions"])
    body = {"title": "A blue banner", "formulation": WORDS, "acceptance_criteria": "It is blue."}
    made = client.post(f"{path}take-as-new-task/", body)
    assert (made.status_code, made.json()["title"], made.json()["status"]) == (200, "A blue banner", "offered")
    assert client.post(f"{path}take-as-rework/").status_code == 409
    other = a_task(wished.ticket, manager=wished.manager, status="handed_over", wish=a_message(wished.ticket, "in"))
    assert client.post(f"/api/v1/tasks/{other.pk}/take-as-rework/").json()["status"] == "rework"
