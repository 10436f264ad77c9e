"""A task from its formulation to the client's confirmation: who may, what is refused, what the ticket does (W1, W4)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_message, a_task, a_ticket, an_employee, an_item, contact_viewer, viewer
from tickets.actions.moving import move_ticket
from tickets.actions.silence import close_silent_tickets
from tickets.actions.tasks.changing import change_task
from tickets.actions.tasks.confirming import confirm_work
from tickets.actions.tasks.creating import TaskSpec, create_task
from tickets.actions.tasks.locking import lock_task
from tickets.actions.tasks.moving import move_task, offer_task
from tickets.actions.tasks.stepping import apply_task_event
from tickets.domain.statuses import Event
from tickets.domain.tasks import TaskEvent as E
from tickets.domain.tasks import TaskParty, TaskStatus, is_task_path
from tickets.models import DeclineReason, ReturnReason, Task, Ticket
from tickets.task_permissions import parties_of
from workload.models import Employee

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CLEAR = {"title": "Move the banner", "formulation": "To the left.", "acceptance_criteria": "It stands on the left."}


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket(status="open")


@pytest.fixture
def manager(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


@pytest.fixture
def specialist() -> Employee:
    return an_employee("specialist")


def split_off(ticket: Ticket, by: Viewer, to: Employee | None, **over: object) -> Task:
    spec = TaskSpec(**{**CLEAR, "assignee": to, **over})  # type: ignore[arg-type] # any field by its name
    return create_task(ticket=ticket, spec=spec, by=by, at=NOW)


def walk(task: Task, *steps: tuple[E, Viewer], **said: str) -> Task:
    for event, by in steps:
        task = move_task(task=task, event=event, by=by, at=NOW, **said)
    return task


def status_of(ticket: Ticket) -> str:
    return Ticket.objects.values_list("status", flat=True).get(pk=ticket.pk)


def test_from_formulation_to_confirmation(ticket: Ticket, manager: Viewer, specialist: Employee) -> None:
    worker = viewer(specialist)
    task = split_off(ticket, manager, specialist)
    assert (task.status, task.manager, status_of(ticket)) == ("offered", ticket.assignee, "waiting_specialist")
    task = walk(task, (E.ACCEPT, worker), (E.START, worker))
    assert (task.accepted_at, status_of(ticket)) == (NOW, "waiting_specialist")
    task = walk(task, (E.SUBMIT, worker))
    assert status_of(ticket) == "open"
    said = {"text": "On the phone it is still right.", "reason": ReturnReason.CRITERIA_NOT_MET}
    task = walk(task, (E.RETURN, manager), **said)
    assert (task.rework_count, status_of(ticket)) == (1, "waiting_specialist")
    task = walk(task, (E.SUBMIT, worker), (E.CHECK, manager), (E.HAND_OVER, manager))
    assert (task.checked_at, task.status, status_of(ticket)) == (NOW, "handed_over", "resolved")
    assert confirm_work(ticket=ticket, by=contact_viewer(ticket.requester), at=NOW).status == "closed"
    task.refresh_from_db()
    assert (task.status, task.finished_at) == ("confirmed", NOW)
    changes = list(task.changes.all())
    assert is_task_path([TaskStatus(change.after) for change in changes])
    assert [change.event for change in changes][:2] == ["offer", "accept"]
    assert changes[4].text == said["text"]
    trail = AuditEntry.objects.of_scope(ticket.scope).values_list("action", flat=True)
    assert {"task.create", "task.return", "task.confirm", "ticket.close"} <= set(trail)


def test_the_last_of_two_hand_overs_resolves(ticket: Ticket, manager: Viewer, specialist: Employee) -> None:
    worker = viewer(specialist)
    done = [(E.ACCEPT, worker), (E.SUBMIT, worker), (E.CHECK, manager), (E.HAND_OVER, manager)]
    first, second = split_off(ticket, manager, specialist), split_off(ticket, manager, specialist)
    walk(first, *done)
    assert status_of(ticket) == "waiting_specialist"
    walk(second, *done)
    assert status_of(ticket) == "resolved"


def test_changes_inside_the_scope_are_rework(ticket: Ticket, manager: Viewer) -> None:
    task = a_task(ticket, status="handed_over")
    Ticket.objects.filter(pk=ticket.pk).update(status="resolved", resolved_at=NOW)
    task = move_task(task=task, event=E.ASK_CHANGES, by=manager, at=NOW, text="A little higher.")
    assert (task.status, task.rework_count, status_of(ticket)) == ("rework", 1, "waiting_specialist")
    assert task.changes.get().reason == ReturnReason.CLIENT_CHANGES


def test_a_ticket_that_waits_for_its_client_goes_on_waiting(manager: Viewer, ticket: Ticket) -> None:
    move_ticket(ticket=ticket, event=Event.ASK_CLIENT, by=manager, at=NOW)
    split_off(ticket, manager, an_employee("specialist"))
    assert status_of(ticket) == "waiting_client"


def test_what_a_manager_has_chosen_stays(ticket: Ticket, manager: Viewer, specialist: Employee) -> None:
    task = split_off(ticket, manager, specialist)
    move_ticket(ticket=ticket, event=Event.START, by=manager, at=NOW)
    walk(task, (E.ACCEPT, viewer(specialist)), (E.START, viewer(specialist)))
    assert status_of(ticket) == "open"


@pytest.mark.parametrize(("has_specialist", "status"), [(True, "waiting_specialist"), (False, "open")])
def test_a_wish_outside_the_scope_is_a_new_task_of_the_same_ticket(
    ticket: Ticket, manager: Viewer, specialist: Employee, has_specialist: bool, status: str
) -> None:
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=manager, at=NOW)
    split_off(ticket, manager, specialist if has_specialist else None)
    assert status_of(ticket) == status


def test_an_item_lends_its_words_to_the_task(ticket: Ticket, manager: Viewer, specialist: Employee) -> None:
    item = an_item(a_message(ticket), text="Why is the banner on the right?")
    spec = TaskSpec("Move it", "", "It stands on the left.", assignee=specialist)
    assert create_task(ticket=ticket, spec=spec, by=manager, at=NOW, item=item).formulation == item.text


@pytest.mark.parametrize("field", ["title", "formulation", "acceptance_criteria"])
def test_a_task_is_formulated(ticket: Ticket, manager: Viewer, field: str) -> None:
    for text in (" ", "x" * 10_001):
        with pytest.raises(Refused) as refused:
            split_off(ticket, manager, None, **{field: text})
        assert refused.value.field == field
    assert not Task.objects.exists()


def test_a_deadline_is_still_to_come(ticket: Ticket, manager: Viewer) -> None:
    with pytest.raises(Refused) as refused:
        split_off(ticket, manager, None, deadline_at=NOW)
    assert refused.value.field == "deadline_at"
    assert split_off(ticket, manager, None, deadline_at=NOW + DAY).deadline_at == NOW + DAY


def test_nobody_who_has_left_is_offered_a_task(ticket: Ticket, manager: Viewer) -> None:
    gone = an_employee("specialist", left_on=(NOW - DAY).date())
    with pytest.raises(Refused) as refused:
        split_off(ticket, manager, gone)
    assert refused.value.field == "assignee"
    with pytest.raises(Refused):
        offer_task(task=a_task(ticket), to=gone, by=manager, at=NOW)


def test_a_closed_ticket_gets_no_task(manager: Viewer, ticket: Ticket) -> None:
    move_ticket(ticket=ticket, event=Event.CLOSE, by=manager, at=NOW)
    with pytest.raises(Refused):
        split_off(ticket, manager, None)


def test_who_may_split_off(ticket: Ticket) -> None:
    task = a_task(ticket)
    for who in (viewer(task.assignee), viewer(an_employee("director"))):
        with pytest.raises(NotAllowed):
            split_off(ticket, who, None)
    for stranger in (viewer(an_employee("manager")),):
        with pytest.raises(Ticket.DoesNotExist):
            split_off(ticket, stranger, None)


def test_each_side_does_its_own_steps(ticket: Ticket, manager: Viewer) -> None:
    task = a_task(ticket, status="submitted")
    with pytest.raises(NotAllowed):
        move_task(task=task, event=E.CHECK, by=viewer(task.assignee), at=NOW)
    other = a_task(ticket, status="offered")
    with pytest.raises(NotAllowed):
        move_task(task=other, event=E.ACCEPT, by=manager, at=NOW)
    with pytest.raises(IllegalTransition):
        move_task(task=other, event=E.SUBMIT, by=viewer(other.assignee), at=NOW)
    with pytest.raises(Task.DoesNotExist):
        move_task(task=other, event=E.ACCEPT, by=viewer(an_employee("specialist")), at=NOW)


def test_other_actions_move_a_locked_task_by_the_same_table(ticket: Ticket) -> None:
    task = lock_task(a_task(ticket), by=Viewer.system(NOW))
    with pytest.raises(IllegalTransition):
        apply_task_event(task, E.CHECK, party=TaskParty.MANAGER, by=Viewer.system(NOW), at=NOW)
    apply_task_event(task, E.START, party=TaskParty.SPECIALIST, by=viewer(task.assignee), at=NOW)
    assert Task.objects.get(pk=task.pk).status == "in_progress"


@pytest.mark.parametrize(("who", "status"), [("system", "confirmed"), ("client", "handed_over")])
def test_the_desk_itself_may_confirm_and_a_client_sees_no_task(ticket: Ticket, who: str, status: str) -> None:
    task = a_task(ticket, status="handed_over")
    by = Viewer.system(NOW) if who == "system" else contact_viewer(ticket.requester)
    if who == "system":
        move_task(task=task, event=E.CONFIRM, by=by, at=NOW)
    else:
        assert parties_of(by, task) == ()
        with pytest.raises(Task.DoesNotExist):
            move_task(task=task, event=E.CONFIRM, by=by, at=NOW)
    assert Task.objects.get(pk=task.pk).status == status


def test_nobody_checks_their_own_work(ticket: Ticket, manager: Viewer) -> None:
    alone = a_task(ticket, assignee=ticket.assignee, status="submitted")
    for event in (E.CHECK, E.RETURN):
        with pytest.raises(NotAllowed):
            move_task(task=alone, event=event, by=manager, at=NOW, text="Good.", reason=ReturnReason.DEFECT)
    head = an_employee("head", department=ticket.department)
    assert move_task(task=alone, event=E.CHECK, by=viewer(head), at=NOW).status == "checked"


def test_a_question_goes_to_the_manager_and_back(ticket: Ticket, manager: Viewer, specialist: Employee) -> None:
    task, worker = split_off(ticket, manager, specialist), viewer(specialist)
    with pytest.raises(Refused) as refused:
        move_task(task=task, event=E.ASK, by=worker, at=NOW, text=" ")
    assert refused.value.field == "text"
    assert move_task(task=task, event=E.ASK, by=worker, at=NOW, text="Which banner?").status == "asked"
    assert status_of(ticket) == "open"
    assert move_task(task=task, event=E.EXPLAIN, by=manager, at=NOW, text="The first.").status == "offered"
    assert status_of(ticket) == "waiting_specialist"


def test_declining_needs_a_reason_and_lays_the_task_down(ticket: Ticket, manager: Viewer, specialist: Employee) -> None:
    task, worker = split_off(ticket, manager, specialist), viewer(specialist)
    for reason, text, field in (("", "", "reason"), ("criteria", "", "reason"), ("other", "", "text")):
        with pytest.raises(Refused) as refused:
            move_task(task=task, event=E.DECLINE, by=worker, at=NOW, reason=reason, text=text)
        assert refused.value.field == field
    task = move_task(task=task, event=E.DECLINE, by=worker, at=NOW, reason=DeclineReason.SKILL)
    assert (task.status, task.assignee, status_of(ticket)) == ("declined", None, "open")
    other = an_employee("specialist")
    assert offer_task(task=task, to=other, by=manager, at=NOW).assignee == other


def test_returning_needs_reason_and_words(ticket: Ticket, manager: Viewer) -> None:
    task = a_task(ticket, status="submitted")
    for reason, text, field in (("busy", "No.", "reason"), ("defect", " ", "text"), ("defect", "x" * 4_001, "text")):
        with pytest.raises(Refused) as refused:
            move_task(task=task, event=E.RETURN, by=manager, at=NOW, reason=reason, text=text)
        assert refused.value.field == field


def test_offering_needs_somebody(ticket: Ticket, manager: Viewer) -> None:
    task = split_off(ticket, manager, None)
    assert status_of(ticket) == "open"
    with pytest.raises(Refused) as refused:
        move_task(task=task, event=E.OFFER, by=manager, at=NOW)
    assert refused.value.field == "assignee"


def test_changing_is_the_managers_and_for_open_tasks(ticket: Ticket, manager: Viewer) -> None:
    task = a_task(ticket)
    with pytest.raises(NotAllowed):
        change_task(task=task, new={"title": "Mine"}, by=viewer(task.assignee), at=NOW)
    for new, field in (({"title": " "}, "title"), ({"deadline_at": NOW}, "deadline_at")):
        with pytest.raises(Refused) as refused:
            change_task(task=task, new=new, by=manager, at=NOW)
        assert refused.value.field == field
    with pytest.raises(TypeError):
        change_task(task=task, new={"rank": 1}, by=manager, at=NOW)
    with pytest.raises(Refused):
        change_task(task=a_task(ticket, status="handed_over"), new={"title": "Late"}, by=manager, at=NOW)


def test_closing_with_an_open_task_is_refused(ticket: Ticket, manager: Viewer) -> None:
    task = a_task(ticket, status="submitted")
    with pytest.raises(Refused) as refused:
        move_ticket(ticket=ticket, event=Event.CLOSE, by=manager, at=NOW)
    assert refused.value.code == "open_tasks"
    assert task.title in str(refused.value)
    assert status_of(ticket) == "open"


def test_silence_closes_no_ticket_with_an_open_task(ticket: Ticket, manager: Viewer) -> None:
    move_ticket(ticket=ticket, event=Event.RESOLVE, by=manager, at=NOW)
    task = a_task(ticket, status="checked")
    assert close_silent_tickets(at=NOW + 30 * DAY) == 0
    move_task(task=task, event=E.HAND_OVER, by=manager, at=NOW)
    assert close_silent_tickets(at=NOW + 30 * DAY) == 1
    task.refresh_from_db()
    assert task.status == "confirmed"


def test_confirming_twice_closes_once(ticket: Ticket, manager: Viewer) -> None:
    a_task(ticket, status="handed_over")
    confirm_work(ticket=ticket, by=manager, at=NOW)
    with pytest.raises(IllegalTransition):
        confirm_work(ticket=ticket, by=manager, at=NOW)


def test_nothing_is_done_with_a_task_of_a_closed_ticket(ticket: Ticket, manager: Viewer) -> None:
    task = a_task(ticket, status="submitted")
    Ticket.objects.filter(pk=ticket.pk).update(status="closed", closed_at=NOW)
    with pytest.raises(Refused):
        move_task(task=task, event=E.CHECK, by=manager, at=NOW)
