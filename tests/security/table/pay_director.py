"""The director's pages of pay, pages and API."""

from tests.security.table.rules import Line

PAY_DIRECTOR: tuple[Line, ...] = ()
