"""S1: what clocks count by is what the rows of calendars and policies say."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant
from tickets.models import SlaPolicy, SlaPolicyVersion
from tickets.queries import sla_spec
from workload.models import CalendarVersion, WorkingCalendar
from workload.queries import calendar_spec


def check() -> Iterator[Broken]:
    """There are few calendars and policies, so that each is compiled anew in Python, as its actions do."""
    for calendar in WorkingCalendar.objects.order_by("pk"):
        version = CalendarVersion.objects.filter(calendar=calendar, number=calendar.version).first()
        yield from differences(f"calendar {calendar.code}", version, calendar.version, calendar_spec.spec_of(calendar))
    for policy in SlaPolicy.objects.order_by("pk"):
        terms = SlaPolicyVersion.objects.filter(policy=policy, number=policy.version).first()
        yield from differences(f"SLA policy {policy.code}", terms, policy.version, sla_spec.spec_of(policy))


def differences(
    name: str, version: CalendarVersion | SlaPolicyVersion | None, number: int, spec: object
) -> Iterator[Broken]:
    """What is wrong with the current version."""
    if version is None:
        yield Broken(name, f"has no row of its version {number}")
    elif version.spec != spec:
        yield Broken(name, f"version {number} says otherwise than its rows")


VERSIONS = Invariant("S1", "The version that clocks count by is what calendar and policy say.", check)
