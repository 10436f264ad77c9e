"""The table of leave slips: cover, colleagues, head, in this order and no other (L2)."""

from hypothesis import given, settings
from hypothesis import strategies as some

from workload.domain.leave_slips import (
    OPEN,
    SLIP_TRANSITIONS,
    Sign,
    SignState,
    SlipEvent,
    SlipParty,
    SlipState,
    is_ever_for,
    slip_events_for,
    slip_state_after,
)

S, E, P = SlipState, SlipEvent, SlipParty
COVER, ASKED = Sign(P.COVER, SignState.AGREED), Sign(P.COLLEAGUE, SignState.ASKED)
SIGNED = Sign(P.COLLEAGUE, SignState.AGREED)


def test_cover_then_colleagues_then_head() -> None:
    assert slip_state_after(S.RETURNED, E.NAME, P.PERSON, [Sign(P.COVER, SignState.ASKED), ASKED]) is S.WITH_COVER
    assert slip_state_after(S.WITH_COVER, E.AGREE, P.COVER, [COVER, ASKED]) is S.WITH_COLLEAGUES
    assert slip_state_after(S.WITH_COLLEAGUES, E.AGREE, P.COLLEAGUE, [COVER, SIGNED, ASKED]) is S.WITH_COLLEAGUES
    assert slip_state_after(S.WITH_COLLEAGUES, E.AGREE, P.COLLEAGUE, [COVER, SIGNED]) is S.WITH_HEAD
    assert slip_state_after(S.WITH_COVER, E.AGREE, P.COVER, [COVER]) is S.WITH_HEAD
    assert slip_state_after(S.WITH_HEAD, E.APPROVE, P.HEAD) is S.CLOSED


def test_nobody_signs_before_their_turn_and_nothing_moves_when_it_is_closed() -> None:
    assert slip_state_after(S.WITH_COVER, E.AGREE, P.COLLEAGUE, [ASKED]) is None
    for state in OPEN[:2]:
        assert slip_state_after(state, E.APPROVE, P.HEAD) is None
    assert not any(slip_events_for(S.CLOSED, party) for party in P)
    assert slip_events_for(S.WITH_HEAD, P.HEAD) == (E.APPROVE, E.NAME, E.REJECT, E.CANCEL)


def test_a_refusal_goes_back_to_the_person_who_names_others() -> None:
    assert slip_state_after(S.WITH_COVER, E.DECLINE, P.COVER) is S.RETURNED
    assert slip_state_after(S.WITH_COLLEAGUES, E.DECLINE, P.COLLEAGUE) is S.RETURNED
    assert slip_events_for(S.RETURNED, P.PERSON) == (E.NAME, E.CANCEL)
    assert is_ever_for(P.COVER, E.AGREE) and not is_ever_for(P.PERSON, E.AGREE)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(some.sampled_from([*E]), some.sampled_from([*P]))), some.integers(0, 3))
def test_no_walk_reaches_the_head_while_somebody_has_not_agreed(
    steps: list[tuple[SlipEvent, SlipParty]], colleagues: int
) -> None:
    """Signatures follow the events as the action writes them; an approval always finds everybody agreed."""
    state = S.RETURNED
    signs = {0: Sign(P.COVER, SignState.ASKED)}
    for event, party in [(E.NAME, P.PERSON), *steps]:
        turn = next((key for key, sign in signs.items() if (sign.party, sign.state) == (party, SignState.ASKED)), None)
        if (event in (E.AGREE, E.DECLINE) and turn is None) or (state, event) not in SLIP_TRANSITIONS:
            continue
        tried = dict(signs)
        if event is E.NAME:
            tried = {key: Sign(P.COLLEAGUE if key else P.COVER, SignState.ASKED) for key in range(colleagues + 1)}
        elif event in (E.AGREE, E.DECLINE) and turn is not None:
            tried[turn] = Sign(party, SignState.AGREED if event is E.AGREE else SignState.DECLINED)
        after = slip_state_after(state, event, party, tried.values())
        if after is None:
            continue
        if event is E.APPROVE:
            assert {sign.state for sign in signs.values()} == {SignState.AGREED}
        state, signs = after, tried
        assert (state is S.WITH_HEAD) == (
            state is not S.CLOSED and all(sign.state is SignState.AGREED for sign in signs.values())
        )
