"""What a payslip was computed from and came to, written one way, so that the same pay has the same bytes (Y5, I4)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from payroll.domain.pay_answer import written
from payroll.domain.pay_case import PayCase, case_from
from payroll.domain.payslip import Payslip, payslip


def computed(case: PayCase) -> Payslip:
    """The payslip of a case."""
    return payslip(case.sections, case.settlement, case.additions)


def answer_of(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What `manage.py calculate pay` answers."""
    return written(computed(case_from(inputs)))


def canonical(value: object) -> str:
    """JSON with sorted keys and without blanks."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(inputs: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """SHA-256 of both."""
    return hashlib.sha256(canonical([inputs, answer]).encode()).hexdigest()
