"""`python -m bench.reports [--clients 2000] [--lines 100000]`: the month's reports of all clients, built as a job.

Ten tickets a client, a contract each, a third of the tickets with a task and its approved estimate; two earlier months
of as much time behind the one that is built. Everything is made in an embedded database of its own, kept under `var/`
only while it runs. Prints how long the whole job and its longest step took, what they needed, and the same for hints
about hours; the bar is five minutes, thirty seconds a step, and memory that does not grow.
"""

import argparse
import atexit
import resource
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bench.__main__ import ROOT, prepare_environment
from bench.sweep import processor, server_processor

BAR_SECONDS, BAR_STEP, BAR_MEGABYTES = 300, 30, 32
TICKETS_A_CLIENT = 10
MONTHS = 3
MORE = """
TRUNCATE tickets_timeentry CASCADE;
INSERT INTO tickets_contract (project_id, number, included_minutes, rollover_months, rate_amount, starts_on,
  changed_xid)
SELECT min(id), 'C-' || client_id, 600, client_id %% 3, 2500, %(first)s::date - 300, 0
FROM tickets_project GROUP BY client_id;
INSERT INTO tickets_task (ticket_id, title, formulation, acceptance_criteria, assignee_id, manager_id, status,
  is_critical, rank, agreed_minutes, rework_count, created_at, changed_xid)
SELECT id, subject, 'Do it.', 'It is done.', assignee_id, assignee_id, 'accepted', false, 1000, 600, 0, %(at)s, 0
FROM tickets_ticket WHERE id %% 3 = 0;
INSERT INTO tickets_estimate (task_id, author_id, state, method, likely_minutes, risk_percent, minutes, note,
  client_text, comment, created_at, changed_xid)
SELECT id, assignee_id, 'approved', 'risk', 600, 0, 600, '', 'Agreed work', '', %(at)s, 0 FROM tickets_task;
INSERT INTO tickets_timeentry (employee_id, department_id, ticket_id, task_id, operation_id, is_billable, free_minutes,
  quantity, worked_on, actual_minutes, norm_minutes, billable_minutes, client_text, created_at, changed_xid)
SELECT t.assignee_id, t.department_id, t.id, k.id, (SELECT min(id) FROM workload_operation), true, 5, 1,
  (%(first)s::date - make_interval(months => m) + make_interval(days => (t.id %% 28)::int))::date, 15, 15,
  10 + (t.id %% 40)::int, CASE WHEN t.id %% 50 = 0 THEN '' ELSE 'What was done in ' || t.id END, %(at)s, 0
FROM tickets_ticket t LEFT JOIN tickets_task k ON k.ticket_id = t.id, generate_series(0, %(months)s - 1) m,
  generate_series(1, %(each)s) n;
"""


