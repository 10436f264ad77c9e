"""People with weeks and work, drawn by hypothesis for the laws of load and moves."""

from datetime import date, timedelta

from hypothesis import strategies as st

from workload.domain.load import Piece, Plan, Room
from workload.domain.moves import NOBODY, Worker
from workload.domain.rooms import no_plan

MONDAY = date(2026, 11, 23)
TODAY = MONDAY + timedelta(days=2)
WEEKS = 4
FULL = (480, 480, 480, 480, 480, 0, 0)


def a_plan(*free: tuple[int, ...], inflow: int = 0) -> Plan:
    """Weeks of five days of eight hours from Wednesday on, unless other minutes are given for each."""
    weeks = free or ((0, 0, 480, 480, 480, 0, 0), *(FULL,) * (WEEKS - 1))
    return Plan(MONDAY, TODAY, tuple(Room(2_400, week, inflow) for week in weeks))


def due(days: int) -> date:
    return TODAY + timedelta(days=days)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    free = draw(st.lists(st.sampled_from([0, 240, 480]), min_size=7 * WEEKS, max_size=7 * WEEKS))
    free[:2] = [0, 0]
    inflow = draw(st.sampled_from([0, 300, 1_200, 3_000]))
    return a_plan(*(tuple(free[week * 7 : week * 7 + 7]) for week in range(WEEKS)), inflow=inflow)


@st.composite
def pieces(draw: st.DrawFn, name: str = "") -> tuple[Piece, ...]:
    count = draw(st.integers(0, 8))
    return tuple(
        Piece(
            f"{name}:{number}",
            draw(st.sampled_from([15, 100, 480, 1_500])),
            draw(st.none() | st.integers(-5, 45).map(due)),
            draw(st.sampled_from([None, 1, 2])),
            draw(st.booleans()),
        )
        for number in range(count)
    )


@st.composite
def workers(draw: st.DrawFn) -> list[Worker]:
    waits = Worker(NOBODY, 1, no_plan(WEEKS, starts_on=MONDAY, today=TODAY), draw(pieces("0")), {})
    return [waits] * draw(st.integers(0, 1)) + [
        Worker(
            number,
            draw(st.sampled_from([1, 2])),
            draw(plans()),
            draw(pieces(str(number))),
            draw(st.dictionaries(st.sampled_from([1, 2]), st.integers(1, 5))),
        )
        for number in range(1, draw(st.integers(2, 6)))
    ]
