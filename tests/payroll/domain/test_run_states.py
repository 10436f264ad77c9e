"""The life of runs and months of pay: what leads where, and by whom (Y5, P4)."""

from payroll.domain.run_states import (
    PERIOD_TRANSITIONS,
    RUN_TRANSITIONS,
    PeriodState,
    RunEvent,
    RunParty,
    RunState,
    next_run_state,
    run_parties,
)
from payroll.models import PayPeriod, PayRun


def test_the_tables_know_the_states_of_the_rows_and_end_where_nothing_changes_any_more() -> None:
    assert {state.value for state in RunState} == set(PayRun.State.values)
    assert {state.value for state in PeriodState} == set(PayPeriod.State.values)
    left = {state for state, _event in RUN_TRANSITIONS}
    assert set(RunState) - left == {RunState.APPROVED, RunState.DISCARDED}
    assert set(PeriodState) - {state for state, _event in PERIOD_TRANSITIONS} == {PeriodState.CLOSED}


def test_what_is_approved_was_confirmed_and_only_the_approver_approves() -> None:
    ways = [state for (state, event), (_who, target) in RUN_TRANSITIONS.items() if target is RunState.APPROVED]
    assert ways == [RunState.CONFIRMED]
    assert run_parties(RunState.CONFIRMED, RunEvent.APPROVE) == {RunParty.APPROVER}
    assert next_run_state(RunState.DRAFTED, RunEvent.APPROVE) is None
    assert run_parties(RunState.APPROVED, RunEvent.SEND_BACK) == frozenset()


def test_the_keeper_drafts_anew_what_is_not_confirmed_and_whoever_has_a_say_sends_it_back() -> None:
    keeper, confirmer, approver = ({party} for party in (RunParty.KEEPER, RunParty.CONFIRMER, RunParty.APPROVER))
    who = {
        (RunState.DRAFTING, RunEvent.FINISH): {RunParty.DESK},
        (RunState.DRAFTING, RunEvent.DISCARD): keeper,
        (RunState.DRAFTED, RunEvent.DISCARD): keeper,
        (RunState.DRAFTED, RunEvent.CONFIRM): confirmer,
        (RunState.DRAFTED, RunEvent.SEND_BACK): confirmer,
        (RunState.CONFIRMED, RunEvent.SEND_BACK): confirmer | approver,
        (RunState.CONFIRMED, RunEvent.APPROVE): approver,
    }
    moves = {(state, event): run_parties(state, event) for state in RunState for event in RunEvent}
    assert {move: parties for move, parties in moves.items() if parties} == who
    back = {event: next_run_state(RunState.CONFIRMED, event) for event in (RunEvent.SEND_BACK, RunEvent.DISCARD)}
    assert back == {RunEvent.SEND_BACK: RunState.DISCARDED, RunEvent.DISCARD: None}
