"""`python -m bench.sweep [--clocks 100000]`: one sweep of so many running clocks, by how much of it is due.

Two clocks a ticket, due in about the order in which the tickets came; each breaks and tells who answers for it, which
is two steps. Everything is made in an embedded database of its own, kept under `var/` only while it runs.
"""

import argparse
import atexit
import os
import resource
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bench.__main__ import ROOT, prepare_environment

FEW = 1_000
# Nothing due, a thousand due, all due: the bars of quality.md at a million clocks, in seconds.
BARS = {"nothing due": 0.020, "1,000 due": 0.100, "all due": 90.0}
CLOCKS = """
INSERT INTO tickets_clock (ticket_id, kind, state, policy_id, policy_number, calendar_id, calendar_number,
  target_minutes, started_at, due_at, plan, plan_steps, steps_done, next_at, end_reason)
SELECT t.id, kind.name, 'running', p.id, 1, p.calendar_id, 1, 60, %(at)s, at.due, ARRAY[at.due, at.due,
  at.due + interval '60 days'], ARRAY['breach', 'manager', 'operator'], 0, at.due, ''
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM tickets_ticket) t
JOIN tickets_slapolicy p ON p.code = 'volume'
CROSS JOIN (VALUES (0, 'next_response'), (1, 'resolution')) AS kind (k, name)
CROSS JOIN LATERAL (
  SELECT %(at)s::timestamptz + interval '1 second' * (t.n * 2 + kind.k + (t.n * 7919 + kind.k * 977) %% 5000) AS due
) at
"""
LIVE = """
UPDATE tickets_ticket t SET status = 'open', closed_at = NULL, closes_at = NULL, next_due_at = least(
  (SELECT min(due_at) FROM tickets_clock WHERE ticket_id = t.id)), next_due_kind = 'next_response', is_breached = false
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was due, how long it took at the median, and processor time: our own, and of the database's process."""

    what: str
    clocks: int
    seconds: float
    processor: float
    served: float
    runs: int

    def line(self) -> str:
        bar = BARS[self.what]
        held = "held" if self.seconds <= bar else "MISSED"
        spent = f"{self.seconds * 1000:10.1f} ms" if bar < 1 else f"{self.seconds:10.1f} s "
        return (
            f"  {self.what:12} {self.clocks:>9,} clocks {spent} (processor time: ours {self.processor:.3f} s, "
            f"the database's {self.served:.2f} s; median of {self.runs}) bar {bar:g} s {held}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.sweep", description=__doc__)
    parser.add_argument("--clocks", type=int, default=100_000)
    options = parser.parse_args()
    data = (ROOT / "var" / f"bench-sweep-{options.clocks}").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.clocks)


def run(clocks: int) -> int:
    import django

    django.setup()
    start = prepare(clocks)
    figures = [
        measured("nothing due", [start] * 21),
        measured("1,000 due", [None] * 7),
        measured("all due", [start + timedelta(days=29)], hands=2),
    ]
    print(f"one sweep of {clocks:,} running clocks of {clocks // 2:,} tickets")
    print("\n".join(figure.line() for figure in figures))
    check(clocks)
    return 0 if all(figure.seconds <= BARS[figure.what] for figure in figures) else 1


def prepare(clocks: int) -> datetime:
    """Live tickets with two running clocks each, due one a second from the instant that is returned."""
    from django.core.management import call_command
    from django.db import connection

    from support_desk.shared import clock
    from support_desk.volume import Size, fill

    call_command("migrate", interactive=False, verbosity=0)
    at, tickets = clock.now(), clocks // 2
    for phase in fill(Size(tickets=tickets, messages=tickets, employees=150), at=at):
        print(f"  {phase.name}: {phase.seconds:.1f} s", file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("TRUNCATE tickets_clockpause, tickets_clockstep, tickets_clock")
        cursor.execute(CLOCKS, {"at": at, "clocks": clocks})
        cursor.execute(LIVE)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    return at


def measured(what: str, instants: Sequence[datetime | None], *, hands: int = 1) -> Measured:
    """A sweep at each of the instants by so many at once, as the jobs do it; None: when the next thousand is due."""
    from tickets.actions.sla.sweep import sweep
    from tickets.models import Clock

    seconds, used, served, count = [], [], [], 0
    ahead = Clock.objects.filter(next_at__isnull=False).order_by("next_at").values_list("next_at", flat=True)
    for instant in instants:
        at = instant or ahead[FEW - 1]
        before, begun, spent = server_processor(), time.perf_counter(), processor()
        count = together(lambda at=at: sweep(at=at, limit=10_000_000), hands)
        seconds.append(time.perf_counter() - begun)
        used.append(processor() - spent)
        served.append(server_processor() - before)
    return Measured(what, count, *map(statistics.median, (seconds, used, served)), len(instants))


def together(work: Callable[[], int], hands: int) -> int:
    """What all hands did, each on a connection of its own; a single pair works on ours."""
    if hands == 1:
        return work()

    def alone(_number: int) -> int:
        from django.db import connections

        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        return sum(pool.map(alone, range(hands)))


def processor() -> float:
    """Seconds of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def server_processor() -> float:
    """Seconds of the database's process that serves us, which is on this machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        told = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def check(clocks: int) -> None:
    """Each step is there once, with its line in the trail, and people were told."""
    from support_desk.invariants.clocks import check_steps
    from support_desk.shared.models import AuditEntry, Notice
    from tickets.models import ClockStep

    steps, trail = ClockStep.objects.count(), AuditEntry.objects.filter(action="clock.breach").count()
    notices, broken = Notice.objects.count(), list(check_steps())
    print(f"  {steps:,} steps, {trail:,} lines in the trail, {notices:,} notices, {len(broken)} broken invariants")
    assert steps == 2 * clocks == 2 * trail and notices and not broken


if __name__ == "__main__":
    sys.exit(main())
