"""Months and runs of pay, pages and API."""

from tests.security.table.rules import Line

PAY_RUNS: tuple[Line, ...] = ()
