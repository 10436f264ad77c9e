"""S2, T5: what becomes of promises, from the table and as laws over any sequence of happenings."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.clocks import (
    RESPONSES,
    UNFINISHED,
    About,
    ClockFacts,
    ClockKind,
    ClockState,
    EndReason,
    Happening,
    What,
    follow,
    follow_all,
    what_a_move_means,
)
from tickets.domain.statuses import Status

UNDONE = {
    What.REOPENED: (EndReason.CLOSED,),
    What.WAITS_AGAIN: (EndReason.CLOSED, EndReason.NO_ANSWER_NEEDED),
}
UNDOING = (What.TAKEN_BACK, What.ENDING_UNDONE)
NINE = datetime(2026, 11, 16, 9, tzinfo=UTC)
FIRST, NEXT, RESOLUTION, PROMISE, APPROVAL = ClockKind
OF_APPROVALS = (What.APPROVAL_AWAITED, What.APPROVAL_ASKED, What.APPROVAL_DECIDED, What.APPROVAL_DROPPED)


def minutes(count):
    return NINE + timedelta(minutes=count)


def wrote(at=0, message=1):
    return Happening(What.CLIENT_WROTE, minutes(at), message)


def answered(at=20, message=2):
    return Happening(What.ANSWERED, minutes(at), message)


def promised(at=20, message=2, until=120):
    return Happening(What.PROMISED, minutes(at), message, promised_for=minutes(until))


def states(clocks):
    return {(clock.kind, clock.message_id): clock.state for clock in clocks}


def one(clocks, kind):
    [clock] = [clock for clock in clocks if clock.kind is kind]
    return clock


def test_the_first_message_begins_response_and_resolution():
    clocks = follow((), wrote())
    assert states(clocks) == {(FIRST, 1): ClockState.RUNNING, (RESOLUTION, 1): ClockState.RUNNING}
    assert {clock.started_at for clock in clocks} == {NINE}


def test_a_further_message_of_somebody_who_waits_begins_nothing():
    clocks = follow((), wrote())
    assert follow(clocks, wrote(5, 2)) == clocks


def test_an_answer_meets_the_response_and_the_next_message_begins_another():
    clocks = follow_all((), [wrote(), answered(), wrote(40, 3)])
    first = one(clocks, FIRST)
    assert (first.state, first.finished_at, first.finished_by) == (ClockState.MET, minutes(20), 2)
    assert one(clocks, NEXT).message_id == 3
    assert one(clocks, RESOLUTION).state is ClockState.RUNNING


def test_a_promise_meets_the_response_and_runs_by_itself():
    clocks = follow_all((), [wrote(), promised()])
    assert one(clocks, FIRST).state is ClockState.MET
    assert one(clocks, PROMISE).promised_for == minutes(120)
    assert one(follow(clocks, answered(60, 3)), PROMISE).finished_by == 3


def test_a_promise_again_ends_the_one_before_and_says_why():
    clocks = follow_all((), [wrote(), promised(), promised(100, 3, 300)])
    before, again = (clock for clock in clocks if clock.kind is PROMISE)
    assert (before.state, before.end_reason, before.finished_by) == (ClockState.CANCELLED, EndReason.PROMISED_AGAIN, 3)
    assert again.state is ClockState.RUNNING


def test_asking_the_client_pauses_the_resolution_until_they_write():
    clocks = follow_all((), [wrote(), answered(), Happening(What.ASKED_CLIENT, minutes(20))])
    assert one(clocks, RESOLUTION).state is ClockState.PAUSED
    clocks = follow_all(clocks, [wrote(50, 3), Happening(What.WORK_RESUMED, minutes(50))])
    assert one(clocks, RESOLUTION).pauses == ((minutes(20), minutes(50)),)
    assert one(clocks, RESOLUTION).state is ClockState.RUNNING


def test_asking_twice_is_one_pause():
    clocks = follow_all(
        (), [wrote(), Happening(What.ASKED_CLIENT, minutes(1)), Happening(What.ASKED_CLIENT, minutes(2))]
    )
    assert one(clocks, RESOLUTION).pauses == ((minutes(1), None),)


def test_handing_over_meets_the_resolution_and_a_reopening_begins_another():
    clocks = follow_all((), [wrote(), answered(), Happening(What.HANDED_OVER, minutes(30))])
    assert one(clocks, RESOLUTION).state is ClockState.MET
    clocks = follow_all(clocks, [wrote(90, 3), Happening(What.REOPENED, minutes(90), 3)])
    assert [clock.state for clock in clocks if clock.kind is RESOLUTION] == [ClockState.MET, ClockState.RUNNING]


@pytest.mark.parametrize(
    ("what", "reason"), [(What.CLOSED, EndReason.CLOSED), (What.NO_ANSWER_NEEDED, EndReason.NO_ANSWER_NEEDED)]
)
def test_what_ends_without_an_answer_says_why(what, reason):
    first = one(follow_all((), [wrote(), Happening(what, minutes(3))]), FIRST)
    assert (first.state, first.end_reason, first.finished_at) == (ClockState.CANCELLED, reason, minutes(3))


def test_an_answer_entered_late_does_not_answer_what_came_after_it():
    clocks = follow_all((), [wrote(), answered(), wrote(40, 3), answered(30, 4)])
    assert one(clocks, NEXT).state is ClockState.RUNNING


@pytest.mark.parametrize(
    "deed",
    [
        [answered()],
        [promised()],
        [answered(), Happening(What.ASKED_CLIENT, minutes(20), 2)],
        [answered(), Happening(What.HANDED_OVER, minutes(20), 2)],
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        [wrote()],
        [wrote(-9, 8), promised(-5, 9), wrote()],
        [wrote(-9, 8), answered(-5, 9), Happening(What.ASKED_CLIENT, minutes(-5), 9)],
    ],
)
def test_a_reply_taken_back_leaves_everything_as_it_was(before, deed):
    known = follow_all((), before)
    after = follow_all(known, deed)
    undone = follow(after, Happening(What.TAKEN_BACK, minutes(21), 2, since=minutes(20)))
    assert undone[: len(known)] == known
    assert all(clock.end_reason == EndReason.TAKEN_BACK for clock in undone[len(known) :])


def test_moves_say_what_the_clocks_hear():
    assert what_a_move_means(Status.OPEN, Status.WAITING_CLIENT) is What.ASKED_CLIENT
    assert what_a_move_means(Status.WAITING_CLIENT, Status.OPEN) is What.WORK_RESUMED
    assert what_a_move_means(Status.WAITING_CLIENT, Status.WAITING_SPECIALIST) is What.WORK_RESUMED
    assert what_a_move_means(Status.OPEN, Status.WAITING_SPECIALIST) is None
    assert what_a_move_means(Status.NEW, Status.RESOLVED) is What.HANDED_OVER
    assert what_a_move_means(Status.RESOLVED, Status.CLOSED) is What.CLOSED
    assert what_a_move_means(Status.CLOSED, Status.OPEN) is What.REOPENED


@st.composite
def stories(draw):
    """Happenings in order of time, each message with a number of its own."""
    steps = draw(
        st.lists(
            st.tuples(st.sampled_from([what for what in What if what not in UNDOING]), st.integers(0, 90)),
            max_size=25,
        )
    )
    at, told = NINE, []
    for number, (what, pause) in enumerate(steps, start=1):
        at += timedelta(minutes=pause)
        until = at + timedelta(hours=1) if what is What.PROMISED else None
        about = About("estimate", number % 3) if what in OF_APPROVALS else None
        told.append(Happening(what, at, number, promised_for=until, about=about))
    return told


@given(stories())
def test_at_most_one_response_one_resolution_and_one_promise_are_owed(story):
    unfinished = [clock.kind for clock in follow_all((), story) if clock.is_unfinished]
    assert sum(kind in RESPONSES for kind in unfinished) <= 1
    assert unfinished.count(RESOLUTION) <= 1
    assert unfinished.count(PROMISE) <= 1


@given(stories())
def test_what_has_ended_stays_as_it_is_unless_its_closing_is_undone(story):
    clocks = ()
    for happening in story:
        after = follow(clocks, happening)
        for was, now in zip(clocks, after, strict=False):
            is_undone = was.end_reason in UNDONE.get(happening.what, ())
            assert was.is_unfinished or now == was or is_undone
        clocks = after


@pytest.mark.parametrize("later", [None, What.CLIENT_WROTE])
def test_who_waits_again_after_a_closing_is_owed_the_same_answer_and_only_one(later):
    clocks = follow_all((), [Happening(What.CLIENT_WROTE, NINE, 1), Happening(What.CLOSED, minutes(10))])
    before = [Happening(later, minutes(15), 2)] if later else []
    after = follow_all(clocks, [*before, Happening(What.REOPENED, minutes(20)), Happening(What.WAITS_AGAIN, NINE)])
    owed = [clock for clock in after if clock.is_unfinished and clock.kind in RESPONSES]
    assert [(clock.started_at, clock.end_reason) for clock in owed] == [(minutes(15) if later else NINE, "")]


def test_nobody_waits_again_for_another_message_than_the_one_that_was_cancelled():
    clocks = follow_all((), [Happening(What.CLIENT_WROTE, NINE, 1), Happening(What.CLOSED, minutes(10))])
    after = follow(clocks, Happening(What.WAITS_AGAIN, minutes(5)))
    assert [(clock.kind, clock.started_at) for clock in after if clock.is_unfinished] == [
        (ClockKind.NEXT_RESPONSE, minutes(5))
    ]


def test_who_needs_an_answer_after_all_is_owed_the_same_one():
    before = follow((), wrote())
    after = follow(before, Happening(What.NO_ANSWER_NEEDED, minutes(10)))
    assert follow(after, Happening(What.WAITS_AGAIN, NINE)) == before


@given(stories())
def test_pauses_are_in_order_and_open_only_while_paused(story):
    for clock in follow_all((), story):
        instants = [instant for pause in clock.pauses for instant in pause if instant is not None]
        assert instants == sorted(instants)
        assert (clock.state is ClockState.PAUSED) == any(end is None for _start, end in clock.pauses)
        assert (clock.finished_at is None) == (clock.state in UNFINISHED)


@given(stories(), st.booleans(), st.sampled_from([None, What.ASKED_CLIENT, What.HANDED_OVER]))
def test_taking_back_undoes_any_reply_after_any_story(story, is_promise, then):
    known = follow_all((), story)
    at = (story[-1].at if story else NINE) + timedelta(minutes=1)
    deed = [Happening(What.PROMISED if is_promise else What.ANSWERED, at, 999, promised_for=at + timedelta(hours=1))]
    if then:
        deed.append(Happening(then, at, 999))
    undone = follow(follow_all(known, deed), Happening(What.TAKEN_BACK, at, 999, since=at))
    assert undone[: len(known)] == known


@given(stories())
def test_a_closing_that_is_undone_has_never_been(story):
    known = follow_all((), story)
    at = (story[-1].at if story else NINE) + timedelta(minutes=1)
    closed = follow(known, Happening(What.CLOSED, at))
    assert not any(clock.is_unfinished for clock in closed)
    assert follow(closed, Happening(What.ENDING_UNDONE, at + timedelta(hours=1), since=at)) == known


@given(stories())
def test_a_client_who_wrote_last_is_owed_an_answer(story):
    clocks = follow(follow_all((), story), Happening(What.CLIENT_WROTE, NINE + timedelta(days=30), 1_000))
    assert any(clock.is_unfinished for clock in clocks if clock.kind in RESPONSES)


@given(stories())
def test_facts_are_never_changed_in_place(story):
    clocks = follow_all((), story)
    assert all(isinstance(clock, ClockFacts) for clock in clocks)
    assert follow_all((), story) == clocks


def kept(at, until):
    return Happening(What.KEPT, minutes(at), 3, promised_for=minutes(until))


def still(*untils):
    return frozenset(map(minutes, untils))


def test_what_is_promised_to_a_question_runs_until_that_is_answered():
    clocks = follow((), promised(until=120))
    again = Happening(What.PROMISED, minutes(30), 3, promised_for=minutes(200), standing=still(120, 200))
    later = Happening(What.ANSWERED, minutes(40), 4, standing=still(120, 200))
    clocks = follow_all(clocks, [again, later])
    assert [clock.state for clock in clocks] == [ClockState.RUNNING, ClockState.RUNNING]
    clocks = follow(clocks, kept(50, 120))
    assert [clock.state for clock in clocks] == [ClockState.MET, ClockState.RUNNING]


def test_reopening_restores_each_promise_that_stands():
    clocks = follow((), promised(until=120))
    clocks = follow(clocks, Happening(What.PROMISED, minutes(30), 3, minutes(200), standing=still(120, 200)))
    closed = follow(clocks, Happening(What.CLOSED, minutes(40)))
    assert {clock.state for clock in closed} == {ClockState.CANCELLED}
    opened = follow(closed, Happening(What.REOPENED, minutes(50), None, minutes(120), standing=still(120, 200)))
    assert [one.state for one in opened if one.kind is PROMISE] == [ClockState.RUNNING, ClockState.RUNNING]
