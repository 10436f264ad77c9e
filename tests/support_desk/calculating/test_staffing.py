"""`calculate staffing`: Erlang C, and what is refused by name."""

from typing import Any

import pytest

from support_desk.calculating.staffing import staffing
from workload.domain.refusals import BadInput

CASE: dict[str, Any] = {
    "model": "erlang_c",
    "arrivals_per_hour": "200",
    "handle_minutes": "3",
    "agents": 14,
    "within_minutes": "0.3333",
}


def test_the_answer_is_decimals_as_text() -> None:
    answer = staffing(CASE)
    assert {name: text[:6] for name, text in answer.items()} == {
        "wait_probability": "0.1741",
        "service_level": "0.8883",
        "mean_wait_minutes": "0.1305",
        "occupancy": "0.7142",
    }
    assert {len(text) for text in answer.values()} == {12}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"agents": 10}, "agents: 10 people cannot keep up"),
        ({"agents": "14"}, "agents: '14' is not a whole number"),
        ({"arrivals_per_hour": 200}, "arrivals_per_hour: 200 is not a decimal"),
        ({"handle_minutes": "-3"}, "handle_minutes: -3 is less than nothing"),
        ({"mood": "good"}, "mood: This is unknown here"),
        ({"model": "crystal"}, "model: 'crystal' is unknown here, write erlang_c, simulation"),
        ({"model": "simulation", "seed": 1}, "model: The model simulation is not built yet"),
    ],
)
def test_what_cannot_be_used_is_named(change: dict[str, Any], error: str) -> None:
    with pytest.raises(BadInput) as refused:
        staffing(CASE | change)
    assert str(refused.value).startswith(error)


def test_a_case_without_a_model_or_an_input_is_refused() -> None:
    with pytest.raises(BadInput, match=r"^model: This is missing"):
        staffing({})
    with pytest.raises(BadInput, match=r"^agents: This is missing"):
        staffing({key: value for key, value in CASE.items() if key != "agents"})
