"""The pool that a department's minuses make, and where it goes (M3). Kopecks throughout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disputes.domain.point_policies import PointPolicy
from disputes.domain.postings import Posting
from support_desk.shared.money import share


@dataclass(frozen=True, slots=True)
class Rest:
    """What winners leave of a pool."""

    kitty: int = 0
    controller_fund: int = 0
    undistributed: int = 0


def pay_winners(pool: int, claims: Mapping[int, int]) -> dict[int, int]:
    """All that each may claim, or shares of a short pool by points: largest remainder, ties to the lower id."""
    winners = sorted(claims)
    if not winners or sum(claims.values()) <= pool:
        return dict(claims)
    return dict(zip(winners, share(pool, [claims[winner] for winner in winners]), strict=True))


def divide_rest(rest: int, policy: PointPolicy, postings: Iterable[Posting]) -> Rest:
    """To the kitty; under a controller by minus points: what their disputes brought is their fund, up to its cap."""
    if policy.hunter is None or rest == 0:
        return Rest(kitty=rest)
    hunted, others = _minus_points(policy, postings)
    brought, kitty = share(rest, [hunted, others])
    fund = brought if policy.controller_cap is None else min(brought, policy.controller_cap)
    return Rest(kitty, fund, brought - fund)


def _minus_points(policy: PointPolicy, postings: Iterable[Posting]) -> tuple[int, int]:
    """Minus points of the controller's disputes and of all others; those between departments are in no pool."""
    hunted = others = 0
    for posting in postings:
        if posting.points >= 0 or posting.is_cross or not policy.is_money(posting):
            continue
        if posting.initiator == policy.hunter:
            hunted -= posting.points
        else:
            others -= posting.points
    return hunted, others
