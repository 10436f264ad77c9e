"""Payslips, pages and API."""

from tests.security.table.rules import Line

PAYSLIPS: tuple[Line, ...] = ()
