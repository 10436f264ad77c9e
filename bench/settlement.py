"""`python -m bench.settlement [--people 1000] [--postings 100000]`: a month of points settled and applied to pay.

One department; everybody has as many postings, of the month itself or come late, a tenth of them taken back. Everything
is made in an embedded database of its own, kept under `var/` only while it runs. Prints how long the settlement takes,
asking again when nothing is due, applying it, and the month's report; the bar is five seconds for the settlement.
"""

import argparse
import atexit
import shutil
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from bench.__main__ import ROOT, prepare_environment
from bench.timesheets import employ

BAR_SECONDS = 5
MONTH, AT = date(2026, 10, 1), datetime(2026, 11, 9, 9, 0, tzinfo=UTC)
# Corrections, which need no dispute; the settlement reads the same columns of either.
POSTINGS = """
INSERT INTO disputes_posting (employee_id, department_id, month, points, cause, is_cross, posted_at, posted_by_id,
  reason, changed_xid)
SELECT person.id, %(department)s, CASE WHEN number %% 20 = 0 THEN '2026-09-01'::date ELSE '2026-10-01'::date END,
  CASE WHEN (person.id + number) %% 2 = 0 THEN 1 ELSE -1 END, 'correction', number %% 10 = 0, %(at)s, %(director)s,
  'Made for the benchmark.', 0
FROM workload_employee person, generate_series(1, %(each)s) number
WHERE person.id <> %(director)s;
INSERT INTO disputes_posting (employee_id, department_id, month, points, cause, is_cross, posted_at, posted_by_id,
  reason, mirrors_id, changed_xid)
SELECT employee_id, department_id, month, -points, cause, is_cross, posted_at, posted_by_id, reason, id, 0
FROM disputes_posting WHERE id %% 11 = 0;
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.settlement", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--postings", type=int, default=100_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-settlement").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.people, options.postings)


def run(people: int, postings: int) -> int:
    import django

    django.setup()
    from disputes.actions.settlements.applying import apply_settlement
    from disputes.actions.settlements.settling import settle_due
    from disputes.domain.minus_limits import Person
    from disputes.models import Posting, Settlement
    from disputes.queries.point_reports import point_report
    from support_desk.shared.viewer import Viewer

    director, department = prepare(people, postings)
    print(f"{people:,} people, {Posting.objects.count():,} postings")
    taken = timed("settled", lambda: settle_due(at=AT))
    timed("asked again, nothing due", lambda: settle_due(at=AT))
    month = Settlement.objects.get(department=department, month=MONTH)
    pay = [Person(one, 500_000, 5_000_000) for one in month.lines.values_list("employee_id", flat=True)]
    timed("applied", lambda: apply_settlement(settlement=month, people=pay, by=Viewer.system(AT), at=AT))
    timed("its report", lambda: point_report(director, department, MONTH))
    is_met = taken <= BAR_SECONDS
    print(f"bar: settled in {BAR_SECONDS} s: {'met' if is_met else 'MISSED'}")
    return 0 if is_met else 1


def prepare(people: int, postings: int) -> tuple[Any, Any]:
    """(a director as viewer, a department of so many)."""
    from django.core.management import call_command
    from django.db import connection

    from tests.factories import a_department, a_point_policy, an_employee, viewer

    call_command("migrate", interactive=False, verbosity=0)
    director, department = an_employee("director"), a_department("Large")
    employ(department, people, 0)
    a_point_policy(department)
    facts = {"department": department.pk, "director": director.pk, "at": AT, "each": max(1, postings // people)}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(POSTINGS, facts)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return viewer(director, AT), department


def timed(name: str, deed: Callable[[], Any]) -> float:
    """Does it, says how long it took, and returns the seconds."""
    begun, worked = time.perf_counter(), time.process_time()
    deed()
    seconds = time.perf_counter() - begun
    print(f"{name}: {seconds:.2f} s, of which this process worked {time.process_time() - worked:.2f} s", flush=True)
    return seconds


if __name__ == "__main__":
    raise SystemExit(main())
