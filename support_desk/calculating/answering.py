"""From the bytes that were asked to the JSON that answers them."""

import json
from collections.abc import Mapping
from typing import Any

from support_desk.calculating import Rule
from workload.domain.refusals import BadInput


def answer(rule: Rule, asked: bytes) -> tuple[Any, bool]:
    """The result of one case, or a list of results for a list of cases; and whether that is an answer.

    A bad case is {"error": sentence}: in the place of its result in a list, else alone and no answer.
    """
    try:
        cases = json.loads(asked, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        return {"error": f"the input is not JSON: {error}"}, False
    if isinstance(cases, list):
        return [_result(rule, case) for case in cases], True
    result = _result(rule, cases)
    return result, "error" not in result


def _result(rule: Rule, case: object) -> dict[str, Any]:
    if not isinstance(case, Mapping):
        return {"error": "a case is a JSON object."}
    try:
        return rule(case)
    except BadInput as error:
        return {"error": str(error)}


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")
