"""Reviews, pages and API."""

from tests.security.table.rules import Line

REVIEWS: tuple[Line, ...] = ()
