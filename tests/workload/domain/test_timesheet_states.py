"""The table of a timesheet: reached, left, and closed for good (L5, P4)."""

from workload.domain.timesheet_states import (
    SHEET_TRANSITIONS,
    SheetEvent,
    SheetParty,
    SheetState,
    next_sheet_state,
    parties_of,
)


def test_every_state_is_reached_and_only_the_closed_one_is_final() -> None:
    assert {SheetState.FILLED} | {target for _parties, target in SHEET_TRANSITIONS.values()} == set(SheetState)
    left = {state for (state, _event), (_parties, target) in SHEET_TRANSITIONS.items() if target != state}
    assert left == set(SheetState) - {SheetState.CLOSED}


def test_only_what_was_approved_is_closed() -> None:
    closing = [state for (state, event) in SHEET_TRANSITIONS if event is SheetEvent.CLOSE]
    assert closing == [SheetState.APPROVED]
    assert next_sheet_state(SheetState.FILLED, SheetEvent.CLOSE) is None


def test_whatever_changes_a_sheet_takes_its_marks_back() -> None:
    for event in (SheetEvent.CORRECT, SheetEvent.CHANGE):
        for state in (SheetState.FILLED, SheetState.COMPLETED, SheetState.APPROVED):
            assert next_sheet_state(state, event) is SheetState.FILLED


def test_the_person_completes_and_never_approves() -> None:
    assert parties_of(SheetState.FILLED, SheetEvent.COMPLETE) == {SheetParty.EMPLOYEE}
    approving = [parties for (_state, event), (parties, _to) in SHEET_TRANSITIONS.items() if event == "approve"]
    assert approving == [{SheetParty.APPROVER}] * 2
    assert parties_of(SheetState.CLOSED, SheetEvent.APPROVE) == frozenset()
