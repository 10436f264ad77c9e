"""What if, pages and API."""

from tests.security.table.rules import Line

PAY_SCENARIOS: tuple[Line, ...] = ()
