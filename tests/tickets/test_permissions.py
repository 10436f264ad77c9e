"""Who may change what about a ticket: button, API and action obey these (P2, P4)."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, a_lead, a_project, a_task, a_ticket, an_employee, contact_viewer, viewer
from tickets import permissions
from tickets.actions.notes import add_note
from tickets.actions.once import once
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "works", "answers"),
    [
        ("operator", True, True),
        ("head", True, True),
        ("manager", False, False),
        ("specialist", False, False),
        ("office_manager", False, False),
        ("sales", False, False),
        ("accountant", False, False),
        ("director", False, False),
        ("administrator", False, False),
    ],
)
def test_colleagues_of_the_department(role: str, works: bool, answers: bool) -> None:
    ticket = a_ticket()
    colleague = viewer(an_employee(role, department=ticket.department))
    assert (permissions.can_work_on(colleague, ticket), permissions.can_answer(colleague, ticket)) == (works, answers)


@pytest.mark.parametrize(("role", "answers"), [("manager", True), ("specialist", False)])
def test_whoever_has_the_ticket_works_on_it_wherever_they_sit(role: str, answers: bool) -> None:
    assignee = an_employee(role)
    ticket = a_ticket(assignee=assignee)
    assert permissions.can_work_on(viewer(assignee), ticket)
    assert permissions.can_answer(viewer(assignee), ticket) == answers


def test_owner_cover_and_the_desk_itself() -> None:
    owner, cover = an_employee("manager"), an_employee("manager")
    ticket = a_ticket(a_project(owner=owner), assignee=None)
    covering = Viewer(
        at=NOW, employee_id=cover.pk, roles=frozenset({"manager"}), covered_project_ids=frozenset({ticket.project_id})
    )
    assert all(permissions.can_answer(who, ticket) for who in (viewer(owner), covering, Viewer.system(NOW)))
    assert not permissions.can_answer(viewer(cover), ticket)
    assert not permissions.can_log_time(Viewer.system(NOW), ticket)


def test_clients_and_strangers_change_nothing() -> None:
    ticket, lead = a_ticket(), a_lead()
    for who in (contact_viewer(ticket.requester), Viewer.nobody(NOW)):
        for each in (ticket, lead):
            assert not permissions.can_work_on(who, each)
        assert not permissions.can_triage(who)
        assert not permissions.can_open_tickets(who)
        assert not permissions.can_manage_catalogues(who)


@pytest.mark.parametrize(
    "check",
    [
        permissions.check_can_triage,
        permissions.check_can_open_tickets,
        permissions.check_can_manage_catalogues,
        permissions.check_can_keep_client,
        permissions.check_can_keep_mailboxes,
        lambda who: permissions.check_can_keep_projects_of(who, 1),
        lambda who: permissions.check_can_work_on(who, a_ticket()),
        lambda who: permissions.check_can_answer(who, a_ticket()),
        lambda who: permissions.check_can_log_time(who, a_ticket()),
    ],
)
def test_a_refused_check_says_so_and_a_passed_one_is_silent(check: Callable[[Viewer], Any]) -> None:
    with pytest.raises(NotAllowed):
        check(viewer(an_employee("accountant")))


def test_projects_are_kept_by_department() -> None:
    here, deputy = a_department(), an_employee("manager")
    here.head = deputy
    here.save()
    keepers = [an_employee(role, department=here) for role in ("head", "office_manager")]
    here.head = deputy
    here.save()
    assert all(permissions.can_keep_projects_of(viewer(who), here.pk) for who in (deputy, *keepers))
    assert not permissions.can_keep_projects_of(viewer(an_employee("head")), here.pk)
    assert permissions.can_keep_projects_of(Viewer.system(NOW), here.pk)


def test_a_form_without_a_key_is_simply_done() -> None:
    by = viewer(an_employee())
    assert [once(key="", by=by, at=NOW, deed=lambda: 7) for _ in range(2)] == [7, 7]
    assert [once(key="k", by=by, at=NOW, deed=lambda: 7) for _ in range(2)] == [7, None]


def test_the_specialist_of_a_task_writes_notes_and_logs_time_and_changes_nothing_else() -> None:
    task = a_task()
    ticket = Ticket.objects.visible_to(viewer(task.assignee)).select_related("project").get()
    assert permissions.can_log_time(viewer(task.assignee), ticket)
    assert add_note(ticket=ticket, body="Begun", by=viewer(task.assignee), at=NOW).direction == "internal"
    assert not permissions.can_work_on(viewer(task.assignee), ticket)
    with pytest.raises(NotAllowed):
        permissions.check_takes_part(viewer(an_employee("specialist")), ticket)


@pytest.mark.parametrize(("role", "count"), [("manager", 0), ("operator", 0), ("specialist", 1)])
def test_only_specialists_cost_a_look_at_their_tasks(
    role: str, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    task = a_task()
    who = viewer(an_employee(role, department=task.ticket.department))
    with django_assert_num_queries(count):
        permissions.takes_part(who, task.ticket)
