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
)
