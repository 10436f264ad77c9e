"""What the demo promises its clients: the standard terms, and to a few of them an answer around the clock (S1)."""

from dataclasses import dataclass
from datetime import datetime

from support_desk.demo.company import Staff
from support_desk.demo.content import Content
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.sla_policies import create_policy, set_department_policy
from tickets.actions.catalogue.standard_terms import LADDER, TARGETS, create_standard_terms
from tickets.models import SlaPolicy
from tickets.queries.sla_policies import VERSIONS as POLICIES
from workload.actions.calendars import create_calendar
from workload.queries.calendars import VERSIONS as CALENDARS

# Every so many contracts one is served day and night, so that somewhere a clock runs whenever the visitor comes.
ROUND_THE_CLOCK_EVERY = 12


@dataclass(frozen=True, slots=True)
class Promises:
    """The policy of the department and the one of contracts around the clock."""

    standard: SlaPolicy
    round_the_clock: SlaPolicy


def promise(staff: Staff, content: Content, *, at: datetime) -> Promises:
    """Calendars and policies before the first client comes."""
    system = Viewer.system(at)
    standard = create_standard_terms(by=system, at=at)
    calendar = create_calendar(
        code="24x7", name=content.words["round_the_clock"], week={}, is_around_the_clock=True, by=system, at=at
    )
    premium = create_policy(
        code="24x7",
        name=content.words["round_the_clock"],
        calendar=calendar,
        targets=TARGETS,
        steps=LADDER,
        notifies_any_time=True,
        by=system,
        at=at,
    )
    set_department_policy(department=staff.departments["support"], policy=standard, by=system, at=at)
    take_for_final()
    return Promises(standard, premium)


def take_for_final() -> None:
    """The load is one transaction: without this each of its thousands of deeds would read the same versions again.
    Should it be undone, nothing else is done in this process."""
    for versions in (POLICIES, CALENDARS):
        versions.all_committed()
