"""How much of whose replies is looked at on a day (S5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from disputes.domain.sampling import Level, Shares, at_least, level_of
from disputes.models import ReviewPolicy, ReviewShare
from support_desk.shared.roles import Role
from workload.models import RoleAssignment

ABOVE = (Role.HEAD, Role.DIRECTOR)


@dataclass(frozen=True, slots=True)
class Sampling:
    """All that decides, read once for a run: policies and shares from the oldest, roles of the authors."""

    policies: Sequence[ReviewPolicy] = ()
    shares: Sequence[ReviewShare] = ()
    roles: Sequence[RoleAssignment] = field(default_factory=tuple)

    def shares_for(self, author_id: int, department_id: int, head_id: int | None, day: date) -> Shares:
        """Of what this person writes in the department on `day`: of who leads at least as much as of all others, so
        that no head switches off the review of their own replies."""
        shares = self.shares_of(department_id, day)
        leads = self.level(author_id, head_id, day) == Level.UP
        return at_least(shares, self.shares_of(None, day)) if leads else shares

    def shares_of(self, department_id: int | None, day: date) -> Shares:
        """The department's own policy of `day`, else the one for all (None), else the standard one."""
        begun = {row.department_id: row for row in self.policies if row.starts_on <= day}
        found = begun.get(department_id) or begun.get(None)
        return found.shares() if found else Shares()

    def own_share(self, author_id: int, day: date) -> int | None:
        """What is set for the person; None where it is the department's."""
        begun = [row for row in self.shares if row.employee_id == author_id and row.starts_on <= day]
        return begun[-1].share_percent if begun else None

    def level(self, author_id: int, head_id: int | None, day: date) -> Level:
        """Who reviews what this person writes on `day`."""
        held = {row.role for row in self.roles if row.employee_id == author_id and holds(row, day)}
        heads = author_id == head_id or not held.isdisjoint(ABOVE)
        return level_of(heads=heads, operates=Role.OPERATOR in held)


def holds(row: RoleAssignment, day: date) -> bool:
    return row.starts_on <= day and (row.ends_on is None or day <= row.ends_on)


def sampling_of(author_ids: Collection[int], department_ids: Collection[int]) -> Sampling:
    """Three statements."""
    policies = ReviewPolicy.objects.filter(Q(department__in=department_ids) | Q(department__isnull=True))
    roles = RoleAssignment.objects.filter(employee__in=author_ids, role__in=(*ABOVE, Role.OPERATOR))
    return Sampling(
        list(policies.order_by("starts_on")),
        list(ReviewShare.objects.filter(employee__in=author_ids).order_by("starts_on")),
        list(roles),
    )


def policy_row(department_id: int | None, day: date) -> ReviewPolicy:
    """What is in force in a department on `day`; the standard one, unsaved, where nothing was set. One statement."""
    rows = ReviewPolicy.objects.begun(day).filter(Q(department=department_id) | Q(department__isnull=True))
    found: Mapping[int | None, ReviewPolicy] = {row.department_id: row for row in rows.order_by("starts_on")}
    return found.get(department_id) or found.get(None) or ReviewPolicy()
