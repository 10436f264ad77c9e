"""The life of somebody's roster of a month (L1): one table for buttons, actions, the API and the picture."""

from collections.abc import Collection
from enum import StrEnum
from typing import Final


class RosterState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class RosterEvent(StrEnum):
    """`CHANGE` plans days anew, `WITHDRAW` takes a submitted one back before it is decided."""

    CHANGE = "change"
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    RETURN = "return"


class RosterParty(StrEnum):
    """The person whose roster it is; who keeps the department's; who decides on it, never the person (P4)."""

    PERSON = "person"
    KEEPER = "keeper"
    DECIDER = "decider"


S, E, P = RosterState, RosterEvent, RosterParty
PERSON, KEEPERS, DECIDERS = frozenset({P.PERSON}), frozenset({P.KEEPER}), frozenset({P.DECIDER})

ROSTER_TRANSITIONS: Final[dict[tuple[RosterState, RosterEvent], tuple[frozenset[RosterParty], RosterState]]] = {
    (S.DRAFT, E.CHANGE): (PERSON | KEEPERS, S.DRAFT),
    (S.DRAFT, E.SUBMIT): (PERSON | KEEPERS, S.SUBMITTED),
    (S.SUBMITTED, E.CHANGE): (KEEPERS, S.SUBMITTED),
    (S.SUBMITTED, E.WITHDRAW): (PERSON, S.DRAFT),
    (S.SUBMITTED, E.APPROVE): (DECIDERS, S.APPROVED),
    (S.SUBMITTED, E.RETURN): (DECIDERS, S.RETURNED),
    (S.RETURNED, E.CHANGE): (PERSON | KEEPERS, S.RETURNED),
    (S.RETURNED, E.SUBMIT): (PERSON | KEEPERS, S.SUBMITTED),
    (S.APPROVED, E.CHANGE): (DECIDERS, S.APPROVED),
}
HANDED_IN: Final = frozenset({S.SUBMITTED, S.APPROVED})


def move_of(state: RosterState, event: RosterEvent) -> tuple[frozenset[RosterParty], RosterState] | None:
    """(who may, next state), None when the table has no such move."""
    return ROSTER_TRANSITIONS.get((state, event))


def events_for(state: RosterState, parties: Collection[RosterParty]) -> list[RosterEvent]:
    """What these parties may do from here, in the order of the table."""
    held = frozenset(parties)
    return [event for (before, event), (who, _) in ROSTER_TRANSITIONS.items() if before is state and held & who]
