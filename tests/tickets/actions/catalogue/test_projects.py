"""Projects: the owner works in the department, and a hand-over takes the live tickets along (C1, I10)."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.at_once import run_at_once
from tests.factories import NOW, a_client, a_department, a_project, a_service, a_ticket, an_employee, viewer
from tickets.actions.catalogue import create_project, hand_over_project, update_project
from tickets.actions.catalogue.projects import take_tickets_along
from tickets.models import CoverSpan, Project, TicketStatus
from workload.actions.presence import mark_away
from workload.models import Employment

pytestmark = pytest.mark.django_db


def test_a_project_is_its_owners_departments_unless_said_otherwise() -> None:
    owner = an_employee("manager")
    client, service = a_client(), a_service()
    director = viewer(an_employee("director"))
    project = create_project(client=client, name=" Site ", owner=owner, service=service, by=director, at=NOW)
    assert (project.name, project.owner, project.service) == ("Site", owner, service)
    assert project.department_id == owner.employments.get().department_id
    assert AuditEntry.objects.get(action="project.create").scope == f"client:{client.pk}"


def test_an_owner_of_another_department_is_refused() -> None:
    with pytest.raises(Refused, match="does not work in the department") as refused:
        create_project(
            client=a_client(),
            name="Site",
            owner=an_employee("manager"),
            department=a_department(),
            by=viewer(an_employee("director")),
            at=NOW,
        )
    assert refused.value.field == "owner"


@pytest.mark.parametrize(("ends_on", "is_refused"), [(date(2026, 11, 17), True), (date(2026, 11, 18), False)])
def test_the_owner_works_there_on_the_very_day(ends_on: date, is_refused: bool) -> None:
    owner = an_employee("manager")
    department = owner.employments.get().department
    Employment.objects.filter(employee=owner).update(ends_on=ends_on)
    by = viewer(an_employee("director"))
    if not is_refused:
        create_project(client=a_client(), name="Site", owner=owner, department=department, by=by, at=NOW)
        return
    for place in (department, None):
        with pytest.raises(Refused) as refused:
            create_project(client=a_client(), name="Site", owner=owner, department=place, by=by, at=NOW)
        assert refused.value.field == "owner"


def test_heads_and_office_managers_keep_the_projects_of_their_own_department() -> None:
    department = a_department()
    owner = an_employee("manager", department=department)
    for role in ("head", "office_manager"):
        by = viewer(an_employee(role, department=department))
        create_project(client=a_client(), name="Site", owner=owner, by=by, at=NOW)
        with pytest.raises(NotAllowed):
            create_project(client=a_client(), name="Site", owner=an_employee("manager"), by=by, at=NOW)


def test_a_manager_keeps_no_projects() -> None:
    project = a_project()
    with pytest.raises(NotAllowed):
        update_project(project=project, by=viewer(project.owner), at=NOW, name="Other")


def test_a_foreign_project_is_not_there() -> None:
    with pytest.raises(Project.DoesNotExist):
        update_project(project=a_project(), by=viewer(an_employee("head")), at=NOW, name="Other")


def test_a_hand_over_moves_the_live_tickets_of_the_former_owner() -> None:
    department = a_department()
    head = viewer(an_employee("head", department=department))
    former, new = (an_employee("manager", department=department) for _ in range(2))
    specialist = an_employee("specialist", department=department)
    project = a_project(owner=former)
    live, delegated = a_ticket(project), a_ticket(project, assignee=specialist)
    closed = a_ticket(project, status=TicketStatus.CLOSED, closed_at=NOW)
    hand_over_project(project=project, to=new, by=head, at=NOW)
    project.refresh_from_db()
    for ticket in (live, delegated, closed):
        ticket.refresh_from_db()
    assert (project.owner, live.assignee, delegated.assignee, closed.assignee) == (new, new, specialist, former)
    entry = AuditEntry.objects.get(action="ticket.handed_over")
    assert (entry.scope, entry.after) == (f"ticket:{live.number}", {"assignee_id": new.pk})


@pytest.mark.parametrize("count", [1, 3])
def test_a_hand_over_takes_as_many_statements_for_one_ticket_as_for_three(count: int) -> None:
    department = a_department()
    former, new = (an_employee("manager", department=department) for _ in range(2))
    project = a_project(owner=former)
    for _ticket in range(count):
        a_ticket(project)
    by = viewer(former)
    with CaptureQueriesContext(connection) as asked:
        take_tickets_along(project, former, by=by, at=NOW)
    assert len(asked) == 1
    project.owner = new
    with CaptureQueriesContext(connection) as asked:
        take_tickets_along(project, former, by=by, at=NOW)
    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "UPDATE", "INSERT"]
    assert set(project.tickets.values_list("assignee", flat=True)) == {new.pk}


def test_a_move_to_another_department_takes_its_live_tickets_along() -> None:
    new = an_employee("manager")
    project = a_project()
    ticket = a_ticket(project)
    elsewhere = new.employments.get().department
    hand_over_project(project=project, to=new, department=elsewhere, by=viewer(an_employee("director")), at=NOW)
    ticket.refresh_from_db()
    assert (ticket.department, ticket.assignee) == (elsewhere, new)


def test_a_new_name_is_trimmed_and_moves_nothing() -> None:
    project = a_project()
    ticket = a_ticket(project)
    update_project(project=project, by=viewer(an_employee("director")), at=NOW, name=" Shop ", is_active=False)
    project.refresh_from_db()
    ticket.refresh_from_db()
    assert (project.name, project.is_active, ticket.assignee) == ("Shop", False, project.owner)
    assert not AuditEntry.objects.filter(action="ticket.handed_over").exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_under_way_lets_cover_be_written() -> None:
    """Neither the project nor the people it names keep whoever goes away waiting: they could wait for each other."""
    department = a_department()
    owner = an_employee("manager", department=department)
    operator = an_employee("operator", department=department)
    project = a_project(owner=owner)
    with transaction.atomic():
        update_project(project=project, by=viewer(an_employee("head", department=department)), at=NOW, cover=operator)
        run_at_once(lambda: mark_away(by=viewer(owner), at=NOW))
    assert CoverSpan.objects.get(project=project).cover == operator
