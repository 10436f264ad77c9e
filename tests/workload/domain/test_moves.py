"""Proposals of moves, and what no move can help (L7, L8)."""

from collections.abc import Iterable
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workload.domain.desks import MONDAY, TODAY, a_plan, due, workers
from workload.domain.load import Piece, spread
from workload.domain.moves import NOBODY, Move, Shortage, Worker, propose, shortages
from workload.domain.policies import STANDARD
from workload.domain.rooms import no_plan

AWAY = (0,) * 7
BIG = Piece("big", 1_000, due(1), 1)
SMALL = Piece("small", 300, due(1), 1)


def worker(number: int, *has: Piece, level: int = 3, department: int = 1, is_away: bool = False) -> Worker:
    plan = a_plan(*(AWAY,) * 4) if is_away else a_plan()
    return Worker(number, department, plan, has, {1: level} if level else {})


def after(people: Iterable[Worker], moves: Iterable[Move]) -> dict[int, list[Piece]]:
    """What each of them has once everything is moved."""
    has = {one.id: list(one.pieces) for one in people}
    for move in moves:
        piece = next(piece for piece in has[move.from_id] if piece.key == move.key)
        has[move.from_id].remove(piece)
        has[move.to_id].append(piece)
    return has


def test_the_least_work_that_helps_goes_to_who_can_and_has_time() -> None:
    moves = propose([worker(1, BIG, SMALL), worker(2)], STANDARD)
    assert moves == [Move("small", 1, 2, 300, due(1), 1, 3, 960, True)]


def test_nobody_who_is_learning_absent_or_full_and_nothing_that_stays() -> None:
    full = (Piece("own", 900, due(1)),)
    stays = Piece("small", 300, due(1), 1, is_movable=False)
    huge = Piece("big", 1_000, due(1), 1, is_movable=False)
    for other in (worker(2, level=1), worker(2, level=0), worker(2, is_away=True), worker(2, *full)):
        assert propose([worker(1, huge, SMALL), other], STANDARD) == []
    assert propose([worker(1, huge, stays), worker(2)], STANDARD) == []


def test_the_own_department_goes_first_then_who_is_least_loaded() -> None:
    busy = worker(2, Piece("x", 200, due(20)))
    people = [worker(1, BIG, SMALL), busy, worker(3, department=2), worker(4)]
    assert [move.to_id for move in propose(people, STANDARD)] == [4]
    assert [move.to_id for move in propose(people, STANDARD, banned={("small", 4)})] == [2]
    banned = {("small", 4), ("small", 2)}
    assert [(move.to_id, move.is_same_department) for move in propose(people, STANDARD, banned=banned)] == [(3, False)]


def test_what_asks_for_no_skill_stays_in_the_department() -> None:
    plain = [Piece("a", 800, due(1)), Piece("b", 300, due(1))]
    assert propose([worker(1, *plain), worker(2, department=2)], STANDARD) == []
    assert [(move.key, move.level) for move in propose([worker(1, *plain), worker(2)], STANDARD)] == [("b", None)]


def test_a_move_that_would_fill_somebody_too_much_is_not_proposed() -> None:
    crowd = Worker(2, 1, a_plan((0, 0, 480, 480, 480, 0, 0), inflow=1), (Piece("x", 1_440, due(1), None),), {1: 5})
    assert propose([worker(1, BIG, SMALL), crowd], STANDARD) == []


def test_what_is_nobodys_is_given_to_who_has_time_and_lacks_it_else() -> None:
    waiting = (SMALL, Piece("some day", 60, None, 1), Piece("long", 1_000, due(1), 1))
    nobody = Worker(NOBODY, 1, no_plan(4, starts_on=MONDAY, today=TODAY), waiting, {})
    moves = propose([nobody, worker(2)], STANDARD)
    assert {(move.key, move.from_id, move.to_id) for move in moves} == {("small", 0, 2), ("some day", 0, 2)}
    assert shortages([nobody, worker(2)], STANDARD) == [Shortage(1, MONDAY, 1_000, ("long",))]


def test_what_stays_late_is_told_by_skill_and_week() -> None:
    people = [worker(1, BIG, SMALL), worker(2, Piece("y", 1_000, due(2), 2), Piece("z", 500, due(8)))]
    assert shortages(people, STANDARD) == [Shortage(1, MONDAY, 40, ("big",))]
    assert shortages(people[1:], STANDARD) == []


@given(workers(), st.integers(0, 99))
@settings(max_examples=60, deadline=None)
def test_moves_never_make_it_worse_and_keep_every_deadline(people: list[Worker], seed: int) -> None:
    moves = propose(people, STANDARD, most=50)
    has = after(people, moves)
    plans = {one.id: one.plan for one in people}
    loads = {number: spread(plans[number], pieces) for number, pieces in has.items()}
    assert max(load.worst for load in loads.values()) <= max(one.load.worst for one in people)
    assert len({move.key for move in moves}) == len(moves)
    for move in moves:
        assert move.key not in loads[move.to_id].late
        assert not loads[move.to_id].is_over(STANDARD)
    late = {key for one in people for key in one.load.late}
    assert {key for load in loads.values() for key in load.late} <= late
    shuffled = Random(seed).sample(people, len(people))
    assert propose(shuffled, STANDARD, most=50) == moves
    assert shortages(shuffled, STANDARD) == shortages(people, STANDARD)
