"""SLA policies, written through the actions, so that rows and versions agree."""

from typing import Any

from tests.factories.calendars import SYSTEM, a_calendar
from tests.factories.people import NOW, serial
from tickets.actions.catalogue.sla_policies import create_policy, set_department_policy
from tickets.models import SlaPolicy
from tickets.queries.sla_policies import VERSIONS
from workload.models import Department, WorkingCalendar

NORMAL = {"first_response": 60, "next_response": 120, "resolution": 960, "unanswered": 60}
TARGETS = dict.fromkeys((1, 2, 3, 4), NORMAL)
LADDER = (("manager", 0), ("operator", 0), ("head", 60), ("director", 240))


def a_policy(
    name: str = "",
    *,
    calendar: WorkingCalendar | None = None,
    department: Department | None = None,
    first_response: int = 60,
    next_response: int = 120,
    resolution: int = 960,
    unanswered: int = 60,
    **over: Any,
) -> SlaPolicy:
    """The same targets for every priority, the usual ladder; the policy of `department` when one is given."""
    number = next(serial)
    minutes = {
        "first_response": first_response,
        "next_response": next_response,
        "resolution": resolution,
        "unanswered": unanswered,
    }
    about: dict[str, Any] = {
        "code": f"policy-{number}",
        "name": name or f"Policy {number}",
        "targets": dict.fromkeys(TARGETS, minutes),
        "steps": LADDER,
        **over,
    }
    policy = create_policy(calendar=calendar or a_calendar(), by=SYSTEM, at=NOW, **about)
    VERSIONS.committed((policy.pk, policy.version))
    if department is not None:
        set_department_policy(department=department, policy=policy, by=SYSTEM, at=NOW)
    return policy
