"""Targets and the ladder of a policy as people enter them, checked in words and by place (S1, S3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from tickets.domain.sla import (
    APPROVAL,
    FIRST_RESPONSE,
    KINDS,
    LONGEST_MINUTES,
    NEXT_RESPONSE,
    OPTIONAL,
    RESOLUTION,
    UNANSWERED,
)
from tickets.models import EscalationStep, Priority, SlaPolicy, SlaTarget

type Targets = Mapping[int, Mapping[str, int | None]]
"""{2: {"first_response": 60, "next_response": 120, "resolution": 960, "unanswered": 60}, …}, business minutes by
priority, all four of them; "approval" may be added, None or absent: not counted."""

type Ladder = Sequence[tuple[str, int]]
"""[("manager", 0), ("head", 60)]: role and business minutes after the breach, in order."""

COLUMNS = {
    FIRST_RESPONSE: "first_response_minutes",
    NEXT_RESPONSE: "next_response_minutes",
    RESOLUTION: "resolution_minutes",
    UNANSWERED: "unanswered_minutes",
    APPROVAL: "approval_minutes",
}


def check_targets(targets: Targets) -> None:
    """Every priority and kind has a target between a minute and a year; an approval may have none. Refused, naming
    `targets.normal.first_response` or the like."""
    for priority in Priority:
        given = targets.get(priority.value, {})
        for kind in (*KINDS, *OPTIONAL):
            field = f"targets.{priority.name.lower()}.{kind}"
            if kind in OPTIONAL and given.get(kind) is None:
                continue
            if kind not in given:
                raise Refused(_("Every priority needs this target."), field=field)
            if not is_minutes(given[kind], at_least=1):
                raise Refused(_("A target is 1 to 527,040 minutes: at most a year around the clock."), field=field)
    unknown: list[object] = [key for key in targets if key not in Priority.values]
    unknown += [kind for given in targets.values() for kind in given if kind not in COLUMNS]
    if unknown:
        message = _("“%(name)s” is no priority and no target.")
        raise Refused(message % {"name": str(unknown[0])[:40]}, field="targets")


def check_ladder(ladder: Ladder) -> None:
    """Known roles, each once, the later not before the earlier. Refused, naming `steps`."""
    earlier = 0
    told = set()
    for role, delay in ladder:
        if role not in EscalationStep.Role.values:
            message = _("“%(role)s” is nobody on the ladder. Write manager, operator, head or director.")
            raise Refused(message % {"role": str(role)[:40]}, field="steps")
        if role in told:
            raise Refused(_("Each step tells somebody else: a role stands twice."), field="steps")
        if not is_minutes(delay, at_least=0):
            raise Refused(_("A step comes 0 to 527,040 minutes after the breach."), field="steps")
        if delay < earlier:
            raise Refused(_("The steps are out of order: a later one comes before an earlier one."), field="steps")
        told.add(role)
        earlier = delay


def is_minutes(value: Any, *, at_least: int) -> bool:
    """A whole number of minutes up to a year around the clock."""
    return type(value) is int and at_least <= value <= LONGEST_MINUTES


def write_targets(policy: SlaPolicy, targets: Targets) -> None:
    """The rows of a locked policy; checked before."""
    policy.targets.all().delete()
    SlaTarget.objects.bulk_create(
        SlaTarget(policy=policy, priority=priority, **{COLUMNS[kind]: minutes for kind, minutes in given.items()})
        for priority, given in sorted(targets.items())
    )


def write_ladder(policy: SlaPolicy, ladder: Ladder) -> None:
    """The rows of a locked policy; checked before. Their order is that of their ids where delays are equal."""
    policy.steps.all().delete()
    EscalationStep.objects.bulk_create(
        EscalationStep(policy=policy, role=role, delay_minutes=delay) for role, delay in ladder
    )
