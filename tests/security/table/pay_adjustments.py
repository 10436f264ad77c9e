"""Adjustments and objections, pages and API."""

from tests.security.table.rules import Line

PAY_ADJUSTMENTS: tuple[Line, ...] = ()
