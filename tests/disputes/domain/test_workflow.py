"""The table of moves, the time for each, and what each outcome is worth (D4–D9, D12)."""

from datetime import UTC, datetime, timedelta

import pytest

from disputes.domain.stakes import Points, Stakes, points_of
from disputes.domain.steps import Refusal, step
from disputes.domain.workflow import (
    DISPUTE_TRANSITIONS,
    REVISING,
    UNDECIDED,
    VERDICTS,
    DisputeEvent,
    DisputeParty,
    DisputeState,
    after,
    events_of,
    is_path,
)

S, E, P = DisputeState, DisputeEvent, DisputeParty
END = datetime(2026, 11, 28, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_each_party_has_its_own_moves() -> None:
    assert events_of(S.OPEN, P.RESPONDENT) == (E.ACCEPT, E.CONTEST)
    assert events_of(S.OPEN, P.INITIATOR) == (E.WITHDRAW,)
    assert events_of(S.OPEN, P.ARBITER) == ()
    assert len(events_of(S.CONTESTED, P.ARBITER)) == 4
    assert events_of(S.CONTESTED, P.INITIATOR) == events_of(S.CONTESTED, P.RESPONDENT) == ()


def test_only_silence_is_ever_undone() -> None:
    left = {state for state, _ in DISPUTE_TRANSITIONS}
    assert left == UNDECIDED | {S.DEFAULTED}
    assert REVISING < VERDICTS


def test_a_move_is_its_partys_alone() -> None:
    assert after(S.OPEN, E.ACCEPT, P.RESPONDENT) == S.ACCEPTED
    assert after(S.OPEN, E.ACCEPT, P.INITIATOR) is None
    assert after(S.ACCEPTED, E.ACCEPT, P.RESPONDENT) is None


def test_a_history_is_a_walk_along_the_table() -> None:
    assert is_path([S.OPEN, S.DEFAULTED, S.OPEN, S.CONTESTED, S.BOTH_WRONG])
    assert not is_path([S.OPEN, S.BOTH_WRONG])
    assert is_path([S.OPEN])


@pytest.mark.parametrize(
    ("state", "event", "party", "at", "outcome"),
    [
        (S.OPEN, E.ACCEPT, P.RESPONDENT, END - SECOND, S.ACCEPTED),
        (S.OPEN, E.ACCEPT, P.RESPONDENT, END, Refusal.TOO_LATE),
        (S.OPEN, E.CONTEST, P.RESPONDENT, END + SECOND, Refusal.TOO_LATE),
        (S.OPEN, E.WITHDRAW, P.INITIATOR, END - SECOND, S.WITHDRAWN),
        (S.OPEN, E.WITHDRAW, P.INITIATOR, END, Refusal.TOO_LATE),
        (S.OPEN, E.TIME_OUT, P.SYSTEM, END - SECOND, Refusal.TOO_EARLY),
        (S.OPEN, E.TIME_OUT, P.SYSTEM, END, S.DEFAULTED),
        (S.OPEN, E.ACCEPT, P.INITIATOR, END - SECOND, Refusal.NOT_YOURS),
        (S.ACCEPTED, E.ACCEPT, P.RESPONDENT, END - SECOND, Refusal.NO_SUCH_MOVE),
        (S.CONTESTED, E.WITHDRAW, P.INITIATOR, END - SECOND, Refusal.NO_SUCH_MOVE),
        (S.CONTESTED, E.FIND_BOTH_RIGHT, P.ARBITER, END + SECOND, S.BOTH_RIGHT),
    ],
)
def test_a_step_before_at_and_after_the_end_of_the_term(
    state: DisputeState, event: DisputeEvent, party: DisputeParty, at: datetime, outcome: DisputeState | Refusal
) -> None:
    assert step(state, event, party, at=at, respond_by=END) == outcome


def test_what_outcomes_are_worth() -> None:
    worth = {state: points_of(state) for state in DisputeState}
    assert worth == {
        S.OPEN: Points(),
        S.CONTESTED: Points(),
        S.ACCEPTED: Points(1, -1),
        S.DEFAULTED: Points(1, -1),
        S.WITHDRAWN: Points(),
        S.INITIATOR_RIGHT: Points(2, -2),
        S.RESPONDENT_RIGHT: Points(-2, 2),
        S.BOTH_RIGHT: Points(),
        S.BOTH_WRONG: Points(),
        S.LAPSED: Points(),
    }


def test_a_department_may_set_other_numbers() -> None:
    stakes = Stakes(answered=3, judged=5, both_right=Points(1, 1), both_wrong=Points(-1, -2))
    assert points_of(S.DEFAULTED, stakes) == Points(3, -3)
    assert points_of(S.RESPONDENT_RIGHT, stakes) == Points(-5, 5)
    assert points_of(S.BOTH_RIGHT, stakes) == Points(1, 1)
    assert points_of(S.BOTH_WRONG, stakes) == Points(-1, -2)
