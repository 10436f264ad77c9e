"""SLA policies by version, and which policy and calendar a ticket has (S1)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import connection

from support_desk.shared.versions import Key, VersionCache
from tickets.domain.sla import AppliedTerms, PolicyTerms, policy_from
from tickets.models import SlaPolicy, SlaPolicyVersion


def _read(keys: Iterable[Key]) -> dict[Key, PolicyTerms]:
    wanted = set(keys)
    versions = SlaPolicyVersion.objects.filter(
        policy_id__in={one for one, _number in wanted}, number__in={number for _one, number in wanted}
    )
    rows = versions.values_list("policy_id", "number", "spec")
    return {(one, number): policy_from(spec) for one, number, spec in rows if (one, number) in wanted}


VERSIONS: VersionCache[PolicyTerms] = VersionCache(_read)

# The contract in force decides, else the department, else the default policy; the calendar is the contract's, else
# the policy's own. A policy or calendar that is no longer active goes on where it was chosen.
APPLIED = """
SELECT asked.key, policy.id, policy.version, calendar.id, calendar.version, client.unanswered_minutes
FROM ({asked}) asked
LEFT JOIN tickets_client client ON client.id = asked.client_id
LEFT JOIN tickets_contract contract ON contract.project_id = asked.project_id
  AND contract.starts_on <= asked.day AND (contract.ends_on IS NULL OR contract.ends_on >= asked.day)
LEFT JOIN tickets_departmentpolicy own ON own.department_id = asked.department_id
JOIN tickets_slapolicy policy ON policy.id = coalesce(
  contract.sla_policy_id, own.policy_id, (SELECT id FROM tickets_slapolicy WHERE is_default))
JOIN workload_workingcalendar calendar ON calendar.id = coalesce(contract.calendar_id, policy.calendar_id)
"""
ONE = "SELECT 0 AS key, %s::bigint project_id, %s::bigint department_id, %s::bigint client_id, %s::date AS day"
TICKETS = """SELECT id AS key, project_id, department_id, client_id, %s::date AS day
FROM tickets_ticket WHERE id = ANY(%s)"""


def policy_of(policy_id: int, number: int) -> PolicyTerms:
    """What version `number` of the policy said. KeyError when there is none. No statement once it was read."""
    return VERSIONS.get((policy_id, number))


def policy_versions(ids: Iterable[int]) -> dict[int, int]:
    """{id: number of its current version}. One statement."""
    return dict(SlaPolicy.objects.filter(pk__in=set(ids)).values_list("pk", "version"))


def terms_for_project(
    *, project_id: int | None, department_id: int | None, client_id: int | None, day: date
) -> AppliedTerms | None:
    """Policy, calendar and threshold of a ticket of that project, department and client on `day`; None when nothing
    names a policy: then no clocks run. One statement."""
    found = _applied(ONE, [project_id, department_id, client_id, day])
    return found.get(0)


def terms_for_tickets(ticket_ids: Sequence[int], *, day: date) -> dict[int, AppliedTerms]:
    """The same for many tickets by id, those without a policy left out. One statement."""
    return _applied(TICKETS, [day, list(ticket_ids)])


def _applied(asked: str, params: Sequence[Any]) -> dict[int, AppliedTerms]:
    with connection.cursor() as cursor:
        cursor.execute(APPLIED.format(asked=asked), params)
        return {row[0]: AppliedTerms(*row[1:]) for row in cursor.fetchall()}
