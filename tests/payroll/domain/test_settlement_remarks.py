"""A payslip says of points whose money was limited what they were worth, what counts of it, and why (M4)."""

import pytest

from disputes.domain.minus_limits import Limit
from payroll.domain.settlement_remarks import Share, remarks_of


@pytest.mark.parametrize(
    ("share", "why"),
    [
        (Share(1, -300_00, -200_00, Limit.VARIABLE), "within the variable part"),
        (Share(1, -300_00, -200_00, Limit.GUARD), "within the guarded share"),
        (Share(1, -300_00, 0, Limit.VARIABLE, is_unread=True), "was not read"),
        # What somebody won is not limited by what they have read.
        (Share(1, 300_00, 200_00, Limit.POOL, is_unread=True), "was not enough for all"),
    ],
)
def test_what_was_limited_is_told_with_both_sums(share: Share, why: str) -> None:
    [remark] = remarks_of([Share(2, -1_00, -1_00), share])
    assert why in remark.sentence
    assert remark.sentence.startswith(f"Points are worth {share.nominal // 100}.00 and {share.amount // 100}.00 of it")
