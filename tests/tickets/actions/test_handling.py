"""Assignee, priority, tags, followers, placing, "no answer needed": who may, what is refused, what the trail says."""

from datetime import date, timedelta

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_contact,
    a_department,
    a_lead,
    a_message,
    a_project,
    a_ticket,
    an_employee,
    contact_viewer,
    viewer,
)
from tickets.actions.bulk import BulkChange, change_tickets
from tickets.actions.handling import assign, follow, mark_read, place_ticket, set_priority, set_tags
from tickets.actions.needing_answer import no_answer_needed
from tickets.domain.statuses import Event
from tickets.models import Follower, Priority, ReadMark, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket()


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    return viewer(ticket.assignee)


def trail(ticket: Ticket) -> list[str]:
    return list(AuditEntry.objects.of_scope(ticket.scope).order_by("id").values_list("action", flat=True))


def test_a_ticket_is_handed_over_and_laid_down(ticket: Ticket, owner: Viewer) -> None:
    to = an_employee("manager")
    assign(ticket=ticket, to=to, by=owner, at=NOW)
    assign(ticket=ticket, to=to, by=owner, at=NOW)
    assert assign(ticket=ticket, to=None, by=owner, at=NOW).assignee is None
    assert trail(ticket) == ["ticket.assign", "ticket.assign"]


@pytest.mark.parametrize(("left_on", "is_refused"), [(date(2026, 11, 17), True), (date(2026, 11, 18), False)])
def test_nobody_who_has_left_gets_a_ticket(ticket: Ticket, owner: Viewer, left_on: date, is_refused: bool) -> None:
    to = an_employee("manager", left_on=left_on)
    if not is_refused:
        assert assign(ticket=ticket, to=to, by=owner, at=NOW).assignee == to
        return
    with pytest.raises(Refused) as refused:
        assign(ticket=ticket, to=to, by=owner, at=NOW)
    assert refused.value.field == "assignee"


def test_priority_and_tags(ticket: Ticket, owner: Viewer) -> None:
    assert set_priority(ticket=ticket, priority=Priority.URGENT, by=owner, at=NOW).priority == 4
    assert set_tags(ticket=ticket, tags=[" Site  News ", "ads", "ADS", ""], by=owner, at=NOW).tags == [
        "site news",
        "ads",
    ]
    for tags in (["x" * 41], [f"{n}" for n in range(13)]):
        with pytest.raises(Refused) as refused:
            set_tags(ticket=ticket, tags=tags, by=owner, at=NOW)
        assert refused.value.field == "tags"


