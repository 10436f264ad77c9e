"""Pictures of a payslip: the waterfall, what was not earned (Y1, Y4)."""

from hypothesis import given, settings
from hypothesis import strategies as some

from payroll.domain.explained import measures_of
from payroll.domain.waterfall import Bar, axis_of, bars_of

KOPECKS = some.integers(-(10**9), 10**9)
AMOUNTS = some.lists(some.tuples(KOPECKS, some.integers(0, 10**8)), max_size=12)


@settings(max_examples=60)
@given(AMOUNTS)
def test_bars_lead_from_zero_to_the_total_and_all_of_them_lie_on_the_axis(amounts):
    bars = bars_of(amounts)
    assert [bar.end - bar.start for bar in bars] == [amount for amount, _ in amounts]
    assert [bar.start for bar in bars] == [0, *(bar.end for bar in bars)][: len(bars)]
    axis = axis_of(bars)
    steps = {later - earlier for earlier, later in zip(axis.marks, axis.marks[1:], strict=False)}
    assert len(steps) == 1 and 0 in axis.marks and len(axis.marks) <= 8
    for bar in bars:
        assert axis.low <= min(bar.start, bar.end) and bar.furthest <= axis.high
        assert 0 <= axis.place(bar.start, 1000) <= 1000


def test_an_axis_has_round_marks():
    assert axis_of([Bar(0, 93_563_16)]).marks == (0, 20_000_00, 40_000_00, 60_000_00, 80_000_00, 100_000_00)
    assert axis_of([]).marks == (0, 1_00)
    assert axis_of([Bar(0, -150_00)]).marks == (-150_00, -100_00, -50_00, 0, 50_00)


def test_what_a_score_of_one_would_have_paid():
    """Of 40,000 and 144 of 152 hours upsales weigh 15 %: 40,000 × 144 ÷ 152 × 0.15 = 5,684.21; at 0.60 they leave
    40 % of it, 2,273.68. Output is above its target and leaves nothing; what is not applicable neither."""
    plan = {
        "base": "60000.00",
        "variable": "40000.00",
        "components": [
            {"code": "output", "weight": "0.5"},
            {"code": "upsales", "weight": "0.15"},
            {"code": "receivables", "weight": "0.35"},
        ],
    }
    period = {"norm_hours": "152", "worked_hours": "144", "norm_days": 19, "worked_days": 18}
    facts = {
        "output": {"target": "100", "fact": "104"},
        "upsales": {"target": "10", "fact": "6"},
        "receivables": {"target": "1", "fact": "1"},
    }
    found = measures_of({"sections": [{"plan": plan, "period": period, "facts": facts}]})
    assert {code: one.missing for (_, code), one in found.items()} == {
        "output": 0,
        "upsales": 2_273_68,
        "receivables": 0,
    }
    nothing = measures_of({"sections": [{"plan": plan, "period": period, "facts": dict.fromkeys(facts)}]})
    assert [(one.score, one.weight, one.missing) for one in nothing.values()] == [(None, 0, 0)] * 3
