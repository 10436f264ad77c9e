"""S2, W2: an approval is counted while it waits for us, from the table and as laws over any course of two estimates."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.approval_clocks import MEANING, what_a_line_means
from tickets.domain.clocks import About, ClockKind, ClockState, EndReason, Happening, What, follow, follow_all
from tickets.models import Estimate, Overrun

NINE = datetime(2026, 11, 16, 9, tzinfo=UTC)
FIRST, SECOND = About("estimate", 1), About("overrun", 1)


def minutes(count):
    return NINE + timedelta(minutes=count)


def waits(at=0, about=FIRST):
    return Happening(What.APPROVAL_AWAITED, minutes(at), about=about)


def asked(at=10, about=FIRST):
    return Happening(What.APPROVAL_ASKED, minutes(at), about=about)


def decided(at=30, about=FIRST):
    return Happening(What.APPROVAL_DECIDED, minutes(at), about=about)


def test_every_state_of_a_line_means_something():
    assert set(MEANING) == set(Estimate.State.values) | set(Overrun.State.values)


@pytest.mark.parametrize("state", MEANING)
def test_of_a_finished_task_nothing_is_awaited(state):
    meaning = what_a_line_means(state, is_task_finished=True)
    expected = {What.APPROVAL_AWAITED: What.APPROVAL_DROPPED}.get(MEANING[state], MEANING[state])
    assert (meaning, what_a_line_means(state, is_task_finished=False)) == (expected, MEANING[state])


def test_it_runs_until_the_client_is_asked_and_is_met_by_their_answer():
    [clock] = follow_all((), [waits(), waits(5), asked()])
    assert (clock.kind, clock.started_at, clock.state) == (ClockKind.APPROVAL, NINE, ClockState.PAUSED)
    [clock] = follow((clock,), decided())
    assert (clock.state, clock.finished_at) == (ClockState.MET, minutes(30))
    assert clock.pauses == ((minutes(10), minutes(30)),)


def test_a_question_taken_back_lets_it_run_on():
    [clock] = follow_all((), [waits(), asked(), waits(40)])
    assert (clock.state, clock.pauses) == (ClockState.RUNNING, ((minutes(10), minutes(40)),))


def test_what_happens_to_another_line_leaves_it_alone():
    clocks = follow_all((), [waits(), waits(1, SECOND), asked(10, SECOND), decided(30, SECOND)])
    assert [(clock.about, clock.state) for clock in clocks] == [(FIRST, ClockState.RUNNING), (SECOND, ClockState.MET)]


@pytest.mark.parametrize("what", [What.CLIENT_WROTE, What.ANSWERED, What.ASKED_CLIENT, What.HANDED_OVER])
def test_letters_and_other_work_leave_it_alone(what):
    before = follow((), waits())
    after = follow(before, Happening(what, minutes(5), 7))
    assert after[0] == before[0]


def test_a_reply_taken_back_does_not_take_back_the_question_of_the_same_instant():
    clocks = follow_all((), [waits(), asked(10)])
    assert follow(clocks, Happening(What.TAKEN_BACK, minutes(11), 9, since=minutes(10))) == clocks


def test_the_end_of_the_ticket_or_of_the_line_says_why_it_no_longer_counts():
    [closed] = follow_all((), [waits(), Happening(What.CLOSED, minutes(5))])
    [dropped] = follow_all((), [waits(), Happening(What.APPROVAL_DROPPED, minutes(5), about=FIRST)])
    assert (closed.end_reason, dropped.end_reason) == (EndReason.CLOSED, EndReason.DROPPED)


COURSES = st.lists(
    st.tuples(
        st.sampled_from(
            [What.APPROVAL_AWAITED, What.APPROVAL_ASKED, What.APPROVAL_DECIDED, What.APPROVAL_DROPPED, What.CLOSED]
        ),
        st.sampled_from([FIRST, SECOND]),
    ),
    max_size=20,
)


@given(COURSES)
def test_a_line_has_at_most_one_clock_that_counts_now_and_it_says_where_the_line_is(course):
    told = [
        Happening(what, minutes(number), about=None if what is What.CLOSED else about)
        for number, (what, about) in enumerate(course)
    ]
    clocks = follow_all((), told)
    for about in (FIRST, SECOND):
        unfinished = [clock for clock in clocks if clock.about == about and clock.is_unfinished]
        assert len(unfinished) <= 1
        mine = [one.what for one in told if one.about in (about, None)]
        if mine and mine[-1] is What.APPROVAL_AWAITED:
            assert [clock.state for clock in unfinished] == [ClockState.RUNNING]
        if mine and mine[-1] in (What.APPROVAL_DECIDED, What.APPROVAL_DROPPED, What.CLOSED):
            assert not unfinished
