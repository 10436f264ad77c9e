"""What a cover does: under their own name, seen for the length of the span, logged as cover time (L4, P2)."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_cover_span, a_message, a_ticket, an_operation, viewer
from tests.tickets.actions.cover.conftest import Desk
from tickets.actions.logging_time import LoggedWork, log_time, reverse_time
from tickets.actions.replying import ReplyOptions, reply
from tickets.models import Client, Project, Ticket, TimeEntry

pytestmark = pytest.mark.django_db
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.mark.parametrize(
    ("moved", "is_seen"),
    [(-SECOND, False), (timedelta(), True), (HOUR - SECOND, True), (HOUR, False), (HOUR + SECOND, False)],
)
@pytest.mark.parametrize("subject", ["project", "ticket"])
def test_a_cover_sees_within_the_span_only(desk: Desk, subject: str, moved: timedelta, is_seen: bool) -> None:
    a_cover_span(getattr(desk, subject), desk.colleague, ends_at=NOW + HOUR)
    seen = viewer(desk.colleague, NOW + moved)
    assert Ticket.objects.visible_to(seen).filter(pk=desk.ticket.pk).exists() == is_seen
    assert Project.objects.visible_to(seen).filter(pk=desk.project.pk).exists() == is_seen
    assert Client.objects.visible_to(seen).filter(pk=desk.project.client_id).exists() == is_seen


def test_a_covered_ticket_shows_nothing_else_of_its_project(desk: Desk) -> None:
    other = a_ticket(desk.project)
    a_cover_span(desk.ticket, desk.colleague)
    assert list(Ticket.objects.visible_to(viewer(desk.colleague))) == [desk.ticket]
    assert other.pk


def test_the_cover_answers_in_their_own_name_and_it_is_cover_time(desk: Desk) -> None:
    a_message(desk.ticket, "in")
    a_cover_span(desk.project, desk.colleague)
    work = LoggedWork(operation=an_operation(), actual_minutes=10)
    answer = reply(
        ticket=desk.ticket, body="Done", options=ReplyOptions(work=work), by=viewer(desk.colleague), at=NOW + SECOND
    )
    entry = TimeEntry.objects.get()
    assert (answer.author, answer.author_name) == (desk.colleague, "Colleague")
    assert (entry.employee, entry.covered_for) == (desk.colleague, desk.manager)
    mirror = reverse_time(entry=entry, by=viewer(desk.colleague), at=NOW + SECOND)
    assert mirror.covered_for == desk.manager
    desk.ticket.refresh_from_db()
    assert desk.ticket.assignee == desk.manager


def test_time_of_the_owner_and_of_who_covers_nothing_is_their_own(desk: Desk) -> None:
    work = LoggedWork(operation=an_operation(), actual_minutes=10)
    for who in (desk.manager, desk.operator):
        assert log_time(ticket=desk.ticket, work=work, by=viewer(who), at=NOW).covered_for is None
