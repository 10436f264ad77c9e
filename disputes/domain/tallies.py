"""What a heap of decided disputes amounts to (M5, D11): outcomes, the share of silence, how long people took."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from disputes.domain.workflow import UNDECIDED, VERDICTS, DisputeState

SECONDS_A_DAY = 86_400
# Nobody was found right or wrong.
WITHOUT_A_WORD = frozenset({DisputeState.WITHDRAWN, DisputeState.LAPSED})


@dataclass(frozen=True, slots=True)
class Tally:
    """Disputes by state. `answered`: how many the respondent accepted or contested, and `answer_seconds` how long that
    took of all of them together; `decide_seconds`: from the answer to the verdict, of all verdicts together."""

    counts: Mapping[DisputeState, int] = field(default_factory=dict)
    answered: int = 0
    answer_seconds: int = 0
    decide_seconds: int = 0

    @property
    def decided(self) -> int:
        return sum(number for state, number in self.counts.items() if state not in UNDECIDED)

    @property
    def undecided(self) -> int:
        return sum(self.counts.get(state, 0) for state in UNDECIDED)

    @property
    def silent_percent(self) -> int | None:
        """Whole percent decided by silence, of those in which somebody was found right or wrong; None without any."""
        found = self.decided - sum(self.counts.get(state, 0) for state in WITHOUT_A_WORD)
        return percent_of(self.counts.get(DisputeState.DEFAULTED, 0), found)

    @property
    def days_to_answer(self) -> Fraction | None:
        """On average, None where nobody answered."""
        return Fraction(self.answer_seconds, self.answered * SECONDS_A_DAY) if self.answered else None

    @property
    def days_to_decide(self) -> Fraction | None:
        """On average, None without a verdict."""
        verdicts = sum(self.counts.get(state, 0) for state in VERDICTS)
        return Fraction(self.decide_seconds, verdicts * SECONDS_A_DAY) if verdicts else None


def together(tallies: Iterable[Tally]) -> Tally:
    """All of them as one."""
    counts: Counter[DisputeState] = Counter()
    answered = answer_seconds = decide_seconds = 0
    for tally in tallies:
        counts.update(tally.counts)
        answered += tally.answered
        answer_seconds += tally.answer_seconds
        decide_seconds += tally.decide_seconds
    return Tally(counts, answered, answer_seconds, decide_seconds)


def percent_of(part: int, whole: int) -> int | None:
    """Whole percent, half rounded up; None of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else None
