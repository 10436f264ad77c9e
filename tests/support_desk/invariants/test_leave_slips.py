"""I7 of leave slips."""

import pytest

from support_desk.invariants.leave_slips import LEAVE_SLIPS
from tests.factories import NOW, an_absence, an_employee
from workload.models import Absence, LeaveSlip

pytestmark = pytest.mark.django_db


@pytest.fixture
def slip() -> LeaveSlip:
    slip = LeaveSlip.objects.create(absence=an_absence(state="requested"))
    slip.sign_offs.create(kind="cover", person=an_employee("manager"), asked_at=NOW)
    return slip


def details() -> list[str]:
    return [broken.detail for broken in LEAVE_SLIPS.check()]


def test_a_slip_where_its_signatures_say_is_sound(slip: LeaveSlip) -> None:
    assert details() == []
    slip.sign_offs.update(state="agreed", signed_at=NOW)
    assert details() == ["is with_cover, which its signatures do not say"]
    LeaveSlip.objects.update(state="with_head")
    assert details() == []


def test_a_slip_that_outlived_its_absence_and_one_that_ended_before_it_are_named(slip: LeaveSlip) -> None:
    LeaveSlip.objects.update(state="closed")
    assert details() == ["is closed while its absence is requested"]
    Absence.objects.update(state="cancelled")
    assert details() == []
    LeaveSlip.objects.update(state="with_head")
    assert details() == ["is with_head while its absence is cancelled"]
