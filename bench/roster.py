"""`python -m bench.roster [--people 150] [--rounds 15]`: a month of a department against the floor, in one process.

A department with rosters that are approved and published, and the next month submitted by everybody; an absence for
every tenth person. Everything is made in an embedded database of its own, kept under `var/` only while it runs. Prints
the median of each request with its statements and size, and its cost per kilobyte against the floor; the bars are 8
statements, 300 ms, and twice the floor.
"""

import argparse
import atexit
import shutil
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from bench.__main__ import ROOT, prepare_environment

BAR_STATEMENTS, BAR_MILLISECONDS, BAR_FLOORS = 8, 300, 2
FLOOR_TICKETS = 2_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.roster", description=__doc__)
    parser.add_argument("--people", type=int, default=150)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-roster").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.people, options.rounds)


def run(people: int, rounds: int) -> int:
    import django

    django.setup()
    from support_desk.shared import clock

    at = clock.now()
    month = at.date().replace(day=1)
    following = (month + timedelta(days=32)).replace(day=1)
    department, head = prepare(people, month, following, at)
    browser = logged_in(head)
    other = logged_in(head_with_tickets())
    floor = measured("floor", lambda: other.get("/bench/floor/"), rounds)
    asked: dict[str, Callable[[], Any]] = {
        "month, published": lambda: browser.get(f"/roster/{month:%Y-%m}/?department={department}"),
        "month, 150 to decide": lambda: browser.get(f"/roster/{following:%Y-%m}/?department={department}"),
    }
    held = [verdict(name, measured(name, ask, rounds), floor) for name, ask in asked.items()]
    deeds = f"/roster/{following:%Y-%m}"
    once("approve all", lambda: browser.post(f"{deeds}/decide/", {"all": department}))
    once("publish", lambda: browser.post(f"{deeds}/publish/", {"department": department}))
    return 0 if all(held) else 1


def prepare(people: int, month: date, following: date, at: datetime) -> tuple[int, Any]:
    """The department's id and its head."""
    from django.core.management import call_command
    from django.db import connection

    from support_desk.shared.viewer import Viewer
    from support_desk.volume.filling import Size, fill
    from tests.factories import a_department, an_absence, an_employee
    from tests.factories.presence import with_calendar
    from workload.actions.rosters.deciding import approve_rosters
    from workload.actions.rosters.publishing import publish_month
    from workload.actions.rosters.submitting import submit_roster

    call_command("migrate", interactive=False, verbosity=0)
    list(fill(Size(tickets=FLOOR_TICKETS, messages=FLOOR_TICKETS, employees=20), at=at))
    department, system = with_calendar(a_department("Roster")), Viewer.system(at)
    head = an_employee("head", department=department)
    for number in range(people - 1):
        one = an_employee("manager", department=department, name=f"Person {number:03}")
        for each in (month, following):
            submit_roster(employee=one, month=each, by=system, at=at)
        if number % 10 == 0:
            an_absence(one, month + timedelta(days=9), days=4)
    approve_rosters(department=department, month=month, by=system, at=at, reason="bench")
    publish_month(department=department, month=month, by=system, at=at, reason="bench")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return department.pk, head


def head_with_tickets() -> Any:
    """Whose floor has its fifty rows."""
    from tests.factories import an_employee
    from tickets.models import Ticket

    ticket = Ticket.objects.live().select_related("department").first()
    assert ticket is not None
    return an_employee("head", department=ticket.department)


def logged_in(employee: Any) -> Any:
    from django.test import Client

    browser = Client(SERVER_NAME="localhost")
    browser.force_login(employee.user)
    return browser


def measured(name: str, ask: Callable[[], Any], rounds: int) -> tuple[float, int, float]:
    """(median milliseconds, statements, kilobytes) of a request that was made often before; prints our processor's
    part as well, because on a busy machine the rest is waiting."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    ask()
    times, worked = [], []
    for _round in range(rounds):
        begun, used = time.perf_counter(), time.process_time()
        ask()
        times.append((time.perf_counter() - begun) * 1_000)
        worked.append((time.process_time() - used) * 1_000)
    with CaptureQueriesContext(connection) as captured:
        answer = ask()
    assert answer.status_code == 200, (name, answer.status_code)
    found = (median(times), len(captured), len(answer.content) / 1_024)
    print(f"{name}: {found[0]:.0f} ms, {median(worked):.0f} of our processor, {found[1]} statements, {found[2]:.0f} KB")
    return found


def verdict(name: str, found: tuple[float, int, float], floor: tuple[float, int, float]) -> bool:
    """Whether the bars are held, said in a line."""
    floors = (found[0] / found[2]) / (floor[0] / floor[2])
    held = found[0] <= BAR_MILLISECONDS and found[1] <= BAR_STATEMENTS and floors <= BAR_FLOORS
    print(f"  {name}: {floors:.2f} of the floor per kilobyte, {'held' if held else 'MISSED'}")
    return held


def once(name: str, ask: Callable[[], Any]) -> None:
    """How long a deed takes that is done once."""
    begun = time.perf_counter()
    answer = ask()
    assert answer.status_code == 302, (name, answer.status_code, answer.content[:300])
    print(f"{name}: {(time.perf_counter() - begun) * 1_000:.0f} ms")


if __name__ == "__main__":
    sys.exit(main())
