"""Receivables, deadlines, quality and upsales, and the head's sums of them (Y2, Y6)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from payroll.models import PayPlanVersion
from payroll.queries.months.cases import PersonCase, cases_of
from tests.factories import a_complaint, a_dispute, a_finding, a_message, a_review, a_task, a_ticket, an_employee
from tests.factories.pay import MANAGER, OCTOBER, a_pay_fact, a_pay_plan, assigned
from tests.payroll.month import a_paid_department, a_paid_employee, an_answer, sheets
from tickets.models import Clock, TaskChange, Ticket
from workload.models import Department, Employee, Employment

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 10, 31, 21, 30, tzinfo=UTC)  # 1 November in Moscow
MIDDLE = datetime(2026, 10, 14, 9, tzinfo=UTC)


def the_facts(case: PersonCase, place: int = 0) -> dict[str, Any]:
    return case.inputs["sections"][place]["facts"]


def a_clock(ticket: Ticket, employee: Employee, finished: datetime | None, breached: datetime | None = None) -> None:
    state = {"state": "met"} if finished else {"state": "paused"}
    Clock.objects.create(
        ticket=ticket, kind="promise", promised_for=MIDDLE, started_at=MIDDLE, answerer=employee, finished_at=finished,
        breached_at=breached, **state,
    )  # fmt: skip


def test_clocks_count_for_who_answered_on_the_day_they_came_due() -> None:
    """Two of three: kept, kept and broken. One is of November, one broke in September, one is another's."""
    department = a_paid_department()
    employee, other = a_paid_employee(department), a_paid_employee(department)
    ticket = a_ticket(department=department)
    september = MIDDLE - timedelta(days=30)
    for finished, breached in (
        (MIDDLE, None), (MIDDLE, None), (LATE, None), (None, MIDDLE), (MIDDLE, september)
    ):  # fmt: skip
        a_clock(ticket, employee, finished, breached)
    a_clock(ticket, other, MIDDLE)
    sheets(department)
    people = cases_of(department.pk, OCTOBER).people
    assert the_facts(people[employee.pk])["deadlines"] == {"target": "3", "fact": "2"}
    assert len(people[employee.pk].evidence[0, "deadlines"][0].ids) == 3


def test_complaints_findings_and_returned_results_take_from_quality_of_the_manager_and_the_head() -> None:
    """One complaint, one finding and one result that came back: 1 − 0.10 − 0.02 − 0.01. The head: 1 − 0.10."""
    department = a_paid_department()
    employee = a_paid_employee(department)
    head = an_employee("head", department=department)
    assigned(head, a_pay_plan(MANAGER, measures=PayPlanVersion.Measures.DEPARTMENT))
    department.refresh_from_db()
    ticket = a_ticket(department=department, assignee=employee)
    decided = {"state": "confirmed", "decided_by": an_employee("director"), "reason": "It is so."}
    a_complaint(a_message(ticket, at=MIDDLE), manager=employee, flagged_at=MIDDLE, decided_at=MIDDLE, **decided)
    a_complaint(a_message(ticket, at=MIDDLE), manager=employee, flagged_at=MIDDLE, decided_at=LATE, **decided)
    reply = a_message(ticket, "out", at=MIDDLE, author=employee)
    review = a_review(reply, author=employee, state="done", reviewer=head, reviewed_at=MIDDLE, finding_count=1)
    a_finding(review)
    task = a_task(ticket, assignee=employee, rework_count=1)
    for event, by, after in (("submit", employee, "submitted"), ("return", head, "rework")):
        TaskChange.objects.create(task=task, event=event, after=after, at=MIDDLE, by=by.user)
    sheets(department)
    people = cases_of(department.pk, OCTOBER).people
    assert the_facts(people[employee.pk])["quality"] == {"score": "0.87"}
    assert the_facts(people[head.pk])["quality"] == {"score": "0.9"}
    sources = [one.source for one in people[employee.pk].evidence[0, "quality"]]
    assert sources == ["complaints", "findings", "rework"]


def test_what_was_taken_back_counts_nothing_and_points_may_be_paid_by_a_rate() -> None:
    department = a_paid_department()
    employee = a_paid_employee(department, a_pay_plan((("receivables", "1", None),), offer_rate=150))
    wrong, due = a_pay_fact(employee, "offer", "9"), a_pay_fact(employee, "due", "100")
    a_pay_fact(employee, "offer", "-9", reverses=wrong, reason="Another client")
    points = a_pay_fact(employee, "offer", "2.5", happened_on=date(2026, 10, 31))
    a_pay_fact(employee, "offer", "7", happened_on=date(2026, 11, 1))
    sheets(department)
    case = cases_of(department.pk, OCTOBER).people[employee.pk]
    assert the_facts(case) == {"receivables": {"target": "100", "fact": "0"}, "offers": {"points": "2.5"}}
    assert case.evidence[0, "offers"][0].ids == (points.pk,)
    assert [one.ids for one in case.evidence[0, "receivables"]] == [(due.pk,)]


