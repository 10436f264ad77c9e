"""`calculate pay`: the whole example of the specification, the options, and every bad part named by its path."""

from copy import deepcopy
from typing import Any

import pytest

from support_desk.calculating.pay import pay
from tests.support_desk.calculating.changing import changed
from workload.domain.refusals import BadInput

CASE: dict[str, Any] = {
    "sections": [
        {
            "plan": {
                "base": "60000.00",
                "variable": "40000.00",
                "components": [
                    {"code": "output", "weight": "0.35"},
                    {"code": "receivables", "weight": "0.20"},
                    {"code": "quality", "weight": "0.25"},
                    {"code": "upsales", "weight": "0.15"},
                    {"code": "adjacency", "weight": "0.05", "scale": {"cap": "1"}},
                ],
            },
            "period": {"norm_hours": "159", "worked_hours": "159", "norm_days": 20, "worked_days": 20},
            "facts": {
                "output": {"target": "150", "fact": "154.5"},
                "receivables": {"score": "0.85"},
                "quality": {"score": "0.92"},
                "upsales": {"score": "0.90"},
                "adjacency": {"target": "10", "fact": "12"},
            },
        }
    ],
    "settlement": "300.00",
}
PLAIN: dict[str, Any] = {
    "sections": [
        {
            "plan": {"base": "60000.00", "variable": "0.00", "offer_rate": "100.00", "components": []},
            "period": {"norm_hours": "159", "worked_hours": "159", "norm_days": 20, "worked_days": 20},
            "facts": {"offers": {"points": "12.5"}},
        }
    ]
}


def amounts(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line["code"], line["amount"]) for line in answer["lines"]]


def test_the_whole_example() -> None:
    answer = pay(CASE)
    assert amounts(answer) == [
        ("base", "60000.00"),
        ("output", "14420.00"),
        ("receivables", "6800.00"),
        ("quality", "9200.00"),
        ("upsales", "5400.00"),
        ("adjacency", "2000.00"),
        ("settlement", "300.00"),
    ]
    assert (answer["total"], answer["warnings"]) == ("98120.00", [])
    assert answer["lines"][1]["formula"] == "40000.00 × 159 ÷ 159 × 0.35 × 1.03"
    assert answer["lines"][5]["inputs"] == {
        "section": 1,
        "proration": "hours",
        "presence": "1",
        "worked": "159",
        "norm": "159",
        "weight": "0.05",
        "target": "10",
        "fact": "12",
        "attainment": "1.2",
        "cap": "1",
        "score": "1",
        "variable": "40000.00",
        "applicable_weights": "1",
    }


def test_without_a_variable_part_no_component_is_needed() -> None:
    assert amounts(pay(PLAIN)) == [("base", "60000.00"), ("offers", "1250.00")]


def test_options_that_are_null_are_the_defaults() -> None:
    case = deepcopy(CASE) | {"settlement": None, "additions": None}
    part = case["sections"][0]
    part["plan"] |= {"proration": None, "offer_rate": None}
    part["plan"]["components"][0]["scale"] = None
    part["plan"]["components"][1]["scale"] = {"kind": None, "gate": None, "floor": None, "cap": None, "table": None}
    part["facts"]["offers"] = None
    assert amounts(pay(case)) == amounts(pay(CASE))[:-1]


def test_what_can_be_said_is_used() -> None:
    # Steps: 1.03 is over 1.0, so 1.5; by days 10 of 20 are a half; quality is below its gate; a correction of October.
    case = deepcopy(CASE)
    part = case["sections"][0]
    part["plan"] |= {"proration": "days", "offer_rate": "0.00"}
    part["plan"]["components"][0]["scale"] = {"kind": "steps", "table": [["0.8", "0.5"], ["1.0", "1.5"]]}
    part["plan"]["components"][2]["scale"] = {"gate": "0.95", "floor": "0.5"}
    part["period"]["worked_days"] = 10
    case["additions"] = [{"code": "correction", "amount": "-12.30", "reason": "Hours of October", "month": "2026-10"}]
    answer = pay(case)
    assert [amount for _, amount in amounts(answer)] == [
        "30000.00",
        "10500.00",
        "3400.00",
        "0.00",
        "2700.00",
        "1000.00",
        "300.00",
        "-12.30",
    ]
    assert answer["lines"][-1]["inputs"] == {"reason": "Hours of October", "month": "2026-10"}


