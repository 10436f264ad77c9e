"""`python -m bench.director [--people 1000]`: the director's pages, a month of pay and a payslip after a year.

One department of so many people and four of a tenth each, twelve closed months of payslips, lines and evidence.
Everything is made in an embedded database of its own, kept under `var/` only while it runs. Prints for each page its
statements, the milliseconds that PostgreSQL says it spent (the median of several visits), those of the page and its
size; for the files how long they take and how much memory they add.
"""

import argparse
import atexit
import resource
import shutil
import time
from datetime import date
from statistics import median
from typing import Any

from bench.__main__ import ROOT, prepare_environment
from bench.timesheets import employ

SMALLER, MONTHS, ROUNDS = 4, 12, 9
DATABASE_MS, KILOBYTES, GROWTH_MB = 10.0, 80, 60
FILES = ("/director/payroll/csv/?months=12", "/director/payroll/xlsx/?months=12")
PAYSLIPS = """
INSERT INTO payroll_payslip (run_id, employee_id, department_id, month, {fields})
SELECT run.id, person.employee_id, person.department_id, period.month, model.*
FROM payroll_payrun run JOIN payroll_payperiod period ON period.id = run.period_id AND run.id <> %(run)s
JOIN workload_employment person ON person.department_id = period.department_id
CROSS JOIN (SELECT {fields} FROM payroll_payslip WHERE id = %(slip)s) model
"""
LINES = """
INSERT INTO payroll_payslipline (payslip_id, department_id, {fields})
SELECT slip.id, slip.department_id, model.* FROM payroll_payslip slip
CROSS JOIN (SELECT {fields} FROM payroll_payslipline WHERE payslip_id = %(slip)s) model WHERE slip.id <> %(slip)s
"""
EVIDENCE = """
INSERT INTO payroll_lineevidence (line_id, source, ids, figures)
SELECT id, 'complaints', ARRAY[id % 500], '[]' FROM payroll_payslipline WHERE code = 'quality'
"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.director", description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    options = parser.parse_args()
    data = (ROOT / "var" / "bench-director").absolute()
    shutil.rmtree(data, ignore_errors=True)
    prepare_environment(data)
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    return run(options.people)


def run(people: int) -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    settings.SECOND_FACTOR_ROLES = ()
    call_command("migrate", interactive=False, verbosity=0)
    director, department = prepare(people)
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(director.user)
    held = [measure(browser, page) for page in pages(department)]
    held += [measure_file(browser, file) for file in FILES]
    print(f"bars: database {DATABASE_MS:g} ms, {KILOBYTES} KB, {GROWTH_MB} MB more for a file; held: {all(held)}")
    return 0 if all(held) else 1


def prepare(people: int) -> tuple[Any, Any]:
    """(the director, the largest department)."""
    from django.db import connection

    from payroll.models import PayRun, Payslip, PayslipLine
    from support_desk.shared import clock
    from tests.factories import a_department, an_employee
    from tests.factories.pay import a_pay_plan
    from tests.payroll.what_if.closed import a_closed_month
    from workload.domain.months import month_after

    last = month_after(clock.now().date(), -1)
    director, place = an_employee("director"), a_department("Model")
    deciders = an_employee("head"), an_employee("head")
    approved = a_closed_month(place, last, a_pay_plan(), {an_employee("manager", department=place): {}}, deciders)
    sizes = [people, *[max(1, people // 10)] * SMALLER]
    departments = [a_department(f"Place {number}") for number in range(len(sizes))]
    for number, department in enumerate(departments):
        employ(department, sizes[number], sum(sizes[:number]))
    given = {"run": approved.pk, "slip": approved.payslips.get().pk}
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for department, size in zip(departments, sizes, strict=True):
            for back in range(MONTHS):
                copy_of(approved, department, month_after(last, -back), size)
        cursor.execute(PAYSLIPS.format(fields=fields_of(Payslip, "run", "employee", "department", "month")), given)
        cursor.execute(LINES.format(fields=fields_of(PayslipLine, "payslip", "department")), given)
        cursor.execute(EVIDENCE)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    print(f"{Payslip.objects.count():,} payslips, {PayslipLine.objects.count():,} lines, {PayRun.objects.count()} runs")
    return director, departments[0]


def copy_of(approved: Any, department: Any, month: date, people: int) -> None:
    """A closed month of another department, its run approved; its payslips come later."""
    from payroll.models import PayPeriod, PayRun

    period = PayPeriod.objects.get(pk=approved.period_id)
    period.pk, period.department, period.month = None, department, month
    period.save(force_insert=True)
    run = PayRun.objects.get(pk=approved.pk)
    run.pk, run.period, run.people_count, run.total = None, period, people, people * approved.total
    run.save(force_insert=True)


def fields_of(model: Any, *others: str) -> str:
    """Columns of a table, without its key and these."""
    names = [field.column for field in model._meta.concrete_fields if field.name not in ("id", *others)]
    return ", ".join(names)


def pages(department: Any) -> list[str]:
    from payroll.models import Payslip

    slip = Payslip.objects.filter(department=department).latest("month", "pk")
    month, payroll = f"{slip.month:%Y-%m}", "/director/payroll/"
    last_page = -(-Payslip.objects.values("employee").distinct().count() // 50)
    return [
        "/director/", *(f"{payroll}?months={number}" for number in (3, 6, 12)),
        f"{payroll}?months=12&department={department.pk}", f"{payroll}?months=12&page={last_page}",
        "/pay/months/", f"/pay/months/{department.pk}/{month}/", f"/pay/{slip.employee_id}/{month}/",
    ]  # fmt: skip


def measure(browser: Any, address: str) -> bool:
    from bench.counting import server_time
    from bench.load import measured

    begun = time.perf_counter()
    browser.get(address)
    first = 1000 * (time.perf_counter() - begun)
    spent, own, kilobytes, statements = measured(browser, address)
    database = []
    for _round in range(ROUNDS):
        with server_time() as told:
            browser.get(address)
        database.append(told.milliseconds)
    server = median(database)
    is_held = server <= DATABASE_MS and kilobytes <= KILOBYTES
    print(
        f"  {address:48} {statements:2} statements, database {server:6.2f} ms, page {spent:5.0f} ms (processor"
        f" {own:4.0f}; the first time {first:5.0f}) {kilobytes:4.0f} KB{'' if is_held else '  MISSED'}",
        flush=True,
    )
    return is_held


def measure_file(browser: Any, address: str) -> bool:
    """Read as a browser reads it, piece by piece."""
    before, begun, size = memory(), time.perf_counter(), 0
    answer = browser.get(address)
    for piece in answer:
        size += len(piece)
    growth = memory() - before
    seconds = time.perf_counter() - begun
    print(f"  {address:48} {seconds:.1f} s, {size / 1024:,.0f} KB, {growth:.0f} MB more memory", flush=True)
    return growth <= GROWTH_MB


def memory() -> float:
    """The most this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    raise SystemExit(main())
