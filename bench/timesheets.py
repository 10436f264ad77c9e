"""`python -m bench.timesheets [--people 1000]`: the timesheets of a month filled as a job; a department's page.

A third of the people by roster, the others by the calendar; an absence and twenty days of logged time each. Everything
is made in an embedded database of its own, kept under `var/` only while it runs. Prints how long the job and its
longest step took: filled for the first time, again, and after every absence changed; then the page of 150 people.
The bars: thirty seconds a job, and 300 milliseconds a page.
"""

import argparse
import atexit
import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from bench.__main__ import ROOT, prepare_environment

BAR_SECONDS, BAR_STEP, BAR_PAGE = 30, 30, 0.3
MONTH, AT = date(2026, 10, 1), datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
SMALL = 150
ROSTER = """
INSERT INTO workload_shift (employee_id, starts_at, ends_at, break_minutes, note, changed_xid)
SELECT employee.id, day + interval '17 hours', day + interval '29 hours', 60, '', 0
FROM workload_employee employee, generate_series('2026-10-01'::date, '2026-10-29'::date, interval '2 days') day
WHERE employee.id %% 3 = 0;
INSERT INTO workload_absence (employee_id, type, starts_on, ends_on, starts_at, ends_at, state, note, requested_at,
  decided_at, decision_note, changed_xid)
SELECT id, (ARRAY['vacation', 'sickness', 'unknown'])[1 + id %% 3], day, day + 2,
  day::timestamp AT TIME ZONE 'Europe/Moscow', (day + 3)::timestamp AT TIME ZONE 'Europe/Moscow', 'approved', '',
  %(at)s, %(at)s, '', 0
FROM (SELECT id, '2026-10-02'::date + (id %% 20)::int AS day FROM workload_employee) employee;
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.timesheets", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-timesheets").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.people)


def run(people: int) -> int:
    import django

    django.setup()
    viewer, large, small = prepare(people)
    outcomes = [
        job("filled for the first time", viewer, large),
        job("filled again", viewer, large),
    ]
    change_absences()
    outcomes.append(job("filled after every absence changed", viewer, large))
    job(f"a department of {SMALL}", viewer, small)
    outcomes.append(page(small))
    return 0 if all(outcomes) else 1


def prepare(people: int) -> tuple[Any, Any, Any]:
    """(a director, a department of so many, one of 150)."""
    from django.core.management import call_command
    from django.db import connection

    from tests.factories import a_calendar, a_department, an_employee, viewer, with_calendar
    from workload.models import Employee

    call_command("migrate", interactive=False, verbosity=0)
    director = an_employee("director")
    calendar = a_calendar()
    large, small = with_calendar(a_department("Large"), calendar), with_calendar(a_department("Small"), calendar)
    employ(large, people, 0)
    employ(small, SMALL, people)
    log_time(Employee.objects.exclude(pk=director.pk).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(ROSTER, {"at": AT})
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return viewer(director, AT), large, small


def employ(department: Any, count: int, first: int) -> None:
    """So many people, with accounts and employments, in three statements."""
    from support_desk.shared.models import User
    from workload.models import Employee, Employment, Position

    names = [f"Person {first + number}" for number in range(count)]
    users = User.objects.bulk_create(User(email=f"{name.replace(' ', '')}@desk.test", name=name) for name in names)
    hired = date(2025, 1, 9)
    people = Employee.objects.bulk_create(Employee(user=user, name=user.name, hired_on=hired) for user in users)
    place, _is_new = Position.objects.get_or_create(name="Manager")
    Employment.objects.bulk_create(
        Employment(employee=one, department=department, position=place, starts_on=hired) for one in people
    )


def log_time(employee_ids: Any) -> None:
    """Twenty days of seven hours each."""
    from tests.factories import a_ticket, an_operation
    from tickets.models import TimeEntry

    ticket, operation = a_ticket(), an_operation()
    TimeEntry.objects.bulk_create(
        (
            TimeEntry(
                employee_id=one, department=ticket.department, ticket=ticket, operation=operation, is_billable=False,
                free_minutes=5,
                worked_on=date(2026, 10, day), actual_minutes=420, norm_minutes=420, billable_minutes=0, created_at=AT,
            )
            for one in employee_ids
            for day in range(5, 25)
        ),
        batch_size=5_000,
    )  # fmt: skip


def change_absences() -> None:
    from workload.models import Absence

    Absence.objects.filter(type="vacation").update(type="unpaid")
    Absence.objects.filter(type="sickness").update(type="study")


def job(name: str, viewer: Any, department: Any) -> bool:
    """The job, step by step."""
    from support_desk.shared.actions.jobs import run_step
    from workload.actions.timesheets.jobs import start_filling
    from workload.models import TimesheetDay

    made = start_filling(departments=[department], month=MONTH, by=viewer, at=AT)
    steps = []
    while timed(lambda: run_step(job_id=made.pk, at=AT), steps):
        pass
    made.refresh_from_db()
    assert made.state == "done", made.error
    held = sum(steps) <= BAR_SECONDS and max(steps) <= BAR_STEP
    rows = TimesheetDay.objects.filter(sheet__department=department).count()
    say(f"{name}: {made.done} people, {rows} days, {sum(steps):.1f} s, longest step {max(steps):.1f} s", held)
    return held


def page(department: Any) -> bool:
    """The grid of 150 people, as its view draws it; the median of seven."""
    from django.test import Client

    from tests.factories import an_employee

    browser = Client(HTTP_HOST="localhost")
    browser.force_login(an_employee("office_manager", department=department).user)
    answer = browser.get("/timesheets/2026-10/", {"department": department.pk}, secure=True)
    assert answer.status_code == 200, answer
    times: list[float] = []
    used = time.process_time()
    for _each in range(7):
        timed(lambda: browser.get("/timesheets/2026-10/", {"department": department.pk}, secure=True), times)
    held, ours = median(times) <= BAR_PAGE, (time.process_time() - used) / len(times)
    words = f"{1000 * median(times):.0f} ms ({1000 * ours:.0f} of our processor), {len(answer.content) / 1024:.0f} KB"
    say(f"the page of {SMALL} people: {words}", held)
    return held


def timed(deed: Callable[[], Any], times: list[float]) -> Any:
    start = time.perf_counter()
    found = deed()
    times.append(time.perf_counter() - start)
    return found


def say(words: str, held: bool) -> None:
    print(f"  {words}{'' if held else '  MISSED'}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
