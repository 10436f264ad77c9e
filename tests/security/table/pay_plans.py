"""Pay plans and who is paid by them, pages and API. Facts of the world's month are frozen."""

from tests.security.table.rules import EMPLOYEES, Line, both, get, post

NOWHERE = {"employee": 99_999_999, "plan": "elsewhere", "starts_on": "2026-11-01"}
NO_ROWS = {"m-TOTAL_FORMS": "0", "m-INITIAL_FORMS": "0"}

PAY_PLANS: tuple[Line, ...] = (
    get("pay-plans"),
    get("pay-plans", query="view=ended"),
    *both("pay-plan-new", "", "D", acts="", data=NO_ROWS),  # without a name
    post("pay-plan-preview", "", "D", acts="", data=NO_ROWS),
    get("pay-plan-people", "", "HD"),
    *both("pay-plan-assign", "", "HD", acts="", data=NOWHERE),
    post("pay-plan-assignment-end", "plan assignment", EMPLOYEES, acts="HD", data={"ends_on": "2099-01-01"}, does=True),
    get("pay-plan", "pay plan"),
    get("pay-plan", "pay plan", query="version=1"),
    post("pay-plan-read", "plan version", EMPLOYEES, acts="M", does=True),
    *both("pay-plan-edit", "pay plan", "D", acts="", data=NO_ROWS),
    post("pay-plan-publish", "pay plan", EMPLOYEES, acts=""),  # there is no draft
    post("pay-plan-keep", "pay plan", EMPLOYEES, acts="D", data={"name": "Another", "position": "other"}, does=True),
    post("pay-plan-end", "pay plan", EMPLOYEES, acts=""),  # somebody is paid by it
)
