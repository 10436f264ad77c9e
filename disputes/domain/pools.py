"""The pool that a department's minuses make, and where it goes (M3). Kopecks throughout."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from disputes.domain.dues import Due
from disputes.domain.point_policies import PointPolicy
from disputes.domain.postings import Posting
from support_desk.shared.money import share


@dataclass(frozen=True, slots=True)
class Rest:
    """What winners leave of a pool."""

    kitty: int = 0
    controller_fund: int = 0
    undistributed: int = 0


@dataclass(frozen=True, slots=True)
class Paid:
    """By employee with a plus within the department; `rest`: what the pool has left, `from_kitty`: what it lacked."""

    amounts: Mapping[int, int]
    rest: int
    from_kitty: int


def pay_out(pool: int, owed: Mapping[int, Due], kitty: int | None) -> Paid:
    """First what is given back, out of the pool and then of what the `kitty` holds (None: as much as it takes); then
    winners, out of what the pool has left."""
    refunds = {employee: due.refund for employee, due in owed.items() if due.refund}
    claims = {employee: due.within - due.refund for employee, due in owed.items() if due.within > due.refund}
    given = refunds if kitty is None else pay_winners(pool + kitty, refunds)
    left = pool - sum(given.values())
    won = pay_winners(max(left, 0), claims)
    amounts = {each: given.get(each, 0) + won.get(each, 0) for each in owed if each in given or each in won}
    return Paid(amounts, max(left, 0) - sum(won.values()), max(-left, 0))


def pay_winners(pool: int, claims: Mapping[int, int]) -> dict[int, int]:
    """All that each may claim, or shares of a short pool by points: largest remainder, ties to the lower id."""
    winners = sorted(claims)
    if not winners or sum(claims.values()) <= pool:
        return dict(claims)
    return dict(zip(winners, share(pool, [claims[winner] for winner in winners]), strict=True))


def divide_rest(rest: int, policy: PointPolicy, postings: Iterable[Posting]) -> Rest:
    """To the kitty; under a controller by minus points at what they are worth: what the controller's disputes brought
    is their fund, up to its cap. What takes back the win of another month was brought by no dispute of this one."""
    if policy.hunter is None or rest == 0:
        return Rest(kitty=rest)
    hunted, others = _minuses(policy, postings)
    brought, kitty = share(rest, [hunted, others])
    fund = brought if policy.controller_cap is None else min(brought, policy.controller_cap)
    return Rest(kitty, fund, brought - fund)


def _minuses(policy: PointPolicy, postings: Iterable[Posting]) -> tuple[int, int]:
    """Kopecks of the controller's disputes and of all others; those between departments are in no pool."""
    hunted = others = 0
    for posting in postings:
        if posting.points >= 0 or posting.is_cross:
            continue
        if posting.rate is not None:
            others -= posting.points * posting.rate
        elif not policy.is_money(posting):
            continue
        elif posting.initiator == policy.hunter:
            hunted -= policy.worth(posting.points)
        else:
            others -= policy.worth(posting.points)
    return hunted, others
