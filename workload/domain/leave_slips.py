"""Allowed moves of a leave slip (L2): one table gives the buttons, the API's actions and the picture in the README."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class SlipState(StrEnum):
    """Whose turn it is: the cover's, the colleagues', the head's; the person's own when somebody has declined."""

    WITH_COVER = "with_cover"
    WITH_COLLEAGUES = "with_colleagues"
    WITH_HEAD = "with_head"
    RETURNED = "returned"
    CLOSED = "closed"


class SlipEvent(StrEnum):
    """What happens to a slip. `NAME` names other signers: the slip begins with them again. `APPROVE` and `REJECT`
    decide on the absence, `CANCEL` takes it back."""

    AGREE = "agree"
    DECLINE = "decline"
    NAME = "name"
    APPROVE = "approve"
    REJECT = "reject"
    CANCEL = "cancel"


class SlipParty(StrEnum):
    """Who may cause an event. `HEAD`: whoever decides on the absence (P4)."""

    COVER = "cover"
    COLLEAGUE = "colleague"
    PERSON = "person"
    HEAD = "head"


class SignState(StrEnum):
    """`REPLACED`: others were named, so that this signature is no longer asked for."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    REPLACED = "replaced"


S, E, P = SlipState, SlipEvent, SlipParty

OPEN = (S.WITH_COVER, S.WITH_COLLEAGUES, S.WITH_HEAD, S.RETURNED)
COVER, COLLEAGUE, HEAD = frozenset({P.COVER}), frozenset({P.COLLEAGUE}), frozenset({P.HEAD})
EITHER = frozenset({P.PERSON, P.HEAD})

SLIP_TRANSITIONS: dict[tuple[SlipState, SlipEvent], tuple[frozenset[SlipParty], SlipState]] = {
    (S.WITH_COVER, E.AGREE): (COVER, S.WITH_COLLEAGUES),
    (S.WITH_COVER, E.DECLINE): (COVER, S.RETURNED),
    (S.WITH_COLLEAGUES, E.AGREE): (COLLEAGUE, S.WITH_HEAD),
    (S.WITH_COLLEAGUES, E.DECLINE): (COLLEAGUE, S.RETURNED),
    (S.WITH_HEAD, E.APPROVE): (HEAD, S.CLOSED),
    **{(state, E.NAME): (EITHER, S.WITH_COVER) for state in OPEN},
    **{(state, E.REJECT): (HEAD, S.CLOSED) for state in OPEN},
    **{(state, E.CANCEL): (EITHER, S.CLOSED) for state in OPEN},
}
# What everybody of a stage has signed already needs nobody's turn: the slip passes on.
PASSES = {S.WITH_COVER: (P.COVER, S.WITH_COLLEAGUES), S.WITH_COLLEAGUES: (P.COLLEAGUE, S.WITH_HEAD)}


@dataclass(frozen=True, slots=True)
class Sign:
    """A signature that is asked for, by `party` cover or colleague."""

    party: SlipParty
    state: SignState


def slip_state_after(
    state: SlipState, event: SlipEvent, party: SlipParty, signs: Iterable[Sign] = ()
) -> SlipState | None:
    """The state after `event`, or None where the table has no such move for `party`.

    `signs`: as they are after the event. A stage is left when all of it have agreed: one of two colleagues who agrees
    leaves the slip with the other, and a cover who agrees where no colleague is named sends it to the head.
    """
    parties, target = SLIP_TRANSITIONS.get((state, event), (frozenset[SlipParty](), state))
    if party not in parties:
        return None
    if event is E.AGREE:
        target = state
    return _passed_on(target, list(signs)) if event in (E.AGREE, E.NAME) else target


def _passed_on(state: SlipState, signs: list[Sign]) -> SlipState:
    while state in PASSES:
        party, following = PASSES[state]
        if any(sign.party is party and sign.state is SignState.ASKED for sign in signs):
            break
        state = following
    return state


def slip_events_for(state: SlipState, party: SlipParty) -> tuple[SlipEvent, ...]:
    """What `party` may do in `state`, in the table's order."""
    found = SLIP_TRANSITIONS.items()
    return tuple(event for (before, event), (parties, _) in found if before == state and party in parties)


def is_ever_for(party: SlipParty, event: SlipEvent) -> bool:
    """Whether `party` may cause the event in some state."""
    return any(party in parties for (_state, caused), (parties, _target) in SLIP_TRANSITIONS.items() if caused is event)
