"""Pay plans and who is paid by them, pages and API. Facts of the world's month are frozen."""

from tests.security.table.rules import EMPLOYEES, Line, both, get, post

NOWHERE = {"employee": 99_999_999, "plan": "elsewhere", "starts_on": "2026-11-01"}
DRAFT = {"starts_on": "2026-12-02", "base": "1.00", "variable": "0.00", "components": []}  # no first of a month
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
    get("api-pay-plan-list"),
    get("api-pay-plan-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-plan-detail", "pay plan"),
    post("api-pay-plan-list", acts="", data={**DRAFT, "name": "Clerks", "position": "other"}),
    post("api-pay-plan-draft", "pay plan", acts="", data=DRAFT),
    post("api-pay-plan-publish", "pay plan", acts=""),  # there is no draft
    post("api-pay-plan-acknowledge", "pay plan", acts="M", does=True),
    get("api-pay-assignment-list"),
    get("api-pay-assignment-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-assignment-detail", "plan assignment"),
    post("api-pay-assignment-list", acts="", data={**NOWHERE, "plan": None}),
    post("api-pay-assignment-end", "plan assignment", acts="HD", data={"ends_on": "2099-01-01"}, does=True),
)
