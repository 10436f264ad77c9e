"""`calculate settlement`: the written month, its answer, and every bad part named by its path."""

from copy import deepcopy
from typing import Any

import pytest

from support_desk.calculating.settlement import settlement
from tests.support_desk.calculating.changing import changed
from workload.domain.refusals import BadInput

CASE: dict[str, Any] = {
    "policy": {"kind": "circulate", "rate": "100.00"},
    "employees": [
        {"id": 2, "variable": "50.00", "pay": "85800.00"},
        {"id": 1, "variable": "25800.00", "pay": "85800.00"},
    ],
    "postings": [
        {"employee": 1, "points": 1, "initiator": 1},
        {"employee": 2, "points": -1, "initiator": 1, "by": "accept", "cross": False},
    ],
}


def test_a_month() -> None:
    assert settlement(CASE) == {
        "lines": [
            {"id": 1, "points": 1, "nominal": "100.00", "amount": "50.00", "limited_by": "pool"},
            {"id": 2, "points": -1, "nominal": "-100.00", "amount": "-50.00", "limited_by": "variable"},
        ],
        "kitty": "0.00",
        "controller_fund": "0.00",
        "undistributed": "0.00",
        "cross_department": "0.00",
    }


def test_every_option_may_be_null_or_said() -> None:
    case = deepcopy(CASE)
    case["policy"] |= {"guard_percent": None, "silence_counts": None, "controller": None, "controller_cap": None}
    case["postings"][0] |= {"by": None, "cross": None, "rate": None}
    case["kitty"] = None
    assert settlement(case) == settlement(CASE)
    case["policy"] |= {"kind": "controller", "guard_percent": "20.5", "controller": 1, "controller_cap": "30.00"}
    assert settlement(case) | {"lines": []} == {
        "lines": [],
        "kitty": "0.00",
        "controller_fund": "30.00",
        "undistributed": "20.00",
        "cross_department": "0.00",
    }
    case["policy"] |= {"silence_counts": False, "guard_percent": 0}
    assert settlement(case)["lines"][1]["limited_by"] == "guard"


def test_what_is_given_back_comes_out_of_the_kitty_as_far_as_it_holds() -> None:
    back = {"employee": 1, "points": 1, "initiator": 2, "rate": "70.00"}
    case = CASE | {"policy": {"kind": "kitty", "rate": "100.00"}, "postings": [back], "kitty": "50.00"}
    found = settlement(case)
    assert (found["lines"][0]["nominal"], found["lines"][0]["amount"], found["kitty"]) == ("70.00", "50.00", "-50.00")
    assert settlement(case | {"kitty": None})["kitty"] == "-70.00"


def test_nobody_and_nothing_is_a_month_too() -> None:
    assert settlement(CASE | {"employees": [], "postings": []})["lines"] == []


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("colour", 1, "colour: This is unknown here, write policy, employees, postings, kitty."),
        ("policy", [], "policy: This is not an object"),
        ("policy.kind", "lottery", "policy.kind: 'lottery' is unknown here, write circulate, kitty"),
        ("policy.kind", "controller", "policy.controller: A controller's fund needs a controller"),
        ("policy.kind", ["kitty"], "policy.kind: ['kitty'] is unknown"),
        ("policy.fate", 1, "policy.fate: This is unknown here"),
        ("policy.rate", 100, "policy.rate: 100 is not a decimal"),
        ("policy.rate", "1e3", "policy.rate: '1e3' is not a decimal"),
        ("policy.rate", "0.005", "policy.rate: '0.005' is not an amount in rubles and whole kopecks"),
        ("policy.rate", "-1.00", "policy.rate: -1.00 is less than nothing"),
        ("policy.guard_percent", "101", "policy.guard_percent: A share of the pay"),
        ("policy.guard_percent", 20.5, "policy.guard_percent: 20.5 is not a decimal"),
        ("policy.silence_counts", "no", "policy.silence_counts: 'no' is neither true nor false"),
        ("policy.controller", "9", "policy.controller: '9' is not a whole number"),
        ("policy.controller_cap", "-1.00", "policy.controller_cap: -1.00 is less than nothing"),
        ("employees", {}, "employees: This is not a list"),
        ("employees.1", 7, "employees[1]: This is not an object"),
        ("employees.1.id", True, "employees[1].id: True is not a whole number"),
        ("employees.1.id", 2, "employees[1].id: 2 is listed twice"),
        ("employees.0.variable", "-1.00", "employees[0].variable: -1.00 is less than nothing"),
        ("employees.0.pay", None, "employees[0].pay: None is not a decimal"),
        ("employees.0.name", "x", "employees[0].name: This is unknown here"),
        ("postings.1.employee", 3, "postings[1].employee: 3 is not among the employees"),
        ("postings.1.points", 0.5, "postings[1].points: 0.5 is not a whole number"),
        ("postings.1.points", 10**9, "postings[1].points: 1000000000 is not a number from -1000000 to 1000000"),
        ("postings.1.by", "luck", "postings[1].by: 'luck' is unknown here, write accept, silence"),
        ("postings.1.cross", 1, "postings[1].cross: 1 is neither true nor false"),
        ("postings.1.rate", "-1.00", "postings[1].rate: -1.00 is less than nothing"),
        ("kitty", 5, "kitty: 5 is not a decimal"),
        ("postings.1.when", 1, "postings[1].when: This is unknown here"),
    ],
)
def test_what_cannot_be_used_is_named(path: str, value: object, error: str) -> None:
    with pytest.raises(BadInput) as refused:
        settlement(changed(CASE, path, value))
    assert str(refused.value).startswith(error)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(BadInput, match=r"^postings: This is missing"):
        settlement({key: value for key, value in CASE.items() if key != "postings"})
    with pytest.raises(BadInput, match=r"^postings\[0\]\.initiator: This is missing"):
        settlement(CASE | {"postings": [{"employee": 1, "points": 1}]})
