"""Estimates: who makes them, who confirms them in turn, what is no estimate (W2, P4)."""

from typing import Any

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests.factories import NOW, a_time_entry, an_employee, an_operation, viewer
from tests.tickets.actions.agreeing.conftest import Side
from tickets.actions.agreeing import Figures, ask_client, confirm_estimate, estimate_task, return_estimate
from tickets.models import Approval, Estimate, Task, WorkPolicy

State = Estimate.State


def estimated(side: Side, minutes: int = 120, **over: Any) -> Estimate:
    return estimate_task(task=side.task, figures=Figures(minutes, **over), by=side.specialist, at=NOW)


def told(kind: str) -> set[int | None]:
    return set(Notice.objects.filter(kind=kind).values_list("user_id", flat=True))


def test_a_likely_time_with_its_risk_goes_to_the_manager(side: Side) -> None:
    estimate = estimated(side, 100, risk_percent=12, client_text="Delivery terms", note="Two pages")
    assert (estimate.minutes, estimate.state, estimate.method) == (115, State.WITH_MANAGER, "risk")
    assert (estimate.client_text, estimate.note) == ("Delivery terms", "Two pages")
    assert told("estimate.waits") == {side.manager.user_id}
    entry = AuditEntry.objects.get(action="estimate.create")
    assert (entry.scope, entry.after["minutes"]) == (side.ticket.scope, 115)


def test_three_points_and_the_title_for_the_client(side: Side) -> None:
    estimate = estimated(side, 90, optimistic_minutes=60, pessimistic_minutes=180)
    assert (estimate.minutes, estimate.method, estimate.risk_percent) == (100, "three_point", None)
    assert estimate.client_text == side.task.title


@pytest.mark.parametrize(
    ("figures", "field"),
    [
        (Figures(0), "likely_minutes"),
        (Figures(-5), "likely_minutes"),
        (Figures(60_000), "likely_minutes"),
        (Figures(59_999), "likely_minutes"),
        (Figures(40_000, risk_percent=100), "likely_minutes"),
        (Figures(60, risk_percent=301), "risk_percent"),
        (Figures(60, risk_percent=-1), "risk_percent"),
        (Figures(60, optimistic_minutes=30), "pessimistic_minutes"),
        (Figures(60, pessimistic_minutes=90), "optimistic_minutes"),
        (Figures(60, optimistic_minutes=0, pessimistic_minutes=90), "optimistic_minutes"),
        (Figures(60, optimistic_minutes=30, pessimistic_minutes=60_000), "pessimistic_minutes"),
        (Figures(60, optimistic_minutes=61, pessimistic_minutes=90), "likely_minutes"),
        (Figures(60, optimistic_minutes=30, pessimistic_minutes=59), "likely_minutes"),
        (Figures(60, optimistic_minutes=30, pessimistic_minutes=90, risk_percent=10), "risk_percent"),
    ],
)
def test_what_is_no_estimate_names_its_field(side: Side, figures: Figures, field: str) -> None:
    with pytest.raises(Refused) as refused:
        estimate_task(task=side.task, figures=figures, by=side.specialist, at=NOW)
    assert refused.value.field == field
    assert not Estimate.objects.exists()


def test_only_whoever_does_the_task_estimates_it(side: Side) -> None:
    with pytest.raises(NotAllowed):
        estimate_task(task=side.task, figures=Figures(60), by=side.manager, at=NOW)
    with pytest.raises(Task.DoesNotExist):
        estimate_task(task=side.task, figures=Figures(60), by=viewer(an_employee("specialist")), at=NOW)


def test_at_the_threshold_the_manager_is_enough(side: Side) -> None:
    confirm_estimate(estimate=(estimate := estimated(side, 30)), by=side.manager, at=NOW)
    estimate.refresh_from_db()
    side.task.refresh_from_db()
    assert (estimate.state, estimate.finished_at, side.task.agreed_minutes) == (State.APPROVED, NOW, 30)
    assert not Approval.objects.exists()
    assert told("estimate.confirmed") == {side.specialist.user_id}


def test_over_the_threshold_it_waits_to_be_asked(side: Side) -> None:
    confirm_estimate(estimate=(estimate := estimated(side, 31)), by=side.manager, at=NOW)
    estimate.refresh_from_db()
    side.task.refresh_from_db()
    assert (estimate.state, estimate.manager_at, side.task.agreed_minutes) == (State.WITH_MANAGER, NOW, None)
    with pytest.raises(Refused, match="ask the client"):
        confirm_estimate(estimate=estimate, by=side.manager, at=NOW)


