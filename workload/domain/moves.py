"""Which tasks could go to whom, so that nobody is beyond their capacity (L7), and what no move can help (L8)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from workload.domain.load import DAYS, PERCENT, Piece, Plan, Spread, free_by_day, spread
from workload.domain.policies import WorkloadRules

# Level 1 is still learning.
LOWEST_LEVEL: Final = 2
MOST_MOVES: Final = 8
# Has what nobody has: no time, so that all of it is to be given away.
NOBODY: Final = 0


@dataclass(frozen=True)
class Worker:
    """Somebody on the board, or NOBODY. `skills`: {skill: level}."""

    id: int
    department_id: int
    plan: Plan
    pieces: tuple[Piece, ...]
    skills: Mapping[int, int]

    @cached_property
    def load(self) -> Spread:
        return spread(self.plan, self.pieces)


@dataclass(frozen=True, slots=True)
class Move:
    """A proposal, with its reasons: the level of the skill (None: the work asks for none), what the other has free
    before the deadline, and whether both are of one department."""

    key: str
    from_id: int
    to_id: int
    minutes: int
    due_on: date | None
    skill_id: int | None
    level: int | None
    free_minutes: int
    is_same_department: bool


@dataclass(frozen=True, slots=True)
class Shortage:
    """Work of one skill that nobody has time for before its deadlines in the week from `starts_on`."""

    skill_id: int | None
    starts_on: date
    minutes: int
    keys: tuple[str, ...]


class _Desk:
    """A worker while moves are tried. `is_full`: nothing is given to who is beyond their capacity in any week;
    `percent`: how full all weeks are together; `free`: minutes by deadline, as `free_by_day`."""

    def __init__(self, worker: Worker, rules: WorkloadRules) -> None:
        self.worker, self.rules = worker, rules
        self.have(list(worker.pieces), worker.load)

    def take(self, pieces: Iterable[Piece]) -> None:
        now = list(pieces)
        self.have(now, spread(self.worker.plan, now))

    def have(self, pieces: list[Piece], load: Spread) -> None:
        self.pieces, self.load = pieces, load
        self.is_over = bool(pieces) if self.worker.id == NOBODY else load.is_over(self.rules)
        self.is_full = self.is_over or load.worst > 0
        capacity = sum(week.capacity for week in load.weeks)
        self.percent = PERCENT * sum(week.demand for week in load.weeks) // capacity if capacity else PERCENT
        self.free = free_by_day(self.worker.plan, pieces)

    def free_before(self, due_on: date | None) -> int:
        plan = self.worker.plan
        return self.free[plan.last_day if due_on is None else plan.day_of(due_on)]

    def level_for(self, piece: Piece) -> int | None:
        """Their level of the skill; None where the piece asks for none."""
        return None if piece.skill_id is None else self.worker.skills.get(piece.skill_id, 0)


def propose(
    workers: Iterable[Worker],
    rules: WorkloadRules,
    *,
    banned: Collection[tuple[str, int]] = frozenset(),
    most: int = MOST_MOVES,
) -> list[Move]:
    """At most `most` moves of what is nobody's and out of weeks that are over, the fullest person first. The other one
    has the skill at level 2 or more and so much time before the deadline that nothing of theirs becomes late, and is
    nowhere over afterwards; of the same department first, then who is least loaded. `banned`: (key, person) that
    somebody has turned down. Nothing is moved twice, and the order of `workers` does not matter."""
    return _proposed(_desks(workers, rules), banned, most)


def shortages(workers: Iterable[Worker], rules: WorkloadRules) -> list[Shortage]:
    """What stays late when everything that can be moved has been, by skill and week (L8)."""
    desks = _desks(workers, rules)
    _proposed(desks, frozenset(), most=sum(len(desk.pieces) for desk in desks))
    late: dict[tuple[date, int | None], list[tuple[str, int]]] = defaultdict(list)
    for desk in desks:
        by_key = {piece.key: piece for piece in desk.pieces}
        for key, minutes in desk.load.late.items():
            late[_week_of(desk.worker.plan, by_key[key]), by_key[key].skill_id].append((key, minutes))
    return [
        Shortage(skill, week, sum(minutes for _key, minutes in parts), tuple(sorted(key for key, _minutes in parts)))
        for (week, skill), parts in sorted(late.items(), key=lambda one: (one[0][0], one[0][1] or 0))
    ]


def _desks(workers: Iterable[Worker], rules: WorkloadRules) -> list[_Desk]:
    return [_Desk(worker, rules) for worker in sorted(workers, key=lambda one: one.id)]


def _proposed(desks: Sequence[_Desk], banned: Collection[tuple[str, int]], most: int) -> list[Move]:
    moves: list[Move] = []
    moved: set[str] = set()
    for desk in sorted(desks, key=lambda one: (-one.load.worst, one.worker.id)):
        # What nobody can take now, nobody can once others have been given more.
        settled = set(moved)
        while desk.is_over and len(moves) < most:
            found = _relief(desk, desks, banned, settled)
            if found is None:
                break
            moves.append(found)
            moved.add(found.key)
    return moves


def _relief(desk: _Desk, desks: Sequence[_Desk], banned: Collection[tuple[str, int]], settled: set[str]) -> Move | None:
    """Takes the first piece away from `desk` that somebody can do, and gives it to them. `settled`: keys that are not
    tried; those that were tried are added."""
    for piece in _pressing(desk, settled):
        settled.add(piece.key)
        found = _best(desk, piece, desks, banned)
        if found is not None:
            other, free = found
            other.take([*other.pieces, piece])
            desk.take(one for one in desk.pieces if one.key != piece.key)
            return _move(desk, other, piece, free)
    return None


def _pressing(desk: _Desk, settled: Collection[str]) -> list[Piece]:
    """What lies in weeks that are over and may go: what helps most for the least work first."""
    full = [number for number, week in enumerate(desk.load.weeks) if week.over or week.late]
    weight = {
        piece.key: piece.minutes
        if desk.worker.id == NOBODY
        else desk.load.late.get(piece.key, 0) + sum(desk.load.parts[piece.key][number] for number in full)
        for piece in desk.pieces
        if piece.is_movable and piece.key not in settled
    }
    worst = max([desk.load.worst, *desk.load.late.values()])
    pressing = [piece for piece in desk.pieces if weight.get(piece.key)]
    return sorted(pressing, key=lambda one: (-min(weight[one.key], worst), one.minutes, one.key))


def _best(
    desk: _Desk, piece: Piece, desks: Sequence[_Desk], banned: Collection[tuple[str, int]]
) -> tuple[_Desk, int] | None:
    """(who should do it, their free minutes before the deadline); as long as these last, no week of theirs is over."""
    near = desk.worker.department_id
    known = [one for one in desks if one is not desk and not one.is_full and _knows(one, piece, near)]
    for other in sorted(known, key=lambda one: (one.worker.department_id != near, one.percent, one.worker.id)):
        if (piece.key, other.worker.id) in banned:
            continue
        free = other.free_before(piece.due_on)
        if free >= piece.minutes:
            return other, free
    return None


def _knows(other: _Desk, piece: Piece, department_id: int) -> bool:
    """What asks for no skill stays in its department."""
    level = other.level_for(piece)
    return other.worker.department_id == department_id if level is None else level >= LOWEST_LEVEL


def _move(desk: _Desk, other: _Desk, piece: Piece, free: int) -> Move:
    return Move(
        key=piece.key,
        from_id=desk.worker.id,
        to_id=other.worker.id,
        minutes=piece.minutes,
        due_on=piece.due_on,
        skill_id=piece.skill_id,
        level=other.level_for(piece),
        free_minutes=free,
        is_same_department=other.worker.department_id == desk.worker.department_id,
    )


def _week_of(plan: Plan, piece: Piece) -> date:
    """Monday of the week in which the piece is wanted, which has a deadline: without one it is never late."""
    assert piece.due_on is not None
    return plan.starts_on + timedelta(days=DAYS * plan.week_of(piece.due_on))
