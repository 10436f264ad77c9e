"""Complaints, pages and API."""

from tests.security.table.rules import Line

COMPLAINTS: tuple[Line, ...] = ()