@dataclass(slots=True)
class Spent:
    """Seconds that passed, of our processor, and of the database's."""

    seconds: float = 0.0
    ours: float = 0.0
    served: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.reports", description=__doc__)
    parser.add_argument("--clients", type=int, default=2_000)
    parser.add_argument("--lines", type=int, default=100_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-reports").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.clients, options.lines)


def run(clients: int, lines: int) -> int:
    import django

    django.setup()
    first, at = prepare(clients, lines)
    viewer = director(at)
    built = report_on("build", lambda: build(viewer, first, at))
    check(first, lines)
    again = report_on("build again", lambda: build(viewer, first, at))
    report_on("hints", lambda: hints(at))
    report_on("one page", lambda: page(viewer, first))
    report_on("list", lambda: listing(first, at))
    return 0 if built and again else 1


def prepare(clients: int, lines: int) -> tuple[date, datetime]:
    """The first of the month that is over, with so many billed entries in it."""
    from django.core.management import call_command
    from django.db import connection

    from support_desk.shared import clock
    from support_desk.volume.filling import Size, fill

    class Wide(Size):
        """More clients than so few tickets usually have."""

        @property
        def clients(self) -> int:
            return clients

    call_command("migrate", interactive=False, verbosity=0)
    at, tickets = clock.now(), clients * TICKETS_A_CLIENT
    for phase in fill(Wide(tickets=tickets, messages=tickets, employees=150), at=at):
        print(f"  {phase.name}: {phase.seconds:.1f} s", file=sys.stderr, flush=True)
    first = (at.date().replace(day=1) - timedelta(days=1)).replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(MORE, {"at": at, "first": first, "each": lines // tickets, "months": MONTHS})
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return first, at


def director(at: datetime) -> Any:
    """Who sees every client."""
    from tests.factories import an_employee, viewer

    return viewer(an_employee("director"), at)


def build(viewer: Any, month: date, at: datetime) -> Iterator[int]:
    """The job, step by step; yields the clients that are done."""
    from support_desk.shared.actions.jobs import run_step, start_job
    from tickets.actions.reports.jobs import BUILD, clients_of

    asked = {"month": month.isoformat(), "language": "en"}
    total = clients_of(viewer).count()
    job = start_job(kind=BUILD, title="Reports", params=asked, total=total, by=viewer, at=at)
    while run_step(job_id=job.pk, at=at):
        job.refresh_from_db()
        yield job.done
    job.refresh_from_db()
    assert job.state == "done", job.error
    yield job.done


def hints(at: datetime) -> Iterator[int]:
    from tickets.actions.hours.hinting import tell_hours

    yield tell_hours(at=at)


def page(viewer: Any, month: date) -> Iterator[int]:
    from tickets.models import ClientReport
    from tickets.queries.report_list import reports_of
    from tickets.queries.report_page import report_page

    report = reports_of(viewer, month).get(pk=ClientReport.objects.order_by("-line_count").first().pk)
    yield len(report_page(viewer, report).rows)


def listing(month: date, at: datetime) -> Iterator[int]:
    """The list as an office manager of one department asks for it."""
    from tests.factories import an_employee, viewer
    from tickets.queries.report_list import figures_of, report_list
    from workload.models import Department

    office = viewer(an_employee("office_manager", department=Department.objects.order_by("pk")[0]), at)
    report_list(office, month, show="all", cursor="")
    yield figures_of(office, month).all


def report_on(what: str, steps: Callable[[], Iterator[int]]) -> bool:
    """Runs all steps and prints what they took; whether the bars are held."""
    whole, longest, memory, done, count = Spent(), 0.0, [], 0, 0
    with counted() as statements, spending(whole):
        begun = time.perf_counter()
        for reached in steps():
            done = reached
            longest, begun = max(longest, time.perf_counter() - begun), time.perf_counter()
            memory.append(resident())
            count += 1
    grown = max(memory) - memory[min(2, count - 1)]
    held = whole.seconds <= BAR_SECONDS and longest <= BAR_STEP and grown <= BAR_MEGABYTES
    print(
        f"  {what:12} {done:>7,} in {count} steps {whole.seconds:8.2f} s, longest step {longest:6.2f} s, processor: "
        f"ours {whole.ours:.2f} s, the database's {whole.served:.2f} s; {statements[0]} statements; memory "
        f"{max(memory)} MB, grown by {grown} MB {'held' if held else 'MISSED'}",
        flush=True,
    )
    return held


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many statements are executed inside."""
    from django.db import connection

    found = [0]

    def count(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        found[0] += 1
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield found


@contextmanager
def spending(told: Spent) -> Iterator[None]:
    served, ours, begun = server_processor(), processor(), time.perf_counter()
    yield
    told.seconds = time.perf_counter() - begun
    told.ours, told.served = processor() - ours, server_processor() - served


def resident() -> int:
    """Most memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def check(month: date, lines: int) -> None:
    """Every entry of the month is in one line, and the reports sum to the entries."""
    from django.db.models import Sum

    from tickets.models import ClientReport, ReportLine, TimeEntry

    entries = TimeEntry.objects.filter(worked_on__gte=month, worked_on__lt=month + timedelta(days=31))
    entries = entries.filter(worked_on__month=month.month)
    told = ReportLine.objects.values("time_entry").distinct().count()
    worked, reported = (
        rows.aggregate(sum=Sum(name))["sum"]
        for rows, name in ((entries, "billable_minutes"), (ClientReport.objects.all(), "minutes"))
    )
    print(f"  {ClientReport.objects.count():,} reports, {told:,} lines, {reported:,} minutes")
    assert told == ReportLine.objects.count() == entries.count() == lines and worked == reported


if __name__ == "__main__":
    sys.exit(main())
