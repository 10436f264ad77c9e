"""Facts of pay, pages and API: one's own, a department's for its head, all for the director and the accountant."""

from tests.security.table.rules import EMPLOYEES, Line, both, get, post

WRONG = {"reason": "It was another client."}
FACT = {"kind": "offer", "happened_on": "2026-11-02", "amount": "1", "title": "Audit"}

PAY_FACTS: tuple[Line, ...] = (
    get("pay-facts", query="month=2026-10"),
    *both("pay-fact-new", "", "HD", acts="", data=FACT),  # whose is missing
    get("pay-fact", "pay fact"),
    post("pay-fact-take-back", "pay fact", acts="HD", data=WRONG, does=True),
    get("api-pay-fact-list"),
    get("api-pay-fact-list", query="changed_since=2020-01-01T00:00:00Z"),
    post("api-pay-fact-list", "", EMPLOYEES, acts="", data={**FACT, "employee": 99_999_999}),
    get("api-pay-fact-detail", "pay fact"),
    post("api-pay-fact-take-back", "pay fact", acts="HD", data=WRONG, does=True),
)