@pytest.mark.parametrize("nothing", [None, {"target": None}, {"target": "0", "fact": "3"}, {"score": None}])
def test_what_is_not_applicable_has_a_line_of_nothing(nothing: object) -> None:
    answer = pay(changed(CASE, "sections.0.facts.adjacency", nothing))
    assert answer["lines"][5]["amount"] == "0.00"
    # 0.35 × 1.03 + 0.20 × 0.85 + 0.25 × 0.92 + 0.15 × 0.90 = 0.8955 of 0.95: 37,705.26 of 40,000.
    assert answer["total"] == "98005.26"


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("colour", 1, "colour: This is unknown here"),
        ("sections", {}, "sections: This is not a list"),
        ("sections.0", None, "sections[0]: This is not an object"),
        ("sections.0.plan", None, "sections[0].plan: This is not an object"),
        ("sections.0.plan.base", 60000, "sections[0].plan.base: 60000 is not a decimal"),
        ("sections.0.plan.base", "-1.00", "sections[0].plan.base: -1.00 is less than nothing"),
        ("sections.0.plan.proration", "weeks", "sections[0].plan.proration: 'weeks' is unknown here, write hours"),
        ("sections.0.plan.offer_rate", "1.00", "sections[0].plan.offer_rate: Upsales are paid once"),
        ("sections.0.plan.bonus", "1", "sections[0].plan.bonus: This is unknown here"),
        ("sections.0.plan.components.0.weight", "0.36", "sections[0].plan.components: The weights of a plan sum to 1"),
        ("sections.0.plan.components.0.weight", "1.5", "sections[0].plan.components[0].weight: A weight lies"),
        ("sections.0.plan.components.0.code", "", "sections[0].plan.components[0].code: '' is not a text"),
        ("sections.0.plan.components.0.code", "base", "sections[0].plan.components[0].code: base is the name"),
        ("sections.0.plan.components.4.scale.cap", 1, "sections[0].plan.components[4].scale.cap: 1 is not a decimal"),
        ("sections.0.plan.components.4.scale.top", 1, "sections[0].plan.components[4].scale.top: This is unknown"),
        ("sections.0.plan.components.4.scale.kind", "s", "sections[0].plan.components[4].scale.kind: 's' is unknown"),
        (
            "sections.0.plan.components.4.scale.table",
            [["1", "1"], ["0.5", "2"]],
            "sections[0].plan.components[4].scale.table[1]: The points of a scale go up: 0.5 is not above 1.",
        ),
        ("sections.0.plan.components.4.scale.table", [["1"]], "sections[0].plan.components[4].scale.table[0]: This is"),
        ("sections.0.period.worked_hours", "-1", "sections[0].period.worked_hours: -1 is less than nothing"),
        ("sections.0.period.worked_days", "20", "sections[0].period.worked_days: '20' is not a whole number"),
        ("sections.0.period.norm_days", -20, "sections[0].period.norm_days: Nobody works less than nothing"),
        ("sections.0.period.norm_hours", "0", "sections[0].period.norm_hours: There is work here and no norm"),
        ("sections.0.facts.output", {"target": "150"}, "sections[0].facts.output.fact: This is missing"),
        ("sections.0.facts.output", {"fact": "150"}, "sections[0].facts.output.target: This is missing"),
        ("sections.0.facts.output", {"score": "1", "fact": "1"}, "sections[0].facts.output.fact: This is unknown"),
        ("sections.0.facts.output", {"target": "-1", "fact": "1"}, "sections[0].facts.output.target: -1 is less"),
        ("sections.0.facts.output", "1", "sections[0].facts.output: This is not an object"),
        ("sections.0.facts.luck", {"score": "1"}, "sections[0].facts.luck: This is unknown here"),
        ("sections.0.facts.offers", {"points": "-1"}, "sections[0].facts.offers.points: -1 is less than nothing"),
        ("settlement", "0.001", "settlement: '0.001' is not an amount"),
        ("additions", [{"code": "x", "amount": "1.00"}], "additions[0].reason: This is missing"),
        (
            "additions",
            [{"code": "x", "amount": "1.00", "reason": "y", "month": "2026-13"}],
            "additions[0].month: '2026-13' is no month",
        ),
    ],
)
def test_what_cannot_be_used_is_named(path: str, value: object, error: str) -> None:
    with pytest.raises(BadInput) as refused:
        pay(changed(CASE, path, value))
    assert str(refused.value).startswith(error)


def test_a_person_without_a_plan_or_a_fact_is_named() -> None:
    part = {key: value for key, value in CASE["sections"][0].items() if key != "plan"}
    with pytest.raises(BadInput, match=r"^sections\[0\]\.plan: This is missing"):
        pay({"sections": [part]})
    with pytest.raises(BadInput, match=r"^sections\[0\]\.facts\.output: This is missing"):
        pay(changed(CASE, "sections.0.facts", {}))


def test_without_a_section_is_paid_what_stands_beside_them_and_a_minus_of_points_finds_nothing() -> None:
    """Who has left: there is no variable part."""
    addition = {"code": "correction", "amount": "12.30", "reason": "Hours of October", "month": "2026-10"}
    answer = pay({"sections": [], "settlement": "-300.00", "additions": [addition]})
    assert (amounts(answer), answer["total"]) == ([("settlement", "0.00"), ("correction", "12.30")], "12.30")
    with pytest.raises(BadInput, match=r"^sections: A payslip needs at least one section"):
        pay({"sections": []})
