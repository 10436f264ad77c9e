"""Generated volume: as much as was asked for, sound by every invariant, the same by the same seed."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from support_desk.invariants import ALL
from support_desk.volume import Size, fill
from tests.factories import a_ticket, viewer
from tickets.models import Message, Ticket
from workload.models import Employee

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def test_the_size_is_what_was_asked_for_and_everything_holds():
    phases = list(fill(Size(tickets=300, messages=1_501, employees=30, seed=3), at=NOW))
    assert [phase.name for phase in phases][-2:] == ["indexes", "analyze"]
    assert (Ticket.objects.count(), Message.objects.count(), Employee.objects.count()) == (300, 1_501, 30)
    assert [row for invariant in ALL for row in invariant.check()] == []
    assert Ticket.objects.live().count() > 0
    assert not Ticket.objects.filter(last_message_at__gt=NOW).exists()
    manager = Employee.objects.get(name="Employee 3")
    assert Ticket.objects.visible_to(viewer(manager, NOW)).count() > 0


def test_the_same_seed_gives_the_same_rows_and_another_gives_others():
    def made(seed: int) -> list[tuple[object, ...]]:
        list(fill(Size(tickets=40, messages=160, employees=5, seed=seed), at=NOW))
        rows = list(Ticket.objects.order_by("id").values_list("subject", "status", "created_at", "message_count"))
        call_command("flush", interactive=False, verbosity=0)
        return rows

    first = made(1)
    assert made(1) == first
    assert made(2) != first


def test_volume_is_made_in_an_empty_database_alone():
    a_ticket()
    with pytest.raises(CommandError, match="in an empty one"):
        call_command("generate_data", tickets=10, messages=10, employees=3)


def test_fewer_messages_than_tickets_are_refused():
    with pytest.raises(CommandError, match="as many messages as tickets"):
        call_command("generate_data", tickets=10, messages=9, employees=3)
