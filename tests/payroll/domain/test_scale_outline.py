"""What is drawn of a scale is what it scores, at every attainment."""

from fractions import Fraction
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as some

from payroll.domain.scale_outline import outline, shown_until
from payroll.domain.scales import Scale, ScaleKind

PARTS = some.fractions(min_value=0, max_value=2, max_denominator=20)
ATTAINMENTS = some.lists(PARTS, min_size=1, max_size=5, unique=True).map(sorted)


@some.composite
def scales(draw):
    table = None
    if draw(some.booleans()):
        table = tuple((point, draw(PARTS)) for point in draw(ATTAINMENTS))
    floor = draw(some.just(Fraction()) | PARTS)
    cap = draw(some.none() | PARTS.map(lambda more: floor + more))
    return Scale(draw(some.sampled_from(ScaleKind)), draw(some.none() | PARTS), floor, cap, table)


def drawn(points, attainment):
    """What stands there to the right of every jump."""
    for (left, low), (right, high) in pairwise(points):
        if left <= attainment < right:
            return low + (high - low) * (attainment - left) / (right - left)
    return points[-1][1]


@settings(max_examples=60)
@given(scales(), PARTS)
def test_the_outline_is_the_score(scale, attainment):
    until = shown_until(scale, attainment)
    points = outline(scale, until)
    assert (points[0][0], points[-1][0]) == (0, until)
    assert drawn(points, attainment) == scale.score(attainment)


def test_a_gate_and_a_cap_are_seen():
    """Nothing below one half; from there the attainment itself, up to 1."""
    half, whole, end = Fraction(1, 2), Fraction(1), Fraction(6, 5)
    assert outline(Scale(gate=half, cap=whole), end) == [(0, 0), (half, 0), (half, half), (whole, whole), (end, whole)]