def test_the_threshold_is_the_departments_of_the_day(side: Side) -> None:
    WorkPolicy.objects.create(starts_on="2026-01-01", threshold_minutes=10)
    WorkPolicy.objects.create(department=side.ticket.department, starts_on="2026-02-01", threshold_minutes=60)
    WorkPolicy.objects.create(department=side.ticket.department, starts_on="2026-12-01", threshold_minutes=0)
    confirm_estimate(estimate=estimated(side, 60), by=side.manager, at=NOW)
    side.task.refresh_from_db()
    assert side.task.agreed_minutes == 60


def test_a_juniors_estimate_is_the_mentors_first(side: Side) -> None:
    mentor = an_employee("specialist", department=side.ticket.department)
    side.task.assignee.mentor = mentor
    side.task.assignee.save()
    estimate = estimated(side)
    assert (estimate.state, told("estimate.waits")) == (State.WITH_MENTOR, {mentor.user_id})
    for somebody in (side.manager, side.specialist):
        with pytest.raises(NotAllowed):
            confirm_estimate(estimate=estimate, by=somebody, at=NOW)
    confirm_estimate(estimate=estimate, by=viewer(mentor), at=NOW)
    estimate.refresh_from_db()
    assert (estimate.state, estimate.mentor, estimate.mentor_at) == (State.WITH_MANAGER, mentor, NOW)
    assert told("estimate.waits") == {mentor.user_id, side.manager.user_id}
    with pytest.raises(NotAllowed):
        confirm_estimate(estimate=estimate, by=viewer(mentor), at=NOW)


def test_the_head_confirms_in_the_mentors_place(side: Side) -> None:
    side.task.assignee.mentor = an_employee("specialist", department=side.ticket.department)
    side.task.assignee.save()
    head = an_employee("head", department=side.ticket.department)
    assert confirm_estimate(estimate=estimated(side), by=viewer(head), at=NOW).state == State.WITH_MANAGER


def test_nobody_confirms_their_own(side: Side) -> None:
    side.task.assignee = side.ticket.assignee
    side.task.save()
    estimate = estimate_task(task=side.task, figures=Figures(60), by=side.manager, at=NOW)
    with pytest.raises(NotAllowed, match="their own"):
        confirm_estimate(estimate=estimate, by=side.manager, at=NOW)
    with pytest.raises(NotAllowed, match="their own"):
        return_estimate(estimate=estimate, reason="Too long", by=side.manager, at=NOW)
    head = viewer(an_employee("head", department=side.ticket.department))
    assert confirm_estimate(estimate=estimate, by=head, at=NOW).manager_at == NOW


def test_it_goes_back_with_a_reason(side: Side) -> None:
    estimate = estimated(side)
    with pytest.raises(Refused) as refused:
        return_estimate(estimate=estimate, reason=" ", by=side.manager, at=NOW)
    assert refused.value.field == "reason"
    returned = return_estimate(estimate=estimate, reason="Tests are missing", by=side.manager, at=NOW)
    assert (returned.state, returned.comment, returned.finished_at) == (State.RETURNED, "Tests are missing", NOW)
    assert told("estimate.returned") == {side.specialist.user_id}
    with pytest.raises(Refused, match="Returned"):
        confirm_estimate(estimate=estimate, by=side.manager, at=NOW)
    with pytest.raises(Refused, match="Returned"):
        return_estimate(estimate=estimate, reason="Again", by=side.manager, at=NOW)


def test_a_newer_one_takes_its_place_and_withdraws_the_question(side: Side) -> None:
    first = estimated(side)
    confirm_estimate(estimate=first, by=side.manager, at=NOW)
    approval = ask_client(ticket=side.ticket, estimates=[first], overruns=[], words="", by=side.manager, at=NOW)
    second = estimated(side, 300)
    first.refresh_from_db()
    approval.refresh_from_db()
    side.ticket.refresh_from_db()
    assert (first.state, approval.state, second.state) == (State.SUPERSEDED, "withdrawn", State.WITH_MANAGER)
    assert side.ticket.status == "open"


def test_what_is_agreed_is_not_estimated_again(side: Side) -> None:
    confirm_estimate(estimate=estimated(side, 30), by=side.manager, at=NOW)
    with pytest.raises(Refused, match="difficulty"):
        estimated(side, 60)


@pytest.mark.parametrize("status", ["declined", "submitted", "checked", "handed_over"])
def test_only_what_is_to_be_done_is_estimated(side: Side, status: str) -> None:
    Task.objects.filter(pk=side.task.pk).update(status=status)
    with pytest.raises(Refused, match="worked on"):
        estimated(side)


def test_less_than_what_is_billed_is_no_estimate(side: Side) -> None:
    a_time_entry(side.ticket, side.task.assignee, task=side.task, billable_minutes=20, operation=an_operation())
    with pytest.raises(Refused, match="20 min") as refused:
        estimated(side, 15)
    assert refused.value.field == "likely_minutes"
    assert estimated(side, 20).minutes == 20
