"""Points, pages and API."""

from tests.security.table.rules import Line

POINTS: tuple[Line, ...] = ()
