"""A letter that was said to need no answer needs one after all: its promise is the same (S2, T5)."""

import pytest

from tests.tickets.sla.conftest import Desk
from tickets.actions.needing_answer import answer_needed, no_answer_needed
from tickets.models import Clock

pytestmark = pytest.mark.django_db


def test_its_clock_runs_on_from_its_start(desk: Desk) -> None:
    asked = desk.asked()
    clocks = Clock.objects.filter(ticket=asked).order_by("id").values("pk", "kind", "state", "due_at")
    before = list(clocks)
    no_answer_needed(ticket=asked, by=desk.owner, at=desk.at(5))
    answer_needed(ticket=asked, by=desk.owner, at=desk.at(6))
    assert list(clocks.all()) == before