def moved(employee: Employee, department: Department, on: date) -> None:
    former = employee.employments.get()
    former.ends_on = on - timedelta(days=1)
    former.save()
    Employment.objects.create(
        employee=employee, department=department, position=former.position, starts_on=on, share_percent=50
    )


def test_who_moves_in_mid_month_has_two_sections_and_is_a_member_of_each_department_on_its_days() -> None:
    """Ten working days of October lie before the 15th, twelve from it on; there half of full time is the norm."""
    one, other = a_paid_department(), a_paid_department()
    employee, head = a_paid_employee(one), an_employee("head", department=one)
    assigned(head, a_pay_plan((("output", "0.5", None), ("upsales", "0.5", "3")), measures="department"))
    an_answer(employee, 240, worked_on=date(2026, 10, 6))
    a_pay_fact(employee, "offer", "4", happened_on=date(2026, 10, 6), department=one)
    moved(employee, other, date(2026, 10, 15))
    an_answer(employee, 480, worked_on=date(2026, 10, 20))
    an_answer(head, 60)
    sheets(one, other)
    assert not set(cases_of(one.pk, OCTOBER).people) - {head.pk}
    case = cases_of(other.pk, OCTOBER).people[employee.pk]
    assert [part["department"] for part in case.sections] == [one.pk, other.pk]
    assert [part["period"]["norm_hours"] for part in case.inputs["sections"]] == ["176", "88"]
    assert [part["period"]["worked_hours"] for part in case.inputs["sections"]] == ["80", "48"]
    assert [the_facts(case, place)["output"]["fact"] for place in (0, 1)] == ["4", "8"]
    led = cases_of(one.pk, OCTOBER, [head.pk]).people[head.pk]
    assert the_facts(led) == {
        "output": {"target": "80", "fact": "4"}, "upsales": {"target": "4.545455", "fact": "4"}
    }  # fmt: skip
    assert led.evidence[0, "output"][0].figures == ((employee.pk, "80", "4"),)
    assert led.measures["norm"] == 60


def test_a_finding_that_its_author_was_right_about_takes_nothing_from_quality() -> None:
    """Two findings: one was judged for the author, one stands undecided: 1 − 0.02."""
    department = a_paid_department()
    employee = a_paid_employee(department)
    judge = an_employee("director")
    verdict = {
        "state": "respondent_right", "respond_by": None, "answered_at": MIDDLE, "explanation": "I did.",
        "reasons": "So it is.", "decided_at": MIDDLE, "decided_by": judge,
    }  # fmt: skip
    for over in (verdict, {}):
        reply = a_message(a_ticket(department=department), "out", at=MIDDLE, author=employee)
        review = a_review(reply, author=employee, state="done", reviewer=judge, reviewed_at=MIDDLE, finding_count=1)
        standing = a_finding(review, dispute=a_dispute(respondent=employee, opened_at=MIDDLE, **over))
    sheets(department)
    case = cases_of(department.pk, OCTOBER).people[employee.pk]
    assert the_facts(case)["quality"] == {"score": "0.98"}
    assert [one.ids for one in case.evidence[0, "quality"]] == [(standing.pk,)]


def test_a_transfer_under_equal_terms_changes_nothing_of_quality() -> None:
    """One complaint in the first part: 0.9 in both, so that the month as one has 0.9, not the mean of 0.9 and 1."""
    one, other = a_paid_department(), a_paid_department()
    employee = a_paid_employee(one)
    decided = {"state": "confirmed", "decided_by": an_employee("director"), "reason": "It is so."}
    message = a_message(a_ticket(department=one, assignee=employee), at=MIDDLE)
    complaint = a_complaint(message, manager=employee, flagged_at=MIDDLE, decided_at=MIDDLE, **decided)
    moved(employee, other, date(2026, 10, 16))
    sheets(one, other)
    case = cases_of(other.pk, OCTOBER).people[employee.pk]
    assert [the_facts(case, place)["quality"] for place in (0, 1)] == [{"score": "0.9"}, {"score": "0.9"}]
    assert [one.ids for one in case.evidence[0, "quality"]] == [(complaint.pk,)]
    assert (1, "quality") not in case.evidence


def test_of_a_leaver_and_up_to_a_day_only_what_was_by_then() -> None:
    department = a_paid_department()
    leaver, stays = a_paid_employee(department), a_paid_employee(department)
    leaver.left_on = date(2026, 10, 9)
    leaver.save()
    a_pay_fact(stays, "due", "10", happened_on=date(2026, 10, 13))
    sheets(department)
    people = cases_of(department.pk, OCTOBER, until=date(2026, 10, 12)).people
    assert [people[one.pk].sections[0]["last"] for one in (leaver, stays)] == ["2026-10-09", "2026-10-12"]
    assert people[leaver.pk].inputs["sections"][0]["period"]["worked_days"] == 7
    assert the_facts(people[stays.pk])["receivables"] == {"target": "0", "fact": "0"}
