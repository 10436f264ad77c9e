"""The table of a task: every state can be reached and left, every side has its own steps (W1, W4)."""

from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.tasks import (
    FINISHED,
    HANDED,
    OPEN,
    TASK_TRANSITIONS,
    WITH_MANAGER,
    WITH_SPECIALIST,
    TaskEvent,
    TaskParty,
    TaskStatus,
    is_task_path,
    next_task_status,
    task_events_for,
)


def test_every_state_is_somebodys_turn_or_finished() -> None:
    assert sorted([*WITH_SPECIALIST, *WITH_MANAGER, *HANDED]) == sorted(TaskStatus)
    assert set(OPEN).isdisjoint(HANDED)


def test_every_state_is_reached_and_only_the_finished_ones_are_final() -> None:
    reached = {TaskStatus.OFFERED} | {target for _parties, target in TASK_TRANSITIONS.values()}
    assert reached == set(TaskStatus)
    left = {state for (state, _event), (parties, _target) in TASK_TRANSITIONS.items() if parties != {TaskParty.SYSTEM}}
    assert left == set(TaskStatus) - set(FINISHED)


def test_only_what_was_taken_back_before_it_left_is_unconfirmed() -> None:
    undoing = {key: move for key, move in TASK_TRANSITIONS.items() if key[0] in FINISHED}
    back = (frozenset({TaskParty.SYSTEM}), TaskStatus.HANDED_OVER)
    assert undoing == {(TaskStatus.CONFIRMED, TaskEvent.TAKE_BACK): back}


def test_nobody_hands_over_what_was_not_checked() -> None:
    before = {state for (state, event) in TASK_TRANSITIONS if event is TaskEvent.HAND_OVER}
    assert before == {TaskStatus.CHECKED}
    assert all(
        TaskParty.SPECIALIST not in parties
        for (_state, event), (parties, _target) in TASK_TRANSITIONS.items()
        if event in (TaskEvent.CHECK, TaskEvent.RETURN, TaskEvent.HAND_OVER, TaskEvent.CONFIRM)
    )


@given(st.sampled_from(TaskStatus), st.sampled_from(TaskParty))
def test_offered_events_are_exactly_those_that_lead_somewhere(status: TaskStatus, party: TaskParty) -> None:
    leading = [event for event in TaskEvent if next_task_status(status, event, party)]
    assert sorted(task_events_for(status, party)) == sorted(leading)


@given(st.lists(st.tuples(st.sampled_from(TaskEvent), st.sampled_from(TaskParty)), max_size=30))
def test_whatever_is_tried_the_history_is_a_path(tries: list[tuple[TaskEvent, TaskParty]]) -> None:
    history = [TaskStatus.OFFERED]
    for event, party in tries:
        following = next_task_status(history[-1], event, party)
        if following:
            history.append(following)
    assert is_task_path(history)


def test_a_jump_is_no_path() -> None:
    assert not is_task_path([TaskStatus.OFFERED, TaskStatus.SUBMITTED])
