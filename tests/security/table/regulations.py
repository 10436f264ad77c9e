"""Regulations, pages and API."""

from tests.security.table.rules import Line

REGULATIONS: tuple[Line, ...] = ()
