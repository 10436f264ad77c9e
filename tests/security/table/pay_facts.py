"""Facts of pay, pages and API."""

from tests.security.table.rules import Line

PAY_FACTS: tuple[Line, ...] = ()
