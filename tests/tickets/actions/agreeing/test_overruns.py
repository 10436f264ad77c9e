"""Difficulties: reported at once, put down to their cause (W3, P4)."""

from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import Notice
from tests.factories import NOW, an_employee, an_overrun, viewer
from tests.tickets.actions.agreeing.conftest import Side
from tickets.actions.agreeing import ask_client, decide_overrun, report_overrun, withdraw_approval
from tickets.models import Overrun, Task


@pytest.fixture
def working(side: Side) -> Side:
    side.task.agreed_minutes = 60
    side.task.save()
    return side


def report(side: Side, **over: Any) -> Overrun:
    facts = {"minutes": 30, "cause": "client", "explanation": "The data are old", **over}
    return report_overrun(task=side.task, by=side.specialist, at=NOW, **facts)


def test_the_manager_hears_at_once(working: Side) -> None:
    overrun = report(working, new_deadline_at=NOW + timedelta(days=1), client_text="Old data")
    assert (overrun.state, overrun.minutes, overrun.client_text) == ("reported", 30, "Old data")
    told = Notice.objects.get(kind="overrun.reported")
    assert (told.user_id, told.facts["text"]) == (working.manager.user_id, "The data are old")


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"minutes": 0}, "minutes"),
        ({"minutes": 60_000}, "minutes"),
        ({"cause": "weather"}, "cause"),
        ({"explanation": " "}, "explanation"),
        ({"new_deadline_at": NOW}, "new_deadline_at"),
    ],
)
def test_what_is_no_report_names_its_field(working: Side, over: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        report(working, **over)
    assert refused.value.field == field


def test_one_at_a_time_in_work_and_after_an_agreement(working: Side) -> None:
    report(working)
    with pytest.raises(Refused, match="still being decided"):
        report(working)
    Overrun.objects.update(state="declined")
    assert report(working).pk
    Overrun.objects.update(state="withdrawn")
    Task.objects.filter(pk=working.task.pk).update(agreed_minutes=None)
    with pytest.raises(Refused, match="new estimate"):
        report(working)
    Task.objects.filter(pk=working.task.pk).update(status="submitted")
    with pytest.raises(Refused, match="in work"):
        report(working)


def test_the_manager_decides_the_cause_and_asks(working: Side) -> None:
    overrun = report(working, cause="internal")
    decided = decide_overrun(overrun=overrun, cause="circumstance", by=working.manager, at=NOW)
    assert (decided.state, decided.cause, decided.decided_by_id) == (
        "reported", "circumstance", working.manager.employee_id,
    )  # fmt: skip
    assert Notice.objects.get(kind="overrun.decided").user_id == working.specialist.user_id
    question = ask_client(ticket=working.ticket, estimates=[], overruns=[overrun], words="", by=working.manager, at=NOW)
    with pytest.raises(Refused, match="With the client"):
        decide_overrun(overrun=overrun, cause="internal", by=working.manager, at=NOW)
    withdraw_approval(approval=question, by=working.manager, at=NOW)
    assert decide_overrun(overrun=overrun, cause="internal", by=working.manager, at=NOW).state == "internal"


def test_nobody_decides_on_their_own(working: Side) -> None:
    working.task.assignee = working.ticket.assignee
    working.task.save()
    overrun = an_overrun(working.task)
    with pytest.raises(NotAllowed, match="they have reported"):
        decide_overrun(overrun=overrun, cause="client", by=working.manager, at=NOW)
    with pytest.raises(Overrun.DoesNotExist):
        decide_overrun(overrun=overrun, cause="client", by=viewer(an_employee("manager")), at=NOW)
    with pytest.raises(Refused) as refused:
        head = viewer(an_employee("head", department=working.ticket.department))
        decide_overrun(overrun=overrun, cause="weather", by=head, at=NOW)
    assert refused.value.field == "cause"
