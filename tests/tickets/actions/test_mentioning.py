"""Colleagues named in a note are told, if the ticket is theirs to see (T7, P2)."""

import pytest

from support_desk.shared.errors import Refused
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_ticket, an_employee, viewer
from tickets.actions.mentioning import not_told
from tickets.actions.notes import add_note
from tickets.models import Mention, Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def ticket() -> Ticket:
    return a_ticket()


@pytest.fixture
def owner(ticket: Ticket) -> Viewer:
    assert ticket.assignee
    return viewer(ticket.assignee)


def test_who_sees_the_ticket_is_told_once(ticket: Ticket, owner: Viewer) -> None:
    operator = an_employee("operator", department=ticket.department, name="Olga Drozd")
    note = add_note(ticket=ticket, body="@Olga look, @Olga Drozd", by=owner, at=NOW)
    assert Mention.objects.get().employee == operator
    notice = Notice.objects.get(kind="ticket.mentioned")
    assert (notice.user, notice.facts["number"], not_told(note, NOW)) == (operator.user, ticket.number, [])


def test_being_named_gives_no_right_to_see(ticket: Ticket, owner: Viewer) -> None:
    stranger = an_employee("manager", name="Boris Far")
    note = add_note(ticket=ticket, body="Ask @Boris", by=owner, at=NOW)
    assert not Notice.objects.exists()
    assert not_told(note, NOW) == ["Boris Far"]
    assert not Ticket.objects.visible_to(viewer(stranger)).exists()


def test_an_unclear_name_is_asked_about(ticket: Ticket, owner: Viewer) -> None:
    for name in ("Ilya Brandt", "Ilya Gareev"):
        an_employee("manager", name=name)
    with pytest.raises(Refused, match="Ilya Brandt, Ilya Gareev") as refusal:
        add_note(ticket=ticket, body="@Ilya", by=owner, at=NOW)
    assert (refusal.value.field, Message.objects.count()) == ("body", 0)
