"""`python -m bench.load [--people 150] [--tasks 2000]`: the load board and its proposals against the floor's page.

Everything is made in an embedded database of its own, kept under `var/` only while it runs: one department with as many
people, tasks and eight weeks of time as are asked for.
"""

import argparse
import atexit
import shutil
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from bench.__main__ import ROOT, prepare_environment

ROUNDS, ENTRIES_A_DAY = 15, 6
# Statements of the board, seconds of the proposals and of any request, times the floor's page a kilobyte.
MOST_STATEMENTS, PROPOSALS, REQUEST, TIMES_FLOOR = 8, 2.0, 0.3, 2.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.load", description=__doc__)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--tasks", type=int, default=2_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-load").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.people, options.tasks)


def run(people: int, tasks: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    head = fill(people, tasks, Random(1))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a database in use is by itself
    held = [measure_proposals(head), measure_pages(head)]
    return 0 if all(held) else 1


def fill(people: int, tasks: int, rng: Random) -> Any:
    """The head of a department of `people` with `tasks` open tasks, projects, and eight weeks of logged time."""
    from support_desk.shared import clock
    from tests import factories as make
    from workload.models import EmployeeSkill

    now = clock.now()
    department = make.with_calendar(make.a_department("Support"))
    head = make.an_employee("head", department=department)
    staff = [make.an_employee("manager", department=department) for _ in range(people - 1)]
    skills = [make.a_skill() for _ in range(10)]
    for person in staff:
        for skill in rng.sample(skills, 3):
            EmployeeSkill.objects.create(employee=person, skill=skill, level=rng.randint(1, 5))
    projects = [make.a_project(owner=person, department=department) for person in staff for _ in range(4)]
    tickets = [make.a_ticket(project=project, assignee=project.owner) for project in projects]
    add_tasks(tasks, staff, skills, tickets, now, rng)
    add_time(tickets, now, rng)
    return head


def add_tasks(tasks: int, staff: Any, skills: Any, tickets: Any, now: datetime, rng: Random) -> None:
    """A tenth of the people has half of them."""
    from tickets.models import Task

    busy = staff[: max(1, len(staff) // 10)]
    Task.objects.bulk_create(
        Task(
            ticket=(ticket := rng.choice(tickets)),
            title=f"Task {number}",
            formulation="Do it.",
            acceptance_criteria="It works.",
            manager=ticket.assignee,
            assignee=rng.choice(busy if number % 2 else staff),
            status="accepted",
            skill=rng.choice([None, *skills]),
            agreed_minutes=rng.choice([60, 120, 240, 480]),
            deadline_at=rng.choice([None, *(now + timedelta(days=days) for days in range(-3, 40))]),
            created_at=now,
        )
        for number in range(tasks)
    )


def add_time(tickets: Any, now: datetime, rng: Random) -> None:
    """Communication of eight weeks: some entries a person and day."""
    from tests.factories import an_operation
    from tickets.models import TimeEntry

    operation, today = an_operation(), now.date()
    days = [today - timedelta(days=back) for back in range(1, 64)]
    a_day = range(ENTRIES_A_DAY * len(tickets) // 4)
    rows = [entry(rng.choice(tickets), operation, day, now) for day in days for _ in a_day]
    TimeEntry.objects.bulk_create(rows, batch_size=5_000)


def entry(ticket: Any, operation: Any, day: date, now: datetime) -> Any:
    from tickets.models import TimeEntry

    return TimeEntry(
        employee_id=ticket.assignee_id,
        department_id=ticket.department_id,
        ticket=ticket,
        operation=operation,
        is_billable=True,
        free_minutes=5,
        worked_on=day,
        actual_minutes=20,
        norm_minutes=15,
        billable_minutes=20,
        created_at=now,
    )


def measure_proposals(head: Any) -> bool:
    from support_desk.shared import clock
    from workload.queries.load.board import load_board
    from workload.queries.load.places import load_place
    from workload.queries.viewers import viewer_of_employee

    viewer = viewer_of_employee(head, clock.now())
    place = load_place(viewer)
    assert place is not None
    board = load_board(place, viewer)
    found = board.moves()
    proposed = median_of(lambda: load_board_again(board))
    everything = median_of(board.shortages, rounds=3)
    print(f"  {len(found)} proposals {1000 * proposed:.0f} ms; all moves, what stays late {1000 * everything:.0f} ms")
    return max(proposed, everything) <= PROPOSALS


def load_board_again(board: Any) -> None:
    """Spreads all work and proposes, as a page does that nobody asked for before."""
    for worker in board.workers:
        vars(worker).pop("load", None)
    board.moves()


def measure_pages(head: Any) -> bool:
    from django.test import Client

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(head.user)
    floor_ms, _best, floor_kb, _statements = measured(browser, "/bench/floor/")
    base, _best, _kb, shell = measured(browser, "/load/alarms/")
    held = []
    for address in ("/load/", "/load/?weeks=8", f"/load/{head.pk}/{monday()}/", "/load/hints/", "/load/files/csv/"):
        spent, own, kilobytes, statements = measured(browser, address)
        times = spent / max(kilobytes, 1) / (floor_ms / floor_kb)
        print(
            f"  {address:28} {spent:5.0f} ms (processor {own:4.0f}) {kilobytes:4.0f} KB {statements:3} statements,"
            f" {times:.2f} x floor a KB"
        )
        held.append(spent <= 1000 * REQUEST)
        if address == "/load/":
            held += [statements <= MOST_STATEMENTS, times <= TIMES_FLOOR]
    print(
        f"  floor {floor_ms:.1f} ms {floor_kb:.0f} KB; shell {base:.1f} ms, {shell - 1} statements; held: {all(held)}"
    )
    return all(held)


def monday() -> date:
    from support_desk.shared import clock

    today = clock.now().date()
    return today - timedelta(days=today.weekday())


def measured(browser: Any, address: str) -> tuple[float, float, float, int]:
    """(median milliseconds, of them our own processor's, kilobytes, statements) of a page that was visited before."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def visit() -> int:
        answer = browser.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return len(b"".join(answer.streaming_content) if answer.streaming else answer.content)

    size = visit()
    with CaptureQueriesContext(connection) as captured:
        visit()
    asked = [query for query in captured.captured_queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    return 1000 * median_of(visit), 1000 * median_of(visit, time.process_time), size / 1024, len(asked)


def median_of(deed: Callable[[], Any], clock: Callable[[], float] = time.perf_counter, rounds: int = ROUNDS) -> float:
    """Seconds by that clock."""
    spent = []
    for _round in range(rounds):
        start = clock()
        deed()
        spent.append(clock() - start)
    return statistics.median(spent)


if __name__ == "__main__":
    raise SystemExit(main())
