"""Payslips, pages and API. That of the world is approved, and its owner's."""

from tests.security.table.rules import Line, get

MONTH = {"month": "2026-08"}
PLANS = {"payplan": "A"}  # a payslip says by which plan it was counted

PAYSLIPS: tuple[Line, ...] = (
    get("pay"),
    get("payslip", "paid person", fixed=MONTH, shows=PLANS),
    get("payslip-line", "paid person", fixed={**MONTH, "position": 1}),
    get("payslip-rows", "paid person", opens="", fixed={**MONTH, "position": 1, "source": "clocks"}),  # none of a base
    get("payslip-rows", "paid person", fixed={**MONTH, "position": 1, "source": "time_entries"}),
    get("api-payslip-list"),
    get("api-payslip-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-payslip-detail", "payslip"),
    *(get("payslip-file", "paid person", fixed={**MONTH, "file_format": kind}) for kind in ("pdf", "xlsx")),
)
