"""The manager is away, a letter comes, the operator answers in time; what nobody answers climbs to the director."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client as Browser
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from support_desk.shared.models import Notice
from tests.e2e.conftest import Deliver, manage
from tests.factories import a_calendar, a_policy, an_employee
from tests.factories.people import viewer
from tests.plugins.browser import watch
from tickets.models import Clock, ClockStep, Project, Ticket, TimeEntry
from workload.actions.presence import mark_away
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
    pytest.mark.slow,
]

REFRESH, ALLOWED = 4_000, 2_000
RunDue = Callable[[datetime], None]


@pytest.fixture
def worker(environment: dict[str, str], tmp_path: Path) -> Iterator[None]:
    """A real Celery worker with its beat."""
    command = [sys.executable, "-m", "celery", "-A", "support_desk", "worker", "-B", "-P", "threads", "-c", "2"]
    schedule = ["-s", str(tmp_path / "beat"), "--loglevel", "WARNING"]
    process = subprocess.Popen([*command, *schedule], cwd=settings.BASE_DIR, env=environment, start_new_session=True)
    yield
    assert process.poll() is None, "the worker ended before the test did"
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


@pytest.fixture
def run_due(environment: dict[str, str]) -> RunDue:
    """`manage.py run_due --at` in a process of its own."""

    def run(at: datetime) -> None:
        command = manage("run_due", "--at", at.isoformat())
        subprocess.run(command, env=environment, capture_output=True, check=True, timeout=120)

    return run


def run_due_here(at: datetime) -> None:
    call_command("run_due", at=at.isoformat())


@pytest.fixture
def operator(project: Project) -> Employee:
    """The rest of the department, which promises an answer within the hour, day and night."""
    department = project.department
    a_policy(department=department, calendar=a_calendar(is_around_the_clock=True), notifies_any_time=True)
    an_employee("head", department=department, name="Vera Lantsova")
    an_employee("director", name="Dmitry Kolesov")
    return an_employee("operator", department=department, name="Olga Mirskaya")


@pytest.fixture
def at_the_operators(page: Page, live_server: LiveServer, operator: Employee) -> Iterator[Page]:
    """The operator's page in a browser of its own."""
    assert page.context.browser is not None
    context = page.context.browser.new_context(locale="en-GB")
    second, seen = context.new_page(), []
    watch(second, seen)
    client = Browser()
    client.force_login(operator.user)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    second.goto(f"{live_server.url}/operator/")
    yield second
    context.close()
    assert not seen, "\n".join(seen)


def test_a_letter_to_somebody_away_is_answered_by_the_operator_and_told_on_return(
    log_in: Callable[[Employee], Page],
    live_server: LiveServer,
    manager: Employee,
    operator: Employee,
    at_the_operators: Page,
    deliver: Deliver,
    run_due: RunDue,
    worker: None,
) -> None:
    desk = at_the_operators
    expect(desk.get_by_role("heading", name="Nobody waits for you")).to_be_visible()

    # The manager goes to a meeting, which takes longer than thought.
    page = log_in(manager)
    page.goto(f"{live_server.url}/")
    page.locator("#presence > summary").click()
    page.get_by_role("button", name="Away for an hour").click()
    expect(page.locator("#presence")).to_contain_text("Away until")
    at = clock.now()
    mark = mark_away(by=viewer(manager, at), at=at, kind="meeting", minutes=150)

    # The letter is on the operator's page with the next refresh, and says why.
    number = deliver("Pay by QR", "Can guests pay by QR at the pier?")
    row = desk.locator("#operator-rows tr").filter(has_text="Pay by QR")
    expect(row).to_be_visible(timeout=REFRESH + ALLOWED)
    expect(row).to_contain_text("Manager away")
    expect(row).to_contain_text("Anna Sheveleva")

    # The operator answers in place; the row goes.
    row.get_by_role("link", name="Answer").or_(row.get_by_role("button", name="Answer")).first.click()
    form = desk.locator("#write-reply")
    form.get_by_label("Text of the reply").fill("Yes, from Monday on.")
    form.get_by_label("Operation").select_option(label="Letter · norm 6 min")
    form.get_by_label("Minutes").fill("7")
    form.get_by_role("button", name="Send Ctrl").click()
    expect(row).to_have_count(0, timeout=REFRESH + ALLOWED)

    # The promise is kept, by who really answered; the time is the operator's, for the manager.
    kept = Clock.objects.get(ticket__number=number, kind=Clock.Kind.FIRST_RESPONSE)
    assert (kept.state, kept.due_at, kept.breached_at, kept.answerer) == (Clock.State.MET, None, None, operator)
    entry = TimeEntry.objects.get(ticket__number=number)
    assert (entry.employee, entry.covered_for, entry.actual_minutes) == (operator, manager, 7)
    assert Ticket.objects.get(number=number).assignee == manager

    # Back again, the manager reads what happened.
    run_due(mark.ends_at + timedelta(minutes=1))
    run_due(mark.ends_at + timedelta(minutes=2))
    told = Notice.objects.get(user=manager.user, kind="away.digest")
    page.goto(f"{live_server.url}{told.url}")
    expect(page.get_by_role("heading", name="While you were away")).to_be_visible()
    expect(page.locator("#content")).to_contain_text("Pay by QR")
    expect(page.locator("#content")).to_contain_text("Olga Mirskaya")


def test_what_nobody_answers_climbs_to_the_director_each_step_once(
    manager: Employee, operator: Employee, deliver: Deliver, run_due: RunDue, settings: Any
) -> None:
    """Each time first in this process, then once more in another that knows nothing of it."""
    settings.DEMO = True
    number = deliver("Where is the layout", "You promised it for today.")
    owed = Clock.objects.get(ticket__number=number, kind=Clock.Kind.FIRST_RESPONSE)
    due = owed.due_at
    assert due == owed.started_at + timedelta(minutes=60)
    for minutes, steps in ((-16, []), (-14, ["warn"]), (1, ["warn", "breach", "manager", "operator"]),
                           (61, ["warn", "breach", "manager", "operator", "head"]),
                           (241, ["warn", "breach", "manager", "operator", "head", "director"])):  # fmt: skip
        for seconds, run in ((0, run_due_here), (20, run_due)):
            run(due + timedelta(minutes=minutes, seconds=seconds))
            assert list(ClockStep.objects.filter(clock=owed).values_list("step", flat=True)) == steps
    owed.refresh_from_db()
    assert (owed.breached_at, owed.next_at, owed.answerer) == (due, None, manager)
    dates = dict(ClockStep.objects.filter(clock=owed).values_list("step", "at"))
    assert (dates["breach"], dates["director"]) == (due, due + timedelta(minutes=240))
    for person in Employee.objects.filter(role_assignments__role__in=["operator", "head", "director"]):
        told = [notice for notice in Notice.objects.filter(user=person.user) if str(number) in json.dumps(notice.facts)]
        assert len(told) == 1, person
