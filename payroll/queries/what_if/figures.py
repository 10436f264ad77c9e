"""`/director/what-if/`: closed months as they would have been paid under changed plans, beside what was paid (Y7).

Nothing is written, and nothing is read but what the payslips were computed from.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from payroll.domain.gains import Gain, summed, whole
from payroll.domain.pay_case import PayCase
from payroll.domain.pay_record import computed
from payroll.domain.payslip import Payslip
from payroll.domain.what_if import Change, changed_case
from payroll.queries.closed_pay import ClosedPay, ClosedPayslip

type Changes = Mapping[int, Change]


@dataclass(frozen=True, slots=True)
class Recomputed:
    """A payslip beside what it would have been; `case`, `answer`: None where no plan of it is changed."""

    row: ClosedPayslip
    case: PayCase | None
    answer: Payslip | None

    @property
    def gain(self) -> Gain:
        """In total."""
        total = self.row.paid.total
        return Gain(total, total if self.answer is None else self.answer.total)


@dataclass(frozen=True, slots=True)
class PersonGain:
    """One person over all months; `department`: of the last of them."""

    employee_id: int
    name: str
    department: str
    plan_id: int | None
    gain: Gain


@dataclass(frozen=True)
class WhatIf:
    """The answer: `rows` by name and month."""

    pay: ClosedPay
    rows: Sequence[Recomputed]

    @cached_property
    def people(self) -> list[PersonGain]:
        """Who would gain most first, who would lose most last."""
        last = {one.row.paid.employee_id: one.row for one in self.rows}
        gains = summed((one.row.paid.employee_id, one.gain.paid, one.gain.what_if) for one in self.rows)
        people = [
            PersonGain(pk, last[pk].name, last[pk].department, last[pk].paid.plans[-1], gain)
            for pk, gain in gains.items()
        ]
        return sorted(people, key=lambda person: (-person.gain.difference, person.name))

    @cached_property
    def months(self) -> dict[date, Gain]:
        """From the earliest to the latest."""
        gains = summed((one.row.paid.month, one.gain.paid, one.gain.what_if) for one in self.rows)
        return {month: gains.get(month, Gain()) for month in self.pay.months}

    @cached_property
    def codes(self) -> dict[str, Gain]:
        """Line by line of payslips, those that more people have first."""
        amounts = [one for row in self.rows for one in line_gains(self.pay, row)]
        often = Counter(code for code, _paid, _new in amounts)
        gains = summed(amounts)
        return {code: gains[code] for code in sorted(gains, key=lambda code: -often[code])}

    @cached_property
    def whole(self) -> Gain:
        """All together."""
        return whole(one.gain for one in self.rows)


def what_if(pay: ClosedPay, changes: Changes) -> WhatIf:
    """BadInput, with its sentence, where the changed terms contradict each other."""
    return WhatIf(pay, [_recomputed(pay, one, changes) for one in pay.payslips])


def line_gains(pay: ClosedPay, row: Recomputed) -> Iterator[tuple[str, int, int]]:
    """(code, paid, what if) of one payslip, codes in the order of its lines."""
    paid = pay.lines[row.row.id]
    if row.answer is None:
        yield from ((code, amount, amount) for code, amount in paid.items())
        return
    new = Counter[str]()
    for line in row.answer.lines:
        new[line.code] += line.amount
    for code in dict.fromkeys([*new, *paid]):
        yield code, paid.get(code, 0), new[code]


def _recomputed(pay: ClosedPay, row: ClosedPayslip, changes: Changes) -> Recomputed:
    if not row.paid.is_touched(changes):
        return Recomputed(row, None, None)
    case = changed_case(row.paid, changes, pay.terms)
    return Recomputed(row, case, computed(case))
