"""Adjustments and objections, pages and API. Those of the world are the owner's, of an approved payslip."""

from tests.security.table.rules import EMPLOYEES, Line, both, get, post

PROPOSERS = "HD"
ADDITION = {"amount": "1.00", "reason": "A fair"}  # for whom is missing
FIGURES = {"s0-output": "160", "reason": "Ten hours were forgotten.", "propose": "1"}

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
)  # fmt: skip
