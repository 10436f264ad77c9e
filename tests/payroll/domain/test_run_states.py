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
