"""What a department has settled about rosters, load and onboarding (L1, L7, L9); rows by date say otherwise."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class WorkloadRules:
    """`submit_day`: of the month in which the roster is due. `months_ahead`: 1 is the next month, 2 for departments on
    shift work. `overload_percent`, `idle_percent`: demand against capacity beyond which a week stands out.
    `fewest_on_shift`: people that an hour of working time should have. `ramp`: percent of the norm target by month of
    service, the last for all that follow."""

    submit_day: int = 18
    months_ahead: int = 1
    overload_percent: int = 110
    idle_percent: int = 60
    fewest_on_shift: int = 0
    ramp: tuple[int, ...] = (40, 60, 80, 100)


STANDARD: Final = WorkloadRules()
