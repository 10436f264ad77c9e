"""A change of many tickets, at once or as a job, and putting it back (ux.md)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from support_desk.shared.actions.jobs import run_step
from support_desk.shared.errors import Refused
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_project, a_ticket, an_employee, viewer
from tickets.actions.bulk import BulkChange, change_tickets
from tickets.actions.bulk_jobs import MOST, MOST_AT_ONCE, STEP, change_list, keep_changes, undo_job
from tickets.actions.handling import set_priority
from tickets.actions.way_back import way_back
from tickets.domain.statuses import Event, Party, Status, next_status
from tickets.models import Priority, Project, Ticket

pytestmark = pytest.mark.django_db
CLOSE = BulkChange(event=Event.CLOSE, priority=Priority.HIGH)


@pytest.fixture
def project() -> Project:
    return a_project()


@pytest.fixture
def owner(project: Project) -> Viewer:
    return viewer(project.owner)


def states() -> list[tuple[Any, ...]]:
    return list(Ticket.objects.order_by("number").values_list("status", "priority", "assignee"))


def changed(tickets: list[Ticket], by: Viewer, change: BulkChange = CLOSE) -> Job:
    outcome = change_tickets(tickets=tickets, change=change, by=by, at=NOW)
    assert outcome.refused == []
    return keep_changes(outcome=outcome, by=by, at=NOW)


def run(job: Job) -> Job:
    with time_machine.travel(NOW, tick=False):
        while run_step(job_id=job.pk, at=NOW):
            pass
    return Job.objects.get(pk=job.pk)


def test_everything_goes_back(project: Project, owner: Viewer) -> None:
    kept = [("open", 2), ("waiting_client", 1), ("waiting_specialist", 4), ("resolved", 2)]
    tickets = [a_ticket(project, status=status, priority=priority) for status, priority in kept]
    before = states()
    job = changed(tickets, owner)
    assert {state[:2] for state in states()} == {("closed", 3)}
    outcome = undo_job(job_id=job.pk, by=owner, at=NOW)
    assert (states(), outcome.refused) == (before, [])  # type: ignore[union-attr]  # few are undone at once


def test_handed_over_tickets_come_back(project: Project, owner: Viewer) -> None:
    colleague = an_employee("manager", department=project.department)
    tickets = [a_ticket(project) for _ in range(2)]
    job = changed(tickets, owner, BulkChange(assignee=colleague))
    undo_job(job_id=job.pk, by=owner, at=NOW)
    assert {state[2] for state in states()} == {project.owner_id}


def test_what_was_changed_since_stays(project: Project, owner: Viewer) -> None:
    tickets = [a_ticket(project, status="open") for _ in range(2)]
    job = changed(tickets, owner)
    set_priority(ticket=tickets[0], priority=Priority.URGENT, by=owner, at=NOW)
    outcome = undo_job(job_id=job.pk, by=owner, at=NOW)
    assert [number for number, _why in outcome.refused] == [tickets[0].number]  # type: ignore[union-attr]
    assert [state[:2] for state in states()] == [("closed", 4), ("open", 2)]


def test_a_change_is_undone_once_and_within_an_hour(project: Project, owner: Viewer) -> None:
    job = changed([a_ticket(project)], owner)
    with pytest.raises(Refused, match="within an hour"):
        undo_job(job_id=job.pk, by=owner, at=NOW + timedelta(hours=1, seconds=1))
    undo_job(job_id=job.pk, by=owner, at=NOW)
    with pytest.raises(Refused, match="undone already"):
        undo_job(job_id=job.pk, by=owner, at=NOW)


def test_only_its_owner_undoes_it(project: Project, owner: Viewer) -> None:
    job = changed([a_ticket(project)], owner)
    with pytest.raises(Job.DoesNotExist):
        undo_job(job_id=job.pk, by=viewer(an_employee("head", department=project.department)), at=NOW)


def test_a_long_list_is_a_job_that_is_undone_by_another(project: Project, owner: Viewer) -> None:
    tickets = [a_ticket(project, status="open") for _ in range(MOST_AT_ONCE + 1)]
    before = states()
    numbers = [ticket.number for ticket in tickets]
    job = change_list(numbers=numbers, change=CLOSE, by=owner, at=NOW)
    assert change_list(numbers=numbers, change=CLOSE, by=owner, at=NOW) == job
    assert run_step(job_id=job.pk, at=NOW)
    assert Ticket.objects.filter(status="closed").count() == STEP
    with pytest.raises(Refused, match="still running"):
        undo_job(job_id=job.pk, by=owner, at=NOW)
    assert (run(job).state, {state[0] for state in states()}) == ("done", {"closed"})
    back = undo_job(job_id=job.pk, by=owner, at=NOW)
    assert isinstance(back, Job)
    assert (run(back).state, states()) == ("done", before)


def test_rights_are_those_of_the_moment(project: Project, owner: Viewer) -> None:
    tickets = [a_ticket(project) for _ in range(2)]
    job = change_list(numbers=[ticket.number for ticket in tickets], change=CLOSE, by=owner, at=NOW)
    stranger = an_employee("manager", department=project.department)
    Ticket.objects.update(assignee=stranger)
    Project.objects.update(owner=stranger)
    assert run(job).params["changes"] == []
    assert {state[0] for state in states()} == {"new"}


def test_too_long_a_list_is_refused(owner: Viewer) -> None:
    with pytest.raises(Refused, match="10,000"):
        change_list(numbers=range(MOST + 1), change=CLOSE, by=owner, at=NOW)


@pytest.mark.parametrize("start", [status for status in Status if status is not Status.NEW])
@pytest.mark.parametrize("target", list(Status))
def test_there_is_a_way_between_all_statuses(start: Status, target: Status) -> None:
    status = start
    for event in way_back(start, target):
        after = next_status(status, event, Party.STAFF)
        assert after is not None
        status = after
    assert status == (Status.OPEN if target is Status.NEW else target)
