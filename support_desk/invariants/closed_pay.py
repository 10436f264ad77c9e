"""I5: months of pay that are closed, and facts that are frozen, stay what they were (Y5)."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

HALF_CLOSED = """
SELECT period.id, run.id, run.state FROM payroll_payperiod period
JOIN payroll_payrun run ON run.period_id = period.id
WHERE period.state = 'closed' AND run.state NOT IN ('approved', 'discarded')
"""
UNFROZEN = """
SELECT run.id, run.state FROM payroll_payperiod period JOIN payroll_payrun run ON run.period_id = period.id
WHERE period.state = 'open' AND run.kind = 'month' AND run.state <> 'discarded'
"""
LATE = """
SELECT fact.id, fact.happened_on, fact.created_at, period.frozen_at
FROM payroll_payperiod period JOIN payroll_payfact fact
  ON fact.department_id = period.department_id
 AND fact.happened_on >= period.month AND fact.happened_on < period.month + interval '1 month'
WHERE period.state <> 'open' AND fact.created_at > period.frozen_at
"""
LEFT_BEHIND = """
SELECT slip.id, run.state FROM payroll_payslip slip JOIN payroll_payrun run ON run.id = slip.run_id
WHERE run.state = 'discarded'
"""
UNGUARDED = """
SELECT wanted.tab || '.' || wanted.trig
FROM (VALUES ('payroll_payrun', 'approved_stays'), ('payroll_payperiod', 'closed_stays'),
             ('payroll_payrun', 'not_on_own_pay'), ('payroll_payslip', 'confirmed_stays'),
             ('payroll_payslipline', 'confirmed_stays'), ('payroll_lineevidence', 'confirmed_stays'),
             ('payroll_payslip', 'lines_sum_to_total'), ('payroll_payadjustment', 'paid_stays'),
             ('payroll_payfact', 'append_only')) wanted (tab, trig)
LEFT JOIN pg_trigger t ON t.tgrelid = wanted.tab::regclass AND t.tgname = wanted.trig AND t.tgenabled IN ('O', 'A')
WHERE t.oid IS NULL
"""


def check() -> Iterator[Broken]:
    yield from selected(HALF_CLOSED, kind="month of pay", detail="is closed, and its run {1} is {2}")
    yield from selected(UNFROZEN, kind="pay run", detail="is {1}, and the facts of its month are open")
    yield from selected(LATE, kind="pay fact", detail="of {1} was written {2:%Y-%m-%d}, frozen {3:%Y-%m-%d}")
    yield from selected(LEFT_BEHIND, kind="payslip", detail="belongs to a run that is {1}")
    yield from selected(UNGUARDED, kind="guard", detail="is gone")


CLOSED_PAY = Invariant("I5", "Closed pay and frozen facts stay what they were, and their guards stand.", check)
