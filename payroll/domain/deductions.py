"""How much of a payment may be taken at once by what is turned back (Labour Code 138)."""

from collections.abc import Sequence
from typing import Final

from payroll.domain.figures import money
from payroll.domain.remarks import Remark
from workload.domain.refusals import gettext_noop

# No more than a fifth of any payment.
PARTS: Final = 5
LEFT_WAITING: Final = gettext_noop(
    "%(amount)s was agreed to be taken and waits for a later month: no more than a fifth of a payment is taken at once."
)


def borne(payment: int, minuses: Sequence[int]) -> list[int]:
    """Places of those `minuses` that can be taken from a payment, in kopecks; `payment` is all that it comes to before
    them, points and additions with it. Each whole or not at all, in its order, together no more than a fifth."""
    room = max(payment, 0) // PARTS
    kept = []
    for place, amount in enumerate(minuses):
        if -amount <= room:
            kept.append(place)
            room += amount
    return kept


def left_waiting(amount: int) -> Remark:
    """Of an amount that the payment does not bear."""
    return Remark(LEFT_WAITING, {"amount": money(-amount)})
