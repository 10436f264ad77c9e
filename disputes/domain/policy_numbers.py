"""Which numbers a policy of points may hold: each in its range, and those that belong together in their order (D0)."""

from collections.abc import Mapping
from typing import Final

from disputes.domain.point_policies import BadPolicy
from workload.domain.refusals import gettext_noop

MOVES: Final = gettext_noop("A dispute moves 1 to 100 points.")
BOTH: Final = gettext_noop("A verdict for both sides moves 100 points at most, more or less.")
MEND: Final = gettext_noop("A rule is to be mended within 1 to 365 days.")
RANGES: Final[Mapping[str, tuple[int, int, str]]] = {
    "days_to_answer": (1, 60, gettext_noop("The respondent has 1 to 60 days to answer.")),
    "answered": (1, 100, MOVES),
    "judged": (1, 100, MOVES),
    "both_right_initiator": (-100, 100, BOTH),
    "both_right_respondent": (-100, 100, BOTH),
    "both_wrong_initiator": (-100, 100, BOTH),
    "both_wrong_respondent": (-100, 100, BOTH),
    "first_reminder_day": (1, 60, gettext_noop("The first reminder comes on day 1 at the earliest.")),
    "arbiter_reminder_days": (1, 365, gettext_noop("The arbiter is reminded after a day at the earliest.")),
    "arbiter_escalation_days": (1, 365, gettext_noop("The next level is told after 1 to 365 days.")),
    "revision_days": (1, 365, MEND),
}
# (what comes first, what comes later, what is said of the later)
ORDERS: Final = (
    ("answered", "judged", gettext_noop("A verdict moves no fewer points than accepting does.")),
    ("first_reminder_day", "second_reminder_day", gettext_noop("The second reminder does not come before the first.")),
    (
        "second_reminder_day",
        "days_to_answer",
        gettext_noop("The last reminder comes while there is time to answer: give more days, or remind earlier."),
    ),
    (
        "arbiter_reminder_days",
        "arbiter_escalation_days",
        gettext_noop("The arbiter is reminded before the next level is told."),
    ),
)


def check_numbers(values: Mapping[str, int]) -> None:
    """BadPolicy naming the first number at fault. `values`: every name of RANGES and ORDERS."""
    for name, (least, most, sentence) in RANGES.items():
        if not least <= values[name] <= most:
            raise BadPolicy(name, sentence)
    for earlier, later, sentence in ORDERS:
        if values[earlier] > values[later]:
            raise BadPolicy(later, sentence)
