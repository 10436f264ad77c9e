"""Months and runs of pay, pages and API."""

from tests.security.table.rules import Line, get, post

# August is paid to one who has left: nobody of the world has begun the September of these departments.
MONTH = {"month": "2026-09"}
NO_WAY = "payroll.run"

PAY_RUNS: tuple[Line, ...] = (
    get("pay-months", "", "HAD"),
    get("pay-month", "led department", fixed=MONTH),
    get("pay-month-progress", "pay period", fixed={"month": "2026-08"}),
    post("pay-month-freeze", "led department", acts="", fixed=MONTH),  # its timesheets are not closed
    post("pay-month-thaw", "pay period", acts="", fixed={"month": "2026-08"}),
    post("pay-month-draft", "pay period", acts="", fixed={"month": "2026-08"}),
    post("pay-run-confirm", "pay run", acts=""),
    post("pay-run-approve", "pay run", acts=""),
    post("pay-run-send-back", "pay run", acts="", data={"note": "No."}),
)
