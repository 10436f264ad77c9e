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


def borne(payment: int, amounts: Sequence[int]) -> list[int]:
    """Places of those `amounts` beside a payment that can be paid with it, in kopecks. What adds to it always is; what
    takes from it whole or not at all, in its order, together no more than a fifth of all that is paid."""
    room = max(payment + sum(amount for amount in amounts if amount > 0), 0) // PARTS
    kept = []
    for place, amount in enumerate(amounts):
        if amount >= -room:
            kept.append(place)
            room += min(amount, 0)
    return kept


def left_waiting(amount: int) -> Remark:
    """Of an amount that the payment does not bear."""
    return Remark(LEFT_WAITING, {"amount": money(-amount)})
