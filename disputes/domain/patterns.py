"""From where on something is worth a director's look (D11). It is shown, and nothing follows from it by itself.

A few disputes say nothing of anybody, so each pattern needs a least number of them in the period that is looked at.
"""

from typing import Final

# Between the same two people, whoever opened them.
PAIR_AT_LEAST: Final = 5
# Of one initiator, in which somebody was found right or wrong; more than this percent were lost.
INITIATOR_AT_LEAST: Final = 5
LOSES_OVER_PERCENT: Final = 50
# Of one arbiter; more than this percent of the verdicts were "both right" or "both wrong".
ARBITER_AT_LEAST: Final = 5
BOTH_OVER_PERCENT: Final = 50
# However long a period is looked at: what lies further back is no talk of today.
MONTHS: Final = 6
# No list of patterns is longer than somebody reads.
MOST_SHOWN: Final = 20


def is_over(part: int, whole: int, percent: int) -> bool:
    """Whether `part` is more than `percent` of `whole`."""
    return 100 * part > percent * whole


def loses_mostly(lost: int, found: int) -> bool:
    """Of an initiator."""
    return found >= INITIATOR_AT_LEAST and is_over(lost, found, LOSES_OVER_PERCENT)


def takes_no_side(both: int, verdicts: int) -> bool:
    """Of an arbiter whose verdicts are mostly one of the two "both"."""
    return verdicts >= ARBITER_AT_LEAST and is_over(both, verdicts, BOTH_OVER_PERCENT)
