"""Disputes, pages and API."""

from tests.security.table.rules import Line

DISPUTES: tuple[Line, ...] = ()
