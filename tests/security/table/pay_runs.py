"""Months and runs of pay, pages and API. August of the world is frozen, one who left is paid by an approved run."""

from tests.security.table.rules import Line, get, post

AUGUST = {"month": "2026-08"}

PAY_RUNS: tuple[Line, ...] = (
    get("pay-months", "", "HAD"),
    get("pay-month", "pay department", fixed=AUGUST),
    get("pay-month-progress", "pay department", fixed=AUGUST),
    post("pay-month-freeze", "pay department", "HD", acts="", fixed={"month": "2026-09"}),  # timesheets are open
    post("pay-month-thaw", "pay department", acts="HD", fixed=AUGUST, does=True),
    post("pay-month-draft", "pay department", acts="HD", fixed=AUGUST),
    post("pay-run-confirm", "pay run", acts=""),
    post("pay-run-approve", "pay run", acts=""),
    post("pay-run-send-back", "pay run", acts="", data={"note": "No."}),
    get("api-pay-period-list"),
    get("api-pay-period-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-period-detail", "pay period"),
    post("api-pay-period-list", acts="", data={"department": 99_999_999, "month": "2026-09-01"}),
    post("api-pay-period-thaw", "pay period", acts="HD"),
    post("api-pay-period-draft", "pay period", acts="HD"),
    get("api-pay-run-list"),
    get("api-pay-run-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-run-detail", "pay run"),
    post("api-pay-run-confirm", "pay run", acts=""),
    post("api-pay-run-approve", "pay run", acts=""),
    post("api-pay-run-send-back", "pay run", acts="", data={"note": "No."}),
    get("api-pay-leaver-list"),
    get("api-pay-leaver-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-leaver-detail", "pay run"),
    post("api-pay-leaver-list", acts="", data={"employee": 99_999_999}),
)
