"""Exact money: decimals in rubles with two places, rounded half up once, sums shared by largest remainder."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

KOPECK = Decimal("0.01")


def to_kopeck(amount: Decimal) -> Decimal:
    """`amount` rounded half up to the kopeck."""
    return amount.quantize(KOPECK, rounding=ROUND_HALF_UP)


def allocate(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """Shares of `total` (kopecks exact) in proportion to `weights`, summing to it; ties go to the earlier one.

    All weights zero: everything goes to the first. Raises ValueError on no weights or a negative one.
    """
    if not weights or any(weight < 0 for weight in weights):
        raise ValueError("weights must be given and not negative")
    whole = sum(weights)
    if whole == 0:
        return [total, *(Decimal("0.00") for _ in weights[1:])]
    exact = [total * weight / whole for weight in weights]
    shares = [share.quantize(KOPECK, rounding=ROUND_DOWN) for share in exact]
    missing = total - sum(shares)
    step = KOPECK if missing >= 0 else -KOPECK
    by_remainder = sorted(range(len(weights)), key=lambda i: (-abs(exact[i] - shares[i]), i))
    for i in by_remainder[: int(abs(missing) / KOPECK)]:
        shares[i] += step
    return shares
