"""`python -m bench.pay [--people 1000] [--facts 500] [--messages 1000000]`: a month of pay, from its checks to its end.

A desk with so many messages, and beside it one department whose people have so many facts each: time entries that
count, offers, invoices due and collected; its head is measured by all of them. Everything is made in an embedded
database of its own, kept under `var/` only while it runs. Prints how long checks and freezing, the drafting job with
its longest step, confirming, approving and recomputing every payslip take, with statements and memory. The bars: sixty
seconds from freezing to the draft, thirty a step, as many statements a step however many people, and flat memory.
"""

import argparse
import atexit
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from bench.__main__ import ROOT, prepare_environment
from bench.timesheets import employ

BAR_SECONDS, BAR_STEP, BAR_GROWTH_MB = 60, 30, 150
MONTH, AT = date(2026, 10, 1), datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
# Of five hundred facts three hundred are time entries, a hundred offers, fifty invoices due and fifty collected.
FACTS = """
INSERT INTO tickets_timeentry (employee_id, department_id, ticket_id, operation_id, is_billable, free_minutes,
  worked_on,  actual_minutes, norm_minutes, billable_minutes, quantity,
  client_text, is_rework, created_at, changed_xid)
SELECT person.employee_id, %(department)s, %(ticket)s, %(operation)s, false, 0, '2026-10-01'::date + number %% 30,
  25, 30, 0, 1, '', false, %(at)s, 0
FROM workload_employment person, generate_series(1, %(entries)s) number WHERE person.department_id = %(department)s;
INSERT INTO payroll_payfact (employee_id, department_id, kind, happened_on, amount, title, source, reference, url,
  reason, created_at, changed_xid)
SELECT person.employee_id, %(department)s, fact.kind, '2026-10-01'::date + fact.number %% 30, fact.amount, 'Made',
  '', '', '', '', '2026-11-01', 0
FROM workload_employment person, (
  SELECT 'offer' AS kind, number, 0.1 AS amount FROM generate_series(1, %(offers)s) number
  UNION ALL SELECT 'due', number, 10000 FROM generate_series(1, %(invoices)s) number
  UNION ALL SELECT 'collected', number, 9000 FROM generate_series(1, %(invoices)s) number
) fact WHERE person.department_id = %(department)s;
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.pay", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--facts", type=int, default=500)
    parser.add_argument("--messages", type=int, default=1_000_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-pay").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.people, options.facts, options.messages)


def run(people: int, facts: int, messages: int) -> int:
    import django

    django.setup()
    from payroll.actions.runs.deciding import confirm_run
    from payroll.actions.runs.freezing import freeze_period
    from payroll.models import PayRun
    from support_desk.invariants.pay import PAYSLIPS

    director, head, department = prepare(people, facts, messages)
    steps: list[float] = []
    freeze = {"department": department, "month": MONTH, "by": head, "at": AT}
    period = timed("checked and frozen", steps, lambda: freeze_period(**freeze))
    is_flat = draft(period, head, steps)
    run = PayRun.objects.get(period=period, tier="staff")
    assert run.state == "drafted" and not run.errors, run.errors[:3]
    print(f"  {run.people_count:,} payslips, {run.total:,} ₽ in all")
    asked = {"run": run, "digest": run.digest, "at": AT}
    timed("confirmed", [], lambda: confirm_run(by=head, **asked))
    approve(run, director)
    timed("recomputed from what is stored", [], lambda: [print(f"  {wrong}") for wrong in PAYSLIPS.check()])
    is_met = sum(steps) <= BAR_SECONDS and max(steps) <= BAR_STEP and is_flat
    print(f"frozen and drafted in {sum(steps):.1f} s, longest step {max(steps):.1f} s: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


def draft(period: Any, head: Any, steps: list[float]) -> bool:
    """The job, step by step; whether statements and memory of a full step stay what they were."""
    from payroll.actions.runs.drafting import start_draft
    from support_desk.shared.actions.jobs import run_step

    job = start_draft(period=period, by=head, at=AT)
    told: list[tuple[int, float]] = []
    is_more = True
    while is_more:
        with counted() as statements:
            is_more = timed("", steps, lambda: run_step(job_id=job.pk, at=AT))
        told.append((len(statements), memory()))
    job.refresh_from_db()
    assert job.state == "done", job.error
    own = told[:-1]
    full = {count for count, _memory in own[1:-1]}
    growth = own[-1][1] - own[0][1]
    print(f"drafted in {len(told)} steps: statements a full step {sorted(full)}, the last one {told[-1][0]}")
    print(f"  memory {own[0][1]:.0f} MB after the first step, {growth:.0f} MB more after the last")
    return len(full) <= 1 and growth <= BAR_GROWTH_MB


def approve(run: Any, director: Any) -> None:
    from payroll.actions.runs.approving import approve_run

    run.refresh_from_db()
    timed("approved", [], lambda: approve_run(run=run, digest=run.digest, by=director, at=AT))


def prepare(people: int, facts: int, messages: int) -> tuple[Any, Any, Any]:
    """(a director and the head as viewers, a department of so many whose October is ready to be paid)."""
    from django.core.management import call_command
    from django.db import connection

    from support_desk.volume import Size, fill
    from tests.factories import a_department, an_employee, viewer, with_calendar
    from tests.factories.timesheets import an_approved_calendar, closed

    call_command("migrate", interactive=False, verbosity=0)
    if messages:
        for phase in fill(Size(max(1, messages // 5), messages, 150), at=AT):
            print(f"  made {phase.name}: {phase.seconds:.1f} s", flush=True)
    director = an_employee("director")
    department = with_calendar(a_department("Large"), an_approved_calendar(director))
    employ(department, people, 0)
    head = an_employee("head", department=department, manager=director)
    plans(department, head)
    closed(department)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(FACTS, shares(department, facts))
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return viewer(director, AT), viewer(head, AT), department


def shares(department: Any, facts: int) -> dict[str, Any]:
    """How many of each kind, and what the time entries point to."""
    from tests.factories import a_ticket, an_operation
    from tickets.models import Ticket

    ticket = Ticket.objects.order_by("pk").first() or a_ticket()
    entries, offers, invoices = facts * 3 // 5, facts // 5, facts // 10
    told = {"entries": entries, "offers": offers, "invoices": invoices, "at": AT, "department": department.pk}
    return {**told, "ticket": ticket.pk, "operation": an_operation(kind="execution").pk}


def plans(department: Any, head: Any) -> None:
    """The standard plan of a manager for everybody, that of a head for the head; all of them have read it."""
    from payroll.models import PlanAcknowledgement, PlanAssignment
    from tests.factories.pay import SINCE, a_pay_plan, assigned
    from workload.models import Employment

    version = a_pay_plan()
    staff = list(
        Employment.objects.filter(department=department).exclude(employee=head).values_list("employee", flat=True)
    )
    PlanAssignment.objects.bulk_create(
        PlanAssignment(employee_id=one, plan=version.plan, starts_on=SINCE) for one in staff
    )
    PlanAcknowledgement.objects.bulk_create(
        PlanAcknowledgement(employee_id=one, version=version, at=AT.replace(month=1)) for one in staff
    )
    assigned(head, a_pay_plan(position="head", measures="department"))


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements inside."""
    from django.db import connection

    asked: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield asked


def memory() -> float:
    """The most this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(name: str, times: list[float], deed: Callable[[], Any]) -> Any:
    """Does it and, under a name, says how long it took."""
    begun = time.perf_counter()
    found = deed()
    times.append(time.perf_counter() - begun)
    if name:
        print(f"{name}: {times[-1]:.2f} s", flush=True)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
