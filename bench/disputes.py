"""`python -m bench.disputes [--disputes 20000] [--postings 100000]`: the rating, the director's page and the lists.

Everything is made in an embedded database of its own, kept under `var/` only while it runs: 150 people of six
departments, two years of disputes and, beside what these posted, corrections up to so many postings.
"""

import argparse
import atexit
import shutil
from typing import Any

from bench.__main__ import ROOT, prepare_environment

PEOPLE, ROUNDS = 150, 12
# Statements with the shell's, and milliseconds that PostgreSQL itself says it spent on them.
MOST_STATEMENTS, DATABASE_MS = 8, 10.0
# Whoever is no director is asked whether they stand in for one.
ASKS_MORE = {"/points/": 1}
PAGES = (
    ("manager", "/rating/"),
    ("manager", "/rating/?month=last"),
    ("director", "/rating/"),
    ("director", "/director/disputes/?months=3"),
    ("director", "/director/disputes/"),
    ("director", "/director/disputes/?months=12"),
    ("director", "/disputes/?view=all"),
    ("director", "/disputes/?view=all&sort=opened"),
    ("director", "/disputes/?view=decided"),
    ("director", "/disputes/?view=decided&department=1"),
    ("director", "/disputes/?view=all&state=open"),
    ("director", "/disputes/?view=all&state=both_right"),
    ("director", "/disputes/?view=all&regulation=1"),
    ("director", "/disputes/?view=all&initiator=5"),
    ("director", "/disputes/?view=all&ticket=1"),
    ("director", "/disputes/?view=all&decided_from=last-01&decided_to=last-01&state=accepted"),
    ("manager", "/disputes/?view=all"),
    ("manager", "/disputes/?view=decided"),
    ("manager", "/points/"),
)
CORRECTIONS = """
INSERT INTO disputes_posting (employee_id, department_id, month, points, cause, is_cross, posted_at, posted_by_id,
                              reason, changed_xid)
SELECT employee_id, department_id, month, 1 - 2 * (times %% 2), 'correction', false, posted_at, employee_id,
       'Counted by hand.', changed_xid
FROM disputes_posting CROSS JOIN generate_series(1, %(times)s) times LIMIT %(number)s
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.disputes", description=__doc__)
    parser.add_argument("--disputes", type=int, default=20_000)
    parser.add_argument("--postings", type=int, default=100_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-disputes").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.disputes, options.postings)


def run(disputes: int, postings: int) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    fill(disputes, postings)
    held = check() & measure_pages()
    return 0 if held else 1


def fill(disputes: int, postings: int) -> None:
    """Volume with few tickets and many disputes, and somebody who is the director."""
    from django.db import connection

    from disputes.models import Posting
    from support_desk.shared import clock
    from support_desk.volume import Size, fill

    for _phase in fill(Size(tickets=300, messages=600, employees=PEOPLE, disputes=disputes), at=clock.now()):
        pass
    missing = postings - Posting.objects.count()
    with connection.cursor() as cursor:
        if missing > 0:
            times = 1 + missing // Posting.objects.count()
            cursor.execute(CORRECTIONS, {"times": times, "number": missing})
        cursor.execute("VACUUM ANALYZE")
    print(f"{disputes} disputes, {Posting.objects.count()} postings, {PEOPLE} people")


def check() -> bool:
    """The rows are sound, so that what is measured is what would be."""
    from support_desk.invariants import ALL

    broken = [f"{row.object}: {row.detail}" for one in ALL if one.code in ("I1", "I7") for row in one.check()]
    print(*broken[:5], sep="\n", end="\n" if broken else "")
    return not broken


def measure_pages() -> bool:
    from bench.load import measured

    browsers = {role: browser_of(role) for role in ("manager", "director")}
    held = []
    for role, page in PAGES:
        address = page.replace("last", last_month())
        spent, own, kilobytes, statements = measured(browsers[role], address)
        database = database_ms(browsers[role], address)
        print(
            f"  {role:9} {address:72} {statements:2} statements, database {database:5.2f} ms, page {spent:5.0f} ms"
            f" (processor {own:4.0f}) {kilobytes:4.0f} KB"
        )
        held += [statements <= MOST_STATEMENTS + ASKS_MORE.get(page, 0), database <= DATABASE_MS]
    print(f"  held: {all(held)}")
    return all(held)


def browser_of(role: str) -> Any:
    """Somebody of volume; one of its managers is made the director as well."""
    from django.test import Client

    from workload.models import Employee, RoleAssignment

    person = Employee.objects.get(name="Employee 3" if role == "manager" else "Employee 4")
    if role == "director":
        RoleAssignment.objects.create(employee=person, role=role, starts_on="2020-01-01")
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(person.user)
    return browser


def database_ms(browser: Any, address: str) -> float:
    """The least of several visits."""
    from bench.counting import server_time

    least = float("inf")
    for _round in range(ROUNDS):
        with server_time() as spent:
            browser.get(address)
        least = min(least, spent.milliseconds)
    return least


def last_month() -> str:
    from support_desk.shared import clock
    from workload.domain.months import month_after

    return f"{month_after(clock.now().date(), -1):%Y-%m}"


if __name__ == "__main__":
    raise SystemExit(main())
