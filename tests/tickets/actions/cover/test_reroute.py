"""Spans of cover follow presence; owner and assignee stay (L4)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.at_once import run_at_once
from tests.factories import (
    NOW,
    a_project,
    a_shift,
    a_ticket,
    an_absence,
    an_away_mark,
    an_employee,
    moscow,
    viewer,
    with_calendar,
)
from tests.tickets.actions.cover.conftest import Desk
from tickets.actions.cover import reroute
from tickets.models import CoverSpan, Project, Ticket
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence
from workload.actions.absences import record_absence
from workload.actions.presence import come_back, mark_away
from workload.actions.presence_edges import tell_presence_edges
from workload.models import AwayMark, Employee, PresenceWatermark

pytestmark = pytest.mark.django_db
Held = Callable[[datetime], list[tuple[Employee, str]]]
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
STATEMENTS = 9


def test_with_everybody_here_nobody_covers(desk: Desk) -> None:
    assert reroute(at=NOW) == 0
    assert not CoverSpan.objects.exists()


def test_the_named_cover_then_the_projects_then_the_operator(desk: Desk, covers_at: Held) -> None:
    an_absence(desk.manager, cover=desk.colleague)
    Project.objects.filter(pk=desk.project.pk).update(cover=desk.deputy)
    reroute(at=NOW)
    assert covers_at(NOW) == [(desk.colleague, "named")]
    an_away_mark(desk.colleague, NOW + MINUTE)
    reroute(at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE) == [(desk.deputy, "project")]
    an_away_mark(desk.deputy, NOW + 2 * MINUTE)
    reroute(at=NOW + 2 * MINUTE)
    assert covers_at(NOW + 2 * MINUTE) == [(desk.operator, "operator")]
    assert covers_at(NOW) == [(desk.colleague, "named")], "what was is kept"
    desk.project.refresh_from_db()
    desk.ticket.refresh_from_db()
    assert (desk.project.owner, desk.ticket.assignee) == (desk.manager, desk.manager)


def test_whom_somebody_names_for_their_own_sickness_sees_nothing_before_it_is_confirmed(
    desk: Desk, covers_at: Held
) -> None:
    """Nobody lets a colleague see their clients by a word of their own."""
    day = Days(NOW.date(), NOW.date())
    sick = record_absence(employee=desk.manager, days=day, cover=desk.colleague, by=viewer(desk.manager), at=NOW)
    assert covers_at(NOW) == [(desk.operator, "operator")]
    assert not Ticket.objects.visible_to(viewer(desk.colleague)).exists()
    Project.objects.filter(pk=desk.project.pk).update(cover=desk.deputy)
    reroute(at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE) == [(desk.deputy, "project")]
    approve_absence(absence=sick, by=viewer(desk.head), at=NOW + 2 * MINUTE)
    assert covers_at(NOW + 2 * MINUTE) == [(desk.colleague, "named")]
    assert Ticket.objects.visible_to(viewer(desk.colleague, NOW + 2 * MINUTE)).get() == desk.ticket


@pytest.mark.parametrize("role", ["head", "office_manager"])
def test_whom_the_head_or_the_office_names_for_a_sickness_answers_at_once(
    desk: Desk, covers_at: Held, role: str
) -> None:
    keeper = desk.head if role == "head" else an_employee(role, department=desk.department)
    day = Days(NOW.date(), NOW.date())
    sick = record_absence(employee=desk.manager, days=day, cover=desk.colleague, by=viewer(keeper), at=NOW)
    assert (sick.state, sick.decided_by, sick.decided_at) == ("recorded", keeper, None)
    assert covers_at(NOW) == [(desk.colleague, "named")]


def test_the_office_confirms_no_cover_of_the_head(desk: Desk, covers_at: Held) -> None:
    """What only who stands above decides, nobody beside decides by recording it (P4)."""
    a_project(owner=desk.head)
    office = viewer(an_employee("office_manager", department=desk.department))
    day = Days(NOW.date(), NOW.date())
    record_absence(employee=desk.head, days=day, cover=desk.colleague, by=office, at=NOW)
    assert covers_at(NOW) == [(desk.operator, "operator")]


def test_one_click_routes_and_coming_back_gives_back(desk: Desk, covers_at: Held) -> None:
    mark_away(by=viewer(desk.manager), at=NOW)
    assert covers_at(NOW) == [(desk.operator, "operator")]
    come_back(by=viewer(desk.manager), at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE - SECOND) == [(desk.operator, "operator")]
    assert covers_at(NOW + MINUTE) == []


def test_a_mark_that_expires_gives_back_at_the_next_telling(desk: Desk, covers_at: Held) -> None:
    PresenceWatermark.objects.create(told_until=NOW)
    mark = mark_away(by=viewer(desk.manager), at=NOW + SECOND)
    tell_presence_edges(at=mark.ends_at - SECOND)
    assert covers_at(mark.ends_at - SECOND) == [(desk.operator, "operator")]
    tell_presence_edges(at=mark.ends_at)
    assert covers_at(mark.ends_at) == []


def test_nobody_here_opens_nothing_and_an_evening_ends_no_cover(desk: Desk, covers_at: Held) -> None:
    with_calendar(desk.department)
    reroute(at=moscow(20))
    assert covers_at(moscow(20)) == []
    an_absence(desk.manager, cover=desk.colleague, days=2)
    reroute(at=moscow(12))
    reroute(at=moscow(20))
    assert covers_at(moscow(20)) == [(desk.colleague, "named")]


def test_a_cover_who_is_absent_too_loses_it_even_when_nobody_is_here(desk: Desk, covers_at: Held) -> None:
    an_absence(desk.manager, cover=desk.colleague)
    reroute(at=NOW)
    for person in (desk.colleague, desk.operator, desk.deputy, desk.head):
        an_away_mark(person, NOW + MINUTE)
    reroute(at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE) == []


def test_an_operator_on_a_late_shift_covers_the_evening(desk: Desk, covers_at: Held) -> None:
    with_calendar(desk.department)
    a_shift(desk.operator, moscow(14), hours=8)
    reroute(at=moscow(19))
    assert covers_at(moscow(19)) == [(desk.operator, "operator")]
    reroute(at=moscow(22))
    assert covers_at(moscow(22)) == [(desk.operator, "operator")]
    reroute(at=moscow(9) + timedelta(days=1))
    assert covers_at(moscow(9) + timedelta(days=1)) == []


def test_tickets_outside_ones_own_projects_are_covered_one_by_one(desk: Desk, covers_at: Held) -> None:
    specialist = an_employee("specialist", department=desk.department)
    theirs = a_ticket(desk.project, assignee=specialist)
    a_ticket(desk.project, assignee=specialist, status="closed", closed_at=NOW)
    an_absence(specialist)
    reroute(at=NOW)
    assert CoverSpan.objects.get().ticket == theirs
    Ticket.objects.filter(pk=theirs.pk).update(assignee=desk.manager)
    reroute(at=NOW + MINUTE)
    assert covers_at(NOW + MINUTE) == []


def test_whoever_has_left_is_covered(desk: Desk, covers_at: Held) -> None:
    Employee.objects.filter(pk=desk.manager.pk).update(left_on=NOW.date() - timedelta(days=1))
    reroute(at=NOW)
    assert covers_at(NOW) == [(desk.operator, "operator")]


def test_so_are_the_tickets_of_whoever_has_left(desk: Desk) -> None:
    specialist = an_employee("specialist", department=desk.department)
    theirs = a_ticket(desk.project, assignee=specialist)
    Employee.objects.filter(pk=specialist.pk).update(left_on=NOW.date() - timedelta(days=1))
    reroute(at=NOW)
    assert CoverSpan.objects.get().ticket == theirs


def test_a_span_of_no_length_is_not_kept(desk: Desk) -> None:
    mark_away(by=viewer(desk.manager), at=NOW)
    come_back(by=viewer(desk.manager), at=NOW)
    assert not CoverSpan.objects.exists()


def test_a_clock_that_was_set_back_does_not_break_it(desk: Desk) -> None:
    mark_away(by=viewer(desk.manager), at=NOW)
    come_back(by=viewer(desk.manager), at=NOW + 10 * MINUTE)
    mark_away(by=viewer(desk.manager), at=NOW + 11 * MINUTE)
    AwayMark.objects.all().delete()
    an_away_mark(desk.manager, NOW)
    an_away_mark(desk.operator, NOW)
    assert reroute(at=NOW + 5 * MINUTE) == 2
    span = CoverSpan.objects.get(ends_at__isnull=True)
    assert (span.cover, span.starts_at) == (desk.deputy, NOW + 5 * MINUTE)
    assert reroute(at=NOW + 5 * MINUTE) == 0


def test_what_was_routed_by_a_clock_that_was_ahead_gives_way(desk: Desk, covers_at: Held) -> None:
    tomorrow, later = NOW + timedelta(days=1), NOW + timedelta(days=2)
    an_absence(desk.manager, tomorrow.date())
    an_away_mark(desk.colleague)
    a_project(owner=desk.colleague)
    tell_presence_edges(at=NOW)
    tell_presence_edges(at=tomorrow)
    assert covers_at(tomorrow) == [(desk.operator, "operator")]
    an_absence(desk.manager)
    AwayMark.objects.all().delete()
    tell_presence_edges(at=NOW + MINUTE)
    span = CoverSpan.objects.holding(NOW + MINUTE).get()
    assert (span.project, span.starts_at, span.ends_at) == (desk.project, NOW + MINUTE, None)
    assert PresenceWatermark.objects.get().told_until == tomorrow
    tell_presence_edges(at=later)
    assert covers_at(later) == []


@pytest.mark.parametrize("projects", [1, 3])
def test_as_many_statements_whatever_the_number_of_projects(desk: Desk, projects: int) -> None:
    for _ in range(projects):
        a_project(owner=desk.manager)
        a_ticket(a_project(owner=desk.colleague), assignee=desk.manager)
    an_absence(desk.manager)
    reroute(at=NOW)
    an_away_mark(desk.operator, NOW + MINUTE)
    with CaptureQueriesContext(connection) as captured:
        assert reroute(at=NOW + MINUTE) == 2 * (2 * projects + 1)
    real = [each["sql"] for each in captured if "SAVEPOINT" not in each["sql"]]
    assert len(real) == STATEMENTS, "\n".join(real)
    assert reroute(at=NOW + MINUTE) == 0


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_once(desk: Desk) -> None:
    an_absence(desk.manager)
    outcomes = run_at_once(*[lambda: reroute(at=NOW)] * 3)
    assert sorted(outcomes) == [0, 0, 1]
    assert CoverSpan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_go_at_once_leave_nothing_with_either(desk: Desk) -> None:
    outcomes = run_at_once(
        *[lambda who=who: mark_away(by=viewer(who), at=NOW) for who in (desk.manager, desk.operator)]
    )
    assert all(isinstance(mark, AwayMark) for mark in outcomes), outcomes
    assert CoverSpan.objects.holding(NOW).get().cover == desk.deputy
