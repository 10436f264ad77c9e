"""A payslip as JSON."""

from typing import Any

from payroll.domain.figures import money
from payroll.domain.lines import Line
from payroll.domain.payslip import Payslip


def written(payslip: Payslip) -> dict[str, Any]:
    """{"lines": [{"code", "amount", "formula", "inputs"}, …], "total", "warnings"}; rubles as texts."""
    return {
        "lines": [_written_line(line) for line in payslip.lines],
        "total": money(payslip.total),
        "warnings": [remark.sentence for remark in payslip.remarks],
    }


def _written_line(line: Line) -> dict[str, Any]:
    return {"code": line.code, "amount": money(line.amount), "formula": line.formula, "inputs": dict(line.inputs)}
