"""Who else has a ticket open, and who is writing (T7)."""

from datetime import timedelta

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_ticket, an_employee, viewer
from tickets.models import Ticket
from tickets.queries.colleagues import SEEN_SECONDS, WRITING_SECONDS, Colleague, note_presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket()


@pytest.fixture
def anna() -> Viewer:
    return viewer(an_employee("manager", name="Anna"))


@pytest.fixture
def olga() -> Viewer:
    return viewer(an_employee("operator", name="Olga"))


def test_each_sees_the_other_and_not_themselves(ticket: Ticket, anna: Viewer, olga: Viewer) -> None:
    assert note_presence(ticket.pk, anna, NOW) == []
    assert note_presence(ticket.pk, olga, NOW) == [Colleague("Anna", is_writing=False)]
    assert note_presence(ticket.pk, anna, NOW) == [Colleague("Olga", is_writing=False)]


def test_who_writes_is_said_to_write_until_they_pause(ticket: Ticket, anna: Viewer, olga: Viewer) -> None:
    note_presence(ticket.pk, anna, NOW, is_writing=True)
    soon, later = (NOW + timedelta(seconds=seconds) for seconds in (WRITING_SECONDS - 1, WRITING_SECONDS))
    note_presence(ticket.pk, anna, soon)
    assert note_presence(ticket.pk, olga, soon) == [Colleague("Anna", is_writing=True)]
    assert note_presence(ticket.pk, olga, later) == [Colleague("Anna", is_writing=False)]


def test_who_left_is_gone_after_a_minute(ticket: Ticket, anna: Viewer, olga: Viewer) -> None:
    note_presence(ticket.pk, anna, NOW)
    assert note_presence(ticket.pk, olga, NOW + timedelta(seconds=SEEN_SECONDS)) == []


def test_another_ticket_is_another_room(ticket: Ticket, anna: Viewer, olga: Viewer) -> None:
    note_presence(a_ticket().pk, anna, NOW)
    assert note_presence(ticket.pk, olga, NOW) == []
