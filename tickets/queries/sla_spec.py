"""The rows of a policy in the form its versions are stored in (`SlaPolicyVersion.spec`)."""

from typing import Any

from tickets.domain.sla import APPROVAL, FIRST_RESPONSE, NEXT_RESPONSE, RESOLUTION, UNANSWERED
from tickets.models import SlaPolicy, SlaTarget


def spec_of(policy: SlaPolicy) -> dict[str, Any]:
    """What the policy says now. Two statements."""
    targets = policy.targets.order_by("priority")
    return {
        "warn_percent": policy.warn_percent,
        "notifies_any_time": policy.notifies_any_time,
        "hides_covered": policy.hides_covered,
        "targets": {str(one.priority): minutes_of(one) for one in targets},
        "steps": [
            {"role": step.role, "delay": step.delay_minutes} for step in policy.steps.order_by("delay_minutes", "id")
        ],
    }


def minutes_of(target: SlaTarget) -> dict[str, int]:
    """Business minutes by kind, without one that is not counted."""
    minutes = {
        FIRST_RESPONSE: target.first_response_minutes,
        NEXT_RESPONSE: target.next_response_minutes,
        RESOLUTION: target.resolution_minutes,
        UNANSWERED: target.unanswered_minutes,
    }
    return minutes if target.approval_minutes is None else {**minutes, APPROVAL: target.approval_minutes}
