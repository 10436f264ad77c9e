"""Who is told of a step: whoever is there, each once, and somebody in any case (S3, L4)."""

from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.clock_plans import BREACH, WARN
from tickets.domain.escalation import Ladder, addressed, told_now
from tickets.domain.sla import ROLES

people = st.frozensets(st.integers(1, 6), max_size=3)
held = st.fixed_dictionaries(dict.fromkeys(ROLES, people))
absent = st.frozensets(st.integers(1, 6))
steps = st.sampled_from([WARN, *ROLES])
NOBODY = frozenset[int]()


def ladder_of(holders: dict[str, frozenset[int]], away: frozenset[int], unsteady: frozenset[int] = NOBODY) -> Ladder:
    return Ladder(
        there=lambda role: holders[role] - away,
        held=holders.__getitem__,
        steady=frozenset(range(1, 7)) - away - unsteady,
    )


@given(steps, held, absent)
def test_who_is_absent_is_told_only_where_everybody_is(
    step: str, holders: dict[str, frozenset[int]], away: frozenset[int]
) -> None:
    roles = ROLES[0 if step == WARN else ROLES.index(step) :]
    told = list(addressed(step, ladder_of(holders, away)))
    everybody = frozenset[int]().union(*(holders[role] for role in roles))
    assert bool(told) == bool(everybody)
    if everybody - away:
        assert not {one.employee_id for one in told} & away


@given(held, absent, st.integers(0, len(ROLES) - 1))
def test_whoever_is_there_hears_of_every_breach_once_whatever_others_do(
    holders: dict[str, frozenset[int]], away: frozenset[int], until: int
) -> None:
    """Nobody is told twice who was there all the time, and nobody is left out who was not."""
    before = (BREACH, *ROLES[:until])
    ladder = ladder_of(holders, NOBODY, unsteady=away)
    now = told_now(before=before, steps=ROLES[until:], has_ladder=True, ladder=ladder, answered_then=None)
    ids = [one.employee_id for one in now]
    assert len(ids) == len(set(ids))
    due = frozenset[int]().union(*(holders[role] for role in ROLES[until:]))
    assert (due & away) <= set(ids) <= due


def test_a_head_who_was_away_at_their_step_hears_of_it_by_the_next() -> None:
    holders = {"manager": frozenset({1}), "operator": NOBODY, "head": frozenset({2}), "director": frozenset({2})}
    kept = {"before": (BREACH, "manager", "operator", "head"), "steps": ("director",), "has_ladder": True}
    told = told_now(**kept, ladder=ladder_of(holders, NOBODY, unsteady=frozenset({2})), answered_then=1)
    assert [one.employee_id for one in told] == [2]
    assert not told_now(**kept, ladder=ladder_of(holders, NOBODY), answered_then=1)