@pytest.mark.parametrize("role", ["director"])
def test_who_only_reads_changes_nothing(ticket: Ticket, role: str) -> None:
    reader = viewer(an_employee(role))
    for act in (
        lambda: assign(ticket=ticket, to=None, by=reader, at=NOW),
        lambda: set_priority(ticket=ticket, priority=Priority.LOW, by=reader, at=NOW),
        lambda: set_tags(ticket=ticket, tags=["a"], by=reader, at=NOW),
        lambda: no_answer_needed(ticket=ticket, by=reader, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert trail(ticket) == []


def test_a_foreign_ticket_is_not_there(ticket: Ticket) -> None:
    with pytest.raises(Ticket.DoesNotExist):
        assign(ticket=ticket, to=None, by=viewer(an_employee("manager")), at=NOW)


def test_a_thank_you_needs_no_answer_and_the_next_letter_does(ticket: Ticket, owner: Viewer) -> None:
    a_message(ticket, "in", at=NOW - timedelta(hours=1))
    assert no_answer_needed(ticket=ticket, by=owner, at=NOW).waiting_since is None
    ticket.refresh_from_db()
    assert a_message(ticket, "in", at=NOW + timedelta(hours=1)).created_at == ticket.waiting_since


def test_following(ticket: Ticket, owner: Viewer) -> None:
    for _ in range(2):
        follow(ticket=ticket, by=owner, at=NOW)
    assert Follower.objects.count() == 1
    for _ in range(2):
        follow(ticket=ticket, by=owner, at=NOW, is_following=False)
    assert trail(ticket) == ["ticket.follow", "ticket.unfollow"]
    with pytest.raises(Refused):
        follow(ticket=ticket, by=contact_viewer(ticket.requester), at=NOW)


def test_reading_is_remembered_once(ticket: Ticket, owner: Viewer) -> None:
    for minutes in (0, 5):
        mark_read(ticket=ticket, by=owner, at=NOW + timedelta(minutes=minutes))
    assert ReadMark.objects.get().read_at == NOW + timedelta(minutes=5)


def test_a_lead_becomes_an_ordinary_ticket_of_the_projects_owner() -> None:
    department = a_department()
    lead, operator = a_lead(department, flag="stranger"), viewer(an_employee("operator", department=department))
    project = a_project(owner=an_employee("manager", department=department))
    contact = a_contact(project.client)
    placed = place_ticket(ticket=lead, project=project, requester=contact, by=operator, at=NOW)
    assert (placed.client, placed.assignee, placed.requester) == (project.client, project.owner, contact)
    assert (placed.is_lead, placed.flag) == (False, "")
    flagged = a_lead(department, flag="stranger")
    with pytest.raises(Refused) as refused:
        place_ticket(ticket=flagged, project=project, requester=a_contact(), by=operator, at=NOW)
    assert refused.value.field == "requester"


@pytest.mark.parametrize(("flag", "is_same_client"), [("", True), ("", False), ("choose_project", False)])
def test_a_ticket_of_a_client_stays_that_clients(ticket: Ticket, flag: str, is_same_client: bool) -> None:
    """What one client wrote, agreed to and is billed for never comes into another's portal."""
    Ticket.objects.filter(pk=ticket.pk).update(flag=flag)
    project = a_project(ticket.client if is_same_client else None, department=ticket.department)
    operator = viewer(an_employee("operator", department=ticket.department))
    with pytest.raises(Refused) as refused:
        place_ticket(ticket=ticket, project=project, requester=None, by=operator, at=NOW)
    assert refused.value.field == "project"
    assert Ticket.objects.get(pk=ticket.pk).client == ticket.client


def test_a_flagged_ticket_of_a_client_gets_one_of_its_projects(ticket: Ticket) -> None:
    Ticket.objects.filter(pk=ticket.pk).update(flag="choose_project", project=None)
    project = a_project(ticket.client, department=ticket.department)
    operator = viewer(an_employee("operator", department=ticket.department))
    placed = place_ticket(ticket=ticket, project=project, requester=None, by=operator, at=NOW)
    assert (placed.client, placed.project, placed.requester) == (ticket.client, project, ticket.requester)


def test_only_operator_and_head_place(ticket: Ticket, owner: Viewer) -> None:
    with pytest.raises(NotAllowed):
        place_ticket(ticket=ticket, project=a_project(), requester=None, by=owner, at=NOW)


def test_many_at_once_are_changed_or_refused_one_by_one(ticket: Ticket, owner: Viewer) -> None:
    second = a_ticket(ticket.project)
    closed = a_ticket(ticket.project, status="closed", closed_at=NOW)
    to = an_employee("manager")
    change = BulkChange(event=Event.START, priority=Priority.HIGH, assignee=to)
    outcome = change_tickets(tickets=[closed, second, ticket], change=change, by=owner, at=NOW)
    assert outcome.changed == [ticket.number, second.number]
    assert [number for number, _reason in outcome.refused] == [closed.number]
    closed.refresh_from_db()
    second.refresh_from_db()
    assert (closed.priority, second.priority, second.assignee, second.status) == (2, 3, to, "open")
    laid_down = change_tickets(tickets=[ticket], change=BulkChange(unassign=True), by=owner, at=NOW)
    assert laid_down.changed == [ticket.number]
    assert Ticket.objects.get(pk=ticket.pk).assignee is None
    assert change_tickets(tickets=[ticket], change=BulkChange(), by=owner, at=NOW).changed == [ticket.number]
