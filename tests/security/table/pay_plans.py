"""Pay plans and who is paid by them, pages and API."""

from tests.security.table.rules import Line

PAY_PLANS: tuple[Line, ...] = ()
