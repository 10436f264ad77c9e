"""Adjustments and objections, pages and API. Those of the world are the owner's, of an approved payslip."""

from tests.security.table.rules import EMPLOYEES, Line, both, get, post

PROPOSERS = "HD"
ADDITION = {"amount": "1.00", "reason": "A fair"}  # for whom is missing
MONTH = {"s0-worked_hours": "176", "s0-worked_days": "22", "s0-output.target": "150"}
FIGURES = {**MONTH, "s0-output": "160", "reason": "Ten hours were forgotten.", "propose": "1"}

PAY_ADJUSTMENTS: tuple[Line, ...] = (
    get("pay-adjustments"),
    *both("pay-adjustment-new", "", PROPOSERS, acts="", data=ADDITION),
    get("pay-adjustment", "pay adjustment"),
    post("pay-adjustment-decide", "pay adjustment", acts="HD", data={"event": "agree"}, does=True),
    post("pay-adjustment-consent", "pay adjustment", acts=""),  # nothing is taken
    get("pay-adjustment-paper", "pay adjustment", ""),  # none was signed
    *both("payslip-correct", "payslip", PROPOSERS, data=FIGURES, does=True),
    *both("payslip-line-reverse", "payslip line", PROPOSERS, acts="", data={"amount": "-1.00", "reason": "No."}),
    *both("objection-new", "payslip line", "M", acts="", data={"text": "A ticket is missing."}),  # one is open
    get("pay-leavers", "", PROPOSERS),
    post("pay-leaver-draft", "paid person", ""),  # nobody leaves
    get("objections"),
    get("objection", "pay objection"),
    *both("objection-answer", "pay objection", EMPLOYEES, acts="HD", data={"event": "reject", "answer": "It is right."},
          does=True),
    get("api-pay-adjustment-list"),
    get("api-pay-adjustment-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-adjustment-detail", "pay adjustment"),
    post("api-pay-adjustment-list", acts="", data={**ADDITION, "employee": 99_999_999}),
    post("api-pay-adjustment-agree", "pay adjustment", acts="HD", does=True),
    post("api-pay-adjustment-refuse", "pay adjustment", acts="HD", data={"note": "No money."}, does=True),
    post("api-pay-adjustment-consent", "pay adjustment", acts=""),
    post("api-pay-correction-list", acts="", data={"payslip": 99_999_999, "changes": [], "reason": "No."}),
    post("api-payslip-line-reverse", "payslip line", acts="", data={"amount": "-1.00", "reason": "No."}),
    get("api-pay-objection-list"),
    get("api-pay-objection-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-pay-objection-detail", "pay objection"),
    post("api-pay-objection-list", acts="", data={"line": 99_999_999, "text": "No."}),
    *(
        post(f"api-pay-objection-{verb}", "pay objection", acts="HD", data={"answer": "It is so."}, does=True)
        for verb in ("uphold", "reject")
    ),
)  # fmt: skip
