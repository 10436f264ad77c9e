"""A payslip worked off: places of lines, sections paid together, evidence once (Y3)."""

from payroll.domain.pay_record import digest_of
from payroll.domain.spans import Evidence
from payroll.domain.worked_off import digest_of_run, worked_off
from tests.factories.pay import a_case


def test_the_settlement_takes_the_place_that_was_kept_free_and_additions_stay() -> None:
    additions = [
        {"code": "bonus", "amount": "10.00", "reason": "Thanks"},
        {"code": "correction", "amount": "-5.00", "reason": "Hours", "month": "2026-08"},
    ]
    before = worked_off(a_case(additions=additions))
    after = worked_off(a_case(additions=additions, settlement="-100.00"))
    assert [(one.line.code, one.position, one.addition) for one in before.lines] == [
        ("base", 1, None), ("output", 2, None), ("bonus", 4, 0), ("correction", 5, 1),
    ]  # fmt: skip
    assert [(one.line.code, one.position, one.section) for one in after.lines] == [
        ("base", 1, 0), ("output", 2, 0), ("settlement", 3, None), ("bonus", 4, None), ("correction", 5, None),
    ]  # fmt: skip
    assert (after.base, after.variable, after.total) == (6_000_000, 4_000_000, 9_990_500)
    assert before.digest != after.digest


def test_between_hours_beyond_and_additions_stands_the_settlement_and_what_is_nothing_has_no_line() -> None:
    additions = [
        {"code": "nothing", "amount": "0.00", "reason": "Nothing"},
        {"code": "bonus", "amount": "10.00", "reason": "Thanks"},
    ]
    case = a_case(additions=additions, settlement="5.00")
    case["sections"][0]["period"]["worked_hours"] = "180"
    found = worked_off(case)
    assert [(one.line.code, one.position, one.addition) for one in found.lines] == [
        ("base", 1, None), ("output", 2, None), ("overtime", 3, None), ("settlement", 4, None), ("bonus", 5, 1),
    ]  # fmt: skip


def test_the_digest_is_of_inputs_and_answer_however_they_are_ordered() -> None:
    case = a_case()
    turned = {"sections": [dict(reversed(case["sections"][0].items()))]}
    assert worked_off(turned).digest == worked_off(case).digest
    assert digest_of({"hours": "8"}, {}) != digest_of({"hours": "7"}, {}), "though both answer the same"


def test_evidence_of_sections_paid_as_one_stands_under_the_line_of_the_first() -> None:
    half = a_case()["sections"][0]
    half = {**half, "period": {**half["period"], "worked_hours": "88", "worked_days": 11}}
    other = {**half, "plan": {**half["plan"], "base": "70000.00"}}
    worked = worked_off({"sections": [half, other, half]})
    assert worked.joined == {0: 0, 1: 1, 2: 0}
    # Borne where most of it was worked: 88 hours of 96; of equals the first.
    assert (worked.bearing(0, ["8", "0", "88"]), worked.bearing(0, ["88", "200", "88"])) == (2, 0)
    measured = {
        (0, "output"): (Evidence("time_entries", (3, 1)),),
        (1, "output"): (Evidence("time_entries", (9,)),),
        (2, "output"): (Evidence("time_entries", (2, 1)), Evidence("members", figures=((7, "1", "2"),))),
    }
    found = {one.section: worked.evidence_of(one, measured) for one in worked.lines if one.line.code == "output"}
    assert found == {
        0: [Evidence("time_entries", (1, 2, 3)), Evidence("members", figures=((7, "1", "2"),))],
        1: [Evidence("time_entries", (9,))],
    }
    overtime = worked.lines[-1]
    assert (overtime.line.code, overtime.section, worked.evidence_of(overtime, measured)) == ("overtime", None, [])


def test_the_digest_of_a_run_does_not_depend_on_the_order_of_its_people() -> None:
    slips = [(1, "a", "1.00"), (2, "b", "2.00")]
    assert digest_of_run(slips) == digest_of_run(reversed(slips)) != digest_of_run([slips[0]])
