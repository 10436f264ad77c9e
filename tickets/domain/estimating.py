"""How long a piece of work will take, and who must agree to that (W2)."""

from enum import StrEnum

from tickets.domain.tasks import TaskStatus

LONGEST_MINUTES = 60_000  # 1,000 hours: nobody's judgement
ROUNDED_TO = 5
MOST_RISK_PERCENT = 300
ESTIMABLE = (TaskStatus.OFFERED, TaskStatus.ASKED, TaskStatus.ACCEPTED, TaskStatus.IN_PROGRESS, TaskStatus.REWORK)


def three_points(*, optimistic: int, likely: int, pessimistic: int) -> int:
    """Minutes by PERT, (o + 4l + p) / 6, rounded up to the next five minutes."""
    return ROUNDED_TO * -(-(optimistic + 4 * likely + pessimistic) // (6 * ROUNDED_TO))


def with_risk(*, likely: int, risk_percent: int) -> int:
    """Minutes: the likely time and so many percent of it, rounded up to the next five minutes."""
    return ROUNDED_TO * -(-likely * (100 + risk_percent) // (100 * ROUNDED_TO))


def is_sensible(minutes: int) -> bool:
    """More than nothing and less than 1,000 hours."""
    return 0 < minutes < LONGEST_MINUTES


class Step(StrEnum):
    """Where an estimate is on its way, and where the way ends."""

    MENTOR = "mentor"
    MANAGER = "manager"
    CLIENT = "client"
    APPROVED = "approved"


# (the step, is it over the threshold?) → the next one. The mentor's is skipped where the author has none.
WAY: dict[tuple[Step, bool], Step] = {
    (Step.MENTOR, False): Step.MANAGER,
    (Step.MENTOR, True): Step.MANAGER,
    (Step.MANAGER, False): Step.APPROVED,
    (Step.MANAGER, True): Step.CLIENT,
    (Step.CLIENT, False): Step.APPROVED,
    (Step.CLIENT, True): Step.APPROVED,
}


def first_step(*, has_mentor: bool) -> Step:
    """Who looks at an estimate first."""
    return Step.MENTOR if has_mentor else Step.MANAGER


def step_after(step: Step, *, minutes: int, threshold: int) -> Step:
    """Who must agree next once `step` has; only what is longer than the threshold goes to the client."""
    return WAY[step, minutes > threshold]


def way_of(*, has_mentor: bool, minutes: int, threshold: int) -> tuple[Step, ...]:
    """All steps to the end, as a page shows them."""
    steps = [first_step(has_mentor=has_mentor)]
    while steps[-1] is not Step.APPROVED:
        steps.append(step_after(steps[-1], minutes=minutes, threshold=threshold))
    return tuple(steps)
