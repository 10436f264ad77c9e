"""Payslips, pages and API. That of the world is approved, and its owner's."""

from tests.security.table.rules import Line, get

MONTH = {"month": "2026-08"}

PAYSLIPS: tuple[Line, ...] = (
    get("pay"),
    get("payslip", "paid person", fixed=MONTH),
)
