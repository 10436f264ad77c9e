"""What an SLA policy promises (S1) and whom it tells when that is not kept (S3), as one version of it said."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

PRIORITIES: Final = (1, 2, 3, 4)
FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UNANSWERED = "first_response", "next_response", "resolution", "unanswered"
KINDS: Final = (FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UNANSWERED)
# Left empty it is not counted: not every desk promises how soon an estimate goes out.
APPROVAL: Final = "approval"
OPTIONAL: Final = (APPROVAL,)
ROLES: Final = ("manager", "operator", "head", "director")
# A year around the clock: nobody promises a client more, and a slip of the keyboard is caught.
LONGEST_MINUTES: Final = 366 * 24 * 60


@dataclass(frozen=True, slots=True)
class LadderStep:
    """`role` is told `delay_minutes` of business time after the breach."""

    role: str
    delay_minutes: int


@dataclass(frozen=True)
class PolicyTerms:
    """One version of a policy. `targets`: business minutes by priority and kind."""

    warn_percent: int
    notifies_any_time: bool
    hides_covered: bool
    targets: Mapping[int, Mapping[str, int]]
    ladder: tuple[LadderStep, ...]

    def target(self, priority: int, kind: str) -> int:
        """Business minutes of "first_response", "next_response" or "resolution". KeyError for another kind."""
        return self.targets[priority][kind]

    def approval(self, priority: int) -> int | None:
        """Business minutes in which an estimate or overrun is confirmed and asked of the client; None: not counted."""
        return self.targets[priority].get(APPROVAL)

    def unanswered(self, priority: int) -> int:
        """Business minutes after which the operator sees an unanswered message (S4)."""
        return self.targets[priority][UNANSWERED]


@dataclass(frozen=True, slots=True)
class AppliedTerms:
    """What holds for one ticket on one day: versions of policy and calendar, and the client's own threshold."""

    policy_id: int
    policy_number: int
    calendar_id: int
    calendar_number: int
    client_minutes: int | None

    def threshold(self, policy: PolicyTerms, priority: int) -> int:
        """Business minutes after which the operator sees an unanswered message: the client's, else the policy's."""
        return self.client_minutes if self.client_minutes is not None else policy.unanswered(priority)


def policy_from(spec: Mapping[str, Any]) -> PolicyTerms:
    """The policy that a stored version stands for (`SlaPolicyVersion.spec`)."""
    return PolicyTerms(
        warn_percent=spec["warn_percent"],
        notifies_any_time=spec["notifies_any_time"],
        hides_covered=spec["hides_covered"],
        targets={int(priority): dict(minutes) for priority, minutes in spec["targets"].items()},
        ladder=tuple(LadderStep(step["role"], step["delay"]) for step in spec["steps"]),
    )
