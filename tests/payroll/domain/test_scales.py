"""Gate, table, floor and cap (Y1)."""

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payroll.domain.scales import BadScale, Scale, ScaleKind
from tests.payroll.domain.random_months import SCALES
from tests.payroll.domain.terms import scale

NUMBERS = st.fractions(0, 3, max_denominator=40)
LADDER = [("0.8", "0.5"), ("1.0", "1.0"), ("1.2", "1.6")]


@pytest.mark.parametrize(
    ("settings", "attainment", "score"),
    [
        ({}, "1.03", "1.03"),
        ({}, "-0.1", "0"),
        ({"cap": "1"}, "1.2", "1"),
        ({"floor": "0.3"}, "0.1", "0.3"),
        ({"gate": "0.5", "floor": "0.3"}, "0.4999", "0"),  # the gate beats the floor
        ({"gate": "0.5"}, "0.5", "0.5"),  # who reaches the gate has passed it
        ({"table": LADDER}, "0.5", "0.5"),
        ({"table": LADDER}, "0.8", "0.5"),
        ({"table": LADDER}, "0.9", "0.75"),  # half way from 0.8 to 1.0, so half way from 0.5 to 1.0
        ({"table": LADDER}, "1.1", "1.3"),
        ({"table": LADDER}, "7", "1.6"),
        ({"table": LADDER, "cap": "1.5"}, "7", "1.5"),
        ({"kind": ScaleKind.STEPS, "table": LADDER}, "0.7", "0.5"),
        ({"kind": ScaleKind.STEPS, "table": LADDER}, "0.9999", "0.5"),
        ({"kind": ScaleKind.STEPS, "table": LADDER}, "1.0", "1.0"),
        ({"kind": ScaleKind.STEPS, "table": LADDER}, "9", "1.6"),
        ({"gate": "0.9", "table": LADDER}, "0.85", "0"),
        ({"table": [("1", "0.7")]}, "0.2", "0.7"),
    ],
)
def test_scores(settings: dict[str, Any], attainment: str, score: str) -> None:
    assert scale(**settings).score(Fraction(attainment)) == Fraction(score)


def test_what_comes_as_a_score_passes_no_table() -> None:
    tabled = scale(table=LADDER, gate="0.5", floor="0.6", cap="0.9")
    assert [tabled.score_given(Fraction(given)) for given in ("0.4", "0.5", "0.7", "1")] == [
        0,
        Fraction("0.6"),
        Fraction("0.7"),
        Fraction("0.9"),
    ]


@given(SCALES, st.lists(NUMBERS, min_size=2, max_size=6))
def test_more_attainment_never_scores_less(rising: Scale, attainments: list[Fraction]) -> None:
    scores = [rising.score(attainment) for attainment in sorted(attainments)]
    assert all(less <= more for less, more in pairwise(scores))
    assert all(score >= 0 for score in scores)


@pytest.mark.parametrize(
    ("settings", "refusal"),
    [
        ({"gate": "-1"}, "gate: A score below zero"),
        ({"floor": "-0.1"}, "floor: A score below zero"),
        ({"cap": "-0.1"}, "cap: A score below zero"),
        ({"floor": "0.5", "cap": "0.4"}, "cap: The cap of a scale is below its floor"),
        ({"table": []}, "table: A scale without points"),
        ({"table": [("0", "-1")]}, "table[0]: A score below zero"),
        ({"table": [("-1", "1")]}, "table[0]: A score below zero"),
        ({"table": [("1", "1"), ("0.8", "2")]}, "table[1]: The points of a scale go up: 0.8 is not above 1."),
        ({"table": [("0", "0"), ("1", "1"), ("1", "2")]}, "table[2]: The points of a scale go up: 1 is not above 1."),
    ],
)
def test_a_scale_that_contradicts_itself_is_refused(settings: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadScale) as refused:
        scale(**settings)
    assert str(refused.value).startswith(refusal)
