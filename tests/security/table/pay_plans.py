"""Pay plans and who is paid by them, pages and API."""

from tests.security.table.rules import EMPLOYEES, Line, get, post

PAY_PLANS: tuple[Line, ...] = (
    get("pay-plans"),
    get("pay-plans", query="view=ended"),
    get("pay-plan", "pay plan"),
    get("pay-plan", "pay plan", query="version=1"),
    post("pay-plan-read", "plan version", EMPLOYEES, acts="M", does=True),
)
