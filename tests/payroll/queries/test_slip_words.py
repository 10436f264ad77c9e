"""What lines of payslips say of themselves, and their formulas in boxes (Y3, Y4); no table is asked."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import translation

from payroll.domain.pay_record import answer_of, digest_of
from payroll.models import Payslip, PayslipLine
from payroll.queries.slips import month_bars
from payroll.queries.slips.boxes import formula_of
from payroll.queries.slips.line_words import formula_words, name_of, note_of
from payroll.queries.slips.parts import part_titles
from payroll.queries.slips.proofs import is_same
from payroll.queries.slips.score_boxes import score_boxes
from tests.factories.payslips import a_story
from workload.models import Department


def lines_of(case: dict[str, Any]) -> dict[str, PayslipLine]:
    """As the calculator writes them, by code."""
    return {
        line["code"]: PayslipLine(
            code=line["code"],
            amount=Decimal(line["amount"]),
            formula=line["formula"],
            inputs=line["inputs"],
            position=1,
        )
        for line in answer_of(case)["lines"]
    }


def said(line: PayslipLine) -> str:
    """Its boxes in one line, without the words below them."""
    return " ".join(f"{box.sign} {box.value}".strip() for box in formula_of(line)).replace("\N{NO-BREAK SPACE}", " ")


def a_month(**over: Any) -> dict[str, Any]:
    """170 of 160 hours under a plan that pays offer points."""
    plan = {"base": "60000.00", "variable": "40000.00", "offer_rate": "250.00"}
    plan |= {"components": [{"code": "output", "weight": "0.5"}, {"code": "deadlines", "weight": "0.5"}]}
    period = {"norm_hours": "160", "worked_hours": "170", "norm_days": 20, "worked_days": 20, **over.pop("period", {})}
    facts = {"output": {"target": "100", "fact": "90"}, "deadlines": None, "offers": {"points": "6"}}
    section = {"plan": {**plan, **over.pop("plan", {})}, "period": period, "facts": facts}
    return {"sections": [section], **over}


def test_hours_beyond_the_norm_and_a_weight_that_is_spread():
    """170 of 160 hours: the month is paid whole, 10 hours wait. Deadlines were not due: output weighs 0.5 ÷ 0.5."""
    lines = lines_of(a_month())
    assert said(lines["base"]) == "60,000.00 × 100 % = 60,000.00"
    assert said(lines["output"]) == "40,000.00 × 100 % × 50 % ÷ 50 % × 0.90 = 36,000.00"
    assert formula_words("60000.00 × 0.25") == "60,000.00 × 0.25"
    assert formula_words("-100.00") == "\N{MINUS SIGN}100.00"
    with translation.override("ru"):
        assert formula_words("60000.00 × 0.25").replace("\N{NO-BREAK SPACE}", " ") == "60 000,00 × 0,25"
    assert (said(lines["deadlines"]), note_of(lines["deadlines"], {})[-21:]) == ("", "t measured this month")
    assert said(lines["offers"]) == "6 × 250.00 = 1,500.00"
    assert said(lines["overtime"]) == "170 \N{MINUS SIGN} 160 = 10"
    assert note_of(lines["overtime"], {}) == "10 h beyond the norm wait for a rate"
    assert note_of(lines["offers"], {}).replace("\N{NO-BREAK SPACE}", " ") == "6 points × 250.00 ₽"


def test_days_instead_of_hours():
    line = lines_of(a_month(plan={"proration": "days"}, period={"worked_days": 15}))["base"]
    assert (name_of(line), note_of(line, {})) == ("Base for days worked", "15 of 20 days")
    assert said(line) == "60,000.00 × 15 ÷ 20 = 45,000.00"


def test_a_minus_within_the_variable_part_an_addition_and_a_correction():
    """50,000 of points against 36,000 of results: no more than these are taken."""
    additions = [{"code": "addition", "amount": "100.00", "reason": "Mentoring"}]
    lines = lines_of(a_month(settlement="-50000.00", additions=additions))
    assert said(lines["settlement"]) == "\N{MINUS SIGN}50,000.00 → 36,000.00 = \N{MINUS SIGN}36,000.00"
    assert (name_of(lines["addition"]), note_of(lines["addition"], {})) == ("Addition", "Mentoring")
    assert formula_of(lines["addition"]) == []
    lines["addition"].adjustment_month = date(2026, 1, 1)
    assert name_of(lines["addition"]) == "Correction for January 2026"


def test_how_a_score_came_about():
    lines = lines_of(a_story())
    boxes = score_boxes("upsales", lines["upsales"].inputs, None, None, {})
    assert [box.value.replace("\N{NO-BREAK SPACE}", " ") for box in boxes] == ["6", "10", "60 %", "0.60"]
    assert score_boxes("quality", lines["quality"].inputs, None, None, {}) == []
    assert note_of(lines["quality"], {"complaints": 1, "rework": 2}).endswith("1 complaint, 2 returned results")
    assert note_of(lines["quality"], {}).endswith("nothing found")


def test_what_was_changed_behind_the_digest_shows():
    case = a_story()
    slip = Payslip(inputs=case, digest=digest_of(case, answer_of(case)))
    assert is_same(slip)
    slip.inputs = {**case, "settlement": "1.00"}
    assert not is_same(slip)
    slip.inputs = {"sections": []}
    assert not is_same(slip)


def test_a_month_beside_the_one_before():
    totals = [("2026-01-01", "100.00"), ("2026-02-01", "90.00"), ("2026-03-01", "90.00"), ("2026-04-01", "95.00")]
    slips = [
        Payslip(pk=n, month=date.fromisoformat(day), total=Decimal(sum_), base=Decimal(60))
        for n, (day, sum_) in enumerate(totals, 1)
    ]
    found = [month_bars.finding(slips, slip).replace("\N{NO-BREAK SPACE}", " ") for slip in slips]
    assert found == [
        "", "10.00 ₽ less than the payslip before", "As much as the payslip before",
        "5.00 ₽ more than the payslip before",
    ]  # fmt: skip
    assert [bar.is_shown for bar in month_bars.month_bars(slips, slips[1])] == [False, True]


def test_a_part_names_all_the_days_that_are_paid_with_it():
    """The same plan on both sides of another one: one part, whose days stand on both sides."""
    month = a_month()
    section = month["sections"][0]
    other = {**section, "plan": {**section["plan"], "base": "70000.00"}}
    days = [("2026-10-01", "2026-10-10"), ("2026-10-11", "2026-10-20"), ("2026-10-21", "2026-10-31")]
    slip = Payslip(
        inputs={"sections": [section, other, section]},
        sections=[{"first": first, "last": last} for first, last in days],
    )
    place = Department(name="Support")
    lines = [PayslipLine(position=position, section=part, department=place) for position, part in ((1, 0), (5, 1))]
    titles = part_titles(slip, lines, {})
    assert titles == {1: "1 Oct – 10 Oct, 21 Oct – 31 Oct · Support", 5: "11 Oct – 20 Oct · Support"}
