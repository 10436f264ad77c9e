"""`calculate pay`: one person's payslip from plan and facts (Y1, Y3)."""

from collections.abc import Mapping
from typing import Any

from payroll.domain.pay_answer import written
from payroll.domain.pay_case import case_from
from payroll.domain.payslip import payslip


def pay(case: Mapping[str, Any]) -> dict[str, Any]:
    """{"sections", "settlement"?, "additions"?} → {"lines", "total", "warnings"}."""
    read = case_from(case)
    return written(payslip(read.sections, read.settlement, read.additions))
