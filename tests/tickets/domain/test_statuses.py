"""The table of a ticket's moves (T4)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.statuses import TRANSITIONS, Event, Party, Status, events_for, is_path, next_status

STEPS = st.lists(st.tuples(st.sampled_from(Event), st.sampled_from(Party)), max_size=40)


def walk(steps: list[tuple[Event, Party]]) -> list[Status]:
    """Statuses of a ticket to which `steps` are tried one after another."""
    path = [Status.NEW]
    for event, party in steps:
        after = next_status(path[-1], event, party)
        if after is not None and after != path[-1]:
            path.append(after)
    return path


@given(STEPS)
def test_whatever_is_tried_the_history_is_a_path(steps: list[tuple[Event, Party]]) -> None:
    assert is_path(walk(steps))


@given(st.sampled_from(Status), st.sampled_from(Event), st.sampled_from(Party))
def test_buttons_and_moves_are_one_table(status: Status, event: Event, party: Party) -> None:
    assert (next_status(status, event, party) is not None) == (event in events_for(status, party))


@given(STEPS)
def test_only_reopening_leaves_closed(steps: list[tuple[Event, Party]]) -> None:
    path = walk(steps)
    assert all(after == Status.OPEN for before, after in pairwise(path) if before == Status.CLOSED)
    assert {event for status, event in TRANSITIONS if status == Status.CLOSED} == {Event.REOPEN}


def test_every_status_can_be_reached_and_left() -> None:
    reached = {Status.NEW} | {after for _parties, after in TRANSITIONS.values()}
    left = {status for (status, _event), (_parties, after) in TRANSITIONS.items() if after != status}
    assert reached == left == set(Status)


def test_the_client_only_writes_closes_what_was_handed_over_and_reopens() -> None:
    allowed = {(status, event) for (status, event), (parties, _after) in TRANSITIONS.items() if Party.CLIENT in parties}
    assert {event for _status, event in allowed} == {Event.CLIENT_WRITES, Event.CLOSE, Event.REOPEN}
    assert [status for status, event in allowed if event == Event.CLOSE] == [Status.RESOLVED]


def test_a_clients_letter_wakes_what_waits_for_the_client_and_leaves_the_specialist_alone() -> None:
    after = {status: next_status(status, Event.CLIENT_WRITES, Party.SYSTEM) for status in Status}
    assert after == {
        Status.NEW: Status.NEW,
        Status.OPEN: Status.OPEN,
        Status.WAITING_CLIENT: Status.OPEN,
        Status.WAITING_SPECIALIST: Status.WAITING_SPECIALIST,
        Status.RESOLVED: Status.OPEN,
        Status.CLOSED: None,
    }


def test_what_is_no_path() -> None:
    assert is_path([])
    assert is_path([Status.NEW, Status.OPEN, Status.RESOLVED, Status.CLOSED, Status.OPEN])
    assert not is_path([Status.NEW, Status.CLOSED, Status.RESOLVED])
    assert not is_path([Status.OPEN, Status.NEW])


def test_silence_closes_only_what_was_handed_over() -> None:
    assert [status for status, event in TRANSITIONS if event == Event.FALL_SILENT] == [Status.RESOLVED]
    assert next_status(Status.RESOLVED, Event.FALL_SILENT, Party.STAFF) is None
