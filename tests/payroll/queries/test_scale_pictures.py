"""A scale is drawn as it scores, and said in words."""

from fractions import Fraction

from payroll.domain.scales import Scale, ScaleKind
from payroll.queries.plans.scale_pictures import scale_picture


def test_a_scale_is_drawn_and_said():
    table = ((Fraction(8, 10), Fraction(1, 2)), (Fraction(1), Fraction(1)))
    picture = scale_picture(
        Scale(ScaleKind.STEPS, Fraction(1, 2), Fraction(1, 10), Fraction(2), table), at=Fraction(9, 10)
    )
    assert picture.words == [
        "below 50\u00a0% the score is 0",
        "from 80\u00a0%: 0.5",
        "from 100\u00a0%: 1",
        "the score is at least 0.1",
        "the score is at most 2",
    ]
    assert picture.until == "210\u00a0%"
    assert 'aria-label="below 50\u00a0% the score is 0, from 80' in picture.drawing
    assert 'class="k-mark" d="M0 40.0H102.9V80"' in picture.drawing


def test_without_a_table_the_score_is_the_attainment():
    picture = scale_picture(Scale())
    assert picture.words == ["the score is the attainment itself"]
    assert 'points="0.0,80.0 240.0,0.0"' in picture.drawing
